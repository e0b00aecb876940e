"""The first operator is made where the platform is installed, not over the network."""

from __future__ import annotations

from collections.abc import Sequence

import click
from flask import current_app
from flask.cli import AppGroup

from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import refusal_words, this_world
from auction.people import mail_views, service
from auction.people.staff import StaffWish

group = AppGroup("people", help="Accounts of the staff.")


@group.command("make-operator")
@click.argument("email")
def make_operator(email: str) -> None:
    """Make an operator's account and print the link for its first password."""
    world, account_id = this_world(), new_id()
    wish, uniquifier, at = StaffWish(email, Role.OPERATOR), new_id(), world.clock.now()
    with world.database.transaction() as tx:
        refusals = service.make_staff(
            tx, wish, account_id=account_id, uniquifier=uniquifier, by="installation", at=at
        )
        account = service.staff_account(tx, account_id)
    _stop_at(refusals)
    assert account is not None, "what was made is there"
    click.echo(mail_views.first_password_link(account))


def _stop_at(refusals: Sequence[Refusal]) -> None:
    with current_app.test_request_context():
        sentences = [refusal_words(refusal) for refusal in refusals]
    if sentences:
        raise click.ClickException(" ".join(sentences))
