"""The first operator is made where the platform is installed, not over the network."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from flask_security.recoverable import generate_reset_password_token

from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.web_views import refusal_words, this_world
from auction.people import mail_views, service
from auction.people.staff import StaffWish

group = AppGroup("people", help="Accounts of the staff.")


@group.command("make-operator")
@click.argument("email")
def make_operator(email: str) -> None:
    """Make an operator's account and print the link for its first password."""
    world, account_id = this_world(), new_id()
    with world.database.transaction() as tx:
        refusals = service.make_staff(
            tx,
            StaffWish(email, Role.OPERATOR),
            account_id=account_id,
            uniquifier=new_id(),
            by="installation",
            at=world.clock.now(),
        )
    if refusals:
        with current_app.test_request_context():
            raise click.ClickException(" ".join(refusal_words(refusal) for refusal in refusals))
    with world.database.reading() as tx:
        account = service.staff_account(tx, account_id)
    token = generate_reset_password_token(account)
    click.echo(mail_views.outside_address_of("security.reset_password", token=token))
