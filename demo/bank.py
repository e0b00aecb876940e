"""The bank of the demo's courts: accounts that two officers named, and statements to upload.

All of it is invented, the numbers too.  A statement tells of a transfer for everything that is asked just
now, as if everybody had paid by bank, so that whoever uploads it sees deposits and balances arrive.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.approvals import service as approvals
from auction.approvals import store as proposals
from auction.approvals.proposal import Subject
from auction.cases.tables import Court
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.bank import store as accounts
from auction.payments.bank.account import AccountVersion
from auction.payments.bank.acts import ACTS, NAME_ACCOUNT
from auction.payments.bank.statements import store as statements
from auction.payments.bank.statements.file import TakenStatement
from auction.payments.received import RequestState
from auction.payments.tables import PaymentRequest
from auction.people import service as people
from auction.people.vault import vault_of
from auction.rounds.tables import Round
from auction.settlement.paying import service as paying
from auction.settlement.paying.page import may_pay
from demo.founding import Cast
from demo.past import Past
from demo.statement import Movement, write_statement
from demo.story import CourtStory

# One statement tells of the latest payments that are asked; a bank's day is longer, a visitor's is not.
MOVEMENTS_MAX = 20
# Accounts of nobody, from which everything is paid here.
PAYERS_ACCOUNT = "6217000000009999"


def name_account(past: Past, cast: Cast, *, at: datetime) -> None:
    """Let finance propose the account of a court and a judge approve it, as they would."""
    proposal_id, subject = new_id(), Subject(cast.court_id)
    (act,) = (each for each in ACTS if each.name == NAME_ACCOUNT)
    with past.world.database.transaction() as tx:
        noe = approvals.propose(
            tx, proposal_id=proposal_id, act=NAME_ACCOUNT, subject=subject,
            content=cast.story.account.content, by=cast.finance, at=at,
        )  # fmt: skip
        assert noe is None, noe
    with past.world.database.transaction() as tx:
        proposed = proposals.proposal(tx, proposal_id, cast.court_id)
        assert proposed is not None, "it was proposed"
        noes = approvals.approve(
            tx, act=act, proposal_id=proposal_id, court_id=cast.court_id,
            hash_read=proposed.content_hash, by=cast.judge, at=at,
        )  # fmt: skip
        assert not noes, noes


class Bank:
    """Keeps a statement of each court in a folder, true to what is asked of payers at this moment."""

    def __init__(self, world: World, courts: Sequence[CourtStory], folder: Path) -> None:
        self._world = world
        self._courts = courts
        self._folder = folder
        self._told: dict[str, list[Movement]] = {}

    def look(self, *, at: datetime) -> None:
        """Write anew what changed since the last look; where nothing is asked, there is no statement."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for story in self._courts:
            path = self._folder / f"{story.slug}.xml"
            with self._world.database.reading() as tx:
                version = _account_of(tx, story)
                last = None if version is None else _last_of(tx, version)
                told = [] if version is None else self._movements(tx, version, last, at=at)
            if version is not None and told and told != self._told.get(story.name):
                self._told[story.name] = told
                local = at.astimezone(ZoneInfo(story.time_zone))
                opening = last.closing if last else Money(0, version.account.currency)
                body = write_statement(version.account, told, number=told[0].key, opening=opening, at=local)
                path.write_bytes(body)
            elif not told:
                self._told.pop(story.name, None)
                path.unlink(missing_ok=True)

    def _movements(
        self, tx: Session, version: AccountVersion, last: TakenStatement | None, *, at: datetime
    ) -> list[Movement]:
        """Return a transfer for each request; the first statement also has one of nobody and a fee."""
        vault, currency = vault_of(self._world.settings), version.account.currency
        # What did not come to its end after one statement is another transfer in the next.
        day, told = last.id[-6:] if last else "FIRST", []
        for reference, account_id in _asked(tx, version.court_id):
            asked = paying.asked_of(tx, reference=reference, account_id=account_id)
            if asked is not None and may_pay(asked, at) is None:
                name = people.real_name(tx, vault, account_id)
                told.append(Movement(f"{day}-{reference}", asked.missing, name, PAYERS_ACCOUNT, reference))
        if last is None:
            told.append(Movement("FIRST-1", Money(12_500, currency), "Nobody", PAYERS_ACCOUNT, "as agreed"))
            told.append(Movement("FIRST-2", Money(-500, currency)))
        return told


def _account_of(tx: Session, story: CourtStory) -> AccountVersion | None:
    court_id = tx.scalar(select(Court.id).where(Court.name == story.name))
    return accounts.account_of(tx, court_id) if court_id else None


def _last_of(tx: Session, version: AccountVersion) -> TakenStatement | None:
    return next(iter(statements.statements(tx, version.court_id, limit=1)), None)


def _asked(tx: Session, court_id: str) -> list[tuple[str, str]]:
    row = PaymentRequest
    query = select(row.reference, row.account_id).join(Round, Round.id == row.round_id)
    is_open = (Round.court_id == court_id) & (row.state == RequestState.OPEN.value)
    latest = query.where(is_open).order_by(row.asked_at.desc(), row.id).limit(MOVEMENTS_MAX)
    return [(found.reference, found.account_id) for found in tx.execute(latest)]
