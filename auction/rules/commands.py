"""``flask rules``: the rule sets and their parameters, for the terminal."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from auction.rules.grouped import grouped
from auction.rules.rule_sets import RULE_SETS, UnknownRuleSet, rule_set
from auction.rules.said_views import say
from auction.rules.sources import cited

group = AppGroup("rules", help="The numbers of the law, with their articles.")


@group.command("list")
def list_all() -> None:
    """Print every rule set and its versions."""
    for rules in RULE_SETS:
        click.echo(f"{rules.id}@{rules.version}  {len(rules.parameters)} parameters")


@group.command("show")
@click.argument("named", metavar="ID[@VERSION]")
def show(named: str) -> None:
    """Print each parameter with value, rule, article and tag; the newest version unless one is named."""
    rule_set_id, _, version = named.partition("@")
    try:
        rules = rule_set(rule_set_id, int(version) if version else None)
    except (UnknownRuleSet, ValueError):
        known = ", ".join(f"{each.id}@{each.version}" for each in RULE_SETS)
        raise click.ClickException(f"there is no rule set {named}; there are: {known}") from None
    click.echo(f"{rules.id}@{rules.version}")
    # A terminal has no visitor whose language could be asked for.
    with force_locale("en"):
        for part in grouped(rules):
            click.echo(f"\n{part.name}")
            for each in part.parameters:
                place = f"  ({cited(each.article)})" if each.article else ""
                click.echo(f"  {each.name:31} {each.rule:5} {each.tag:9} {say(each)}{place}")
