"""Builders of people: accounts that may sign in, bidders with an identity, a signed-in browser."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.people import service
from auction.people.identity import IdentityClaim
from auction.people.vault import vault_of

PASSWORD = "a short sentence to keep"
# The password above, hashed once by argon2id with the platform's parameters, for speed.
PASSWORD_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$TekClI4RJyXDLDcGqlVfBQ$+Os3LMBDf3iVYYLd6wkgvpwcHAl7yIRUTGox4wIjuxM"
)
# Ann, Bo and Cy do not exist; only their check digits are right.
ID_NUMBERS = ("11010119900307758X", "110101198502120138", "110101197011304421")


def make_bidder(
    world: World, tx: Session, *, name: str = "", email: str = "", number: str = "", kind: str = "NATURAL"
) -> str:
    """Make a confirmed bidder, with an identity when a name is given; return the account's id."""
    account_id = _make(world, tx, Role.BIDDER, email=email)
    if name:
        claim = IdentityClaim(kind, name, number or make_id_number(account_id), "Zhang San")
        refusals = service.register_identity(
            tx, vault_of(world.settings), claim, account_id=account_id, at=world.clock.now()
        )
        assert not refusals, refusals
    return account_id


def make_staff(world: World, tx: Session, role: Role, *, court_id: str = "", email: str = "") -> str:
    """Make one of the staff with a password; return the account's id."""
    return _make(world, tx, role, court_id=court_id, email=email)


def make_id_number(seed: str) -> str:
    """Return a resident id number with a right check digit, for a person who does not exist."""
    order = int(seed[-6:], 16) % 1000
    day = 1 + int(seed[-8:-6], 16) % 28
    body = f"110101{1970 + int(seed[-10:-8], 16) % 30}{1 + int(seed[-4:-2], 16) % 12:02}{day:02}{order:03}"
    digit = (1 - 2 * int(body, 13)) % 11
    return f"{body}{'X' if digit == 10 else digit}"


def email_of(world: World, account_id: str) -> str:
    """Return an account's address."""
    with world.database.reading() as tx:
        return service.email_of(tx, account_id)


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> None:
    """Sign a browser in through the door; asserts that it worked."""
    answer = post(client, "/account/login", {"email": email, "password": password})
    assert answer.status_code == 302, f"{email} could not sign in: {answer.status_code}"


def post(client: FlaskClient, path: str, fields: dict[str, object] | None = None, **more: object):
    """Send a form as a page would: with the form token of this browser."""
    return client.post(path, data={**(fields or {}), "csrf_token": form_token(client)}, **more)


def form_token(client: FlaskClient) -> str:
    """Return the form token of this browser, from a page that has a form for everybody signed in or not."""
    for path in ("/limits", "/account/login"):
        found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).get_data(as_text=True))
        if found:
            return found[1]
    return ""


def letters(world: World) -> list[str]:
    """Return the letters that were sent, oldest first."""
    folder = Path(world.settings.instance_dir) / "mail"
    files = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []
    return [path.read_text() for path in files]


def link_in(letter: str) -> str:
    """Return the path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter)
    assert found, letter
    return found[1]


def _make(world: World, tx: Session, role: Role, *, court_id: str = "", email: str = "") -> str:
    account_id, at = new_id(), world.clock.now()
    service.make_account(
        tx,
        account_id=account_id,
        email=email or f"{role}-{account_id}@people.example",
        role=role,
        uniquifier=new_id(),
        at=at,
        court_id=court_id,
        password_hash=PASSWORD_HASH,
        confirmed_at=at,
    )
    return account_id
