"""Commands for operators: register a court from the terminal, list courts."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from auction.cases import service, store
from auction.cases.words import WORDS
from auction.kernel.ids import new_id
from auction.kernel.web_views import this_world

group = AppGroup("courts", help="Courts that sell here.")


@group.command("add")
@click.argument("name")
@click.option("--time-zone", required=True, help="for example Asia/Shanghai")
@click.option("--currency", required=True, help="for example CNY")
@click.option("--contact", default="", help="shown on every notice")
@click.option("--language", default="", help="what its notices are written in: en, zh-Hans, zh-Hant ...")
@click.option("--supervision", default="", help="where to complain")
def add(**wish: str) -> None:
    """Register a court and print its id."""
    world, court_id = this_world(), new_id()
    with world.database.transaction() as tx:
        errors = service.register_court(tx, court_id=court_id, at=world.clock.now(), **wish)
    for field, refusal in errors.items():
        click.echo(f"{field}: {WORDS[refusal.reason] % refusal.numbers}", err=True)
    if errors:
        raise SystemExit(1)
    click.echo(court_id)


@group.command("list")
def list_courts() -> None:
    """Print the id and name of every court."""
    with this_world().database.reading() as tx:
        for court in store.courts(tx):
            click.echo(f"{court.id}  {court.name}  {court.time_zone}  {court.currency}")
