"""Founds the demo's courts: their cases, their staff, and the people who bid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from auction.cases import service as cases
from auction.cases.platform import Platform
from auction.cases.register import NewParty
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.people import service as people
from auction.people.identity import IdentityClaim, IdentityKind
from auction.people.vault import vault_of
from demo.past import Past
from demo.story import BIDDERS, NEWCOMER, OVERSEERS, VISITOR, CaseStory, CourtStory, Stage


@dataclass
class Cast:
    """One court of the story and everybody in it: ids by the names that the story gives them."""

    story: CourtStory
    court_id: str = field(default_factory=new_id)
    case_ids: list[str] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)
    rounds: dict[Stage, str] = field(default_factory=dict)
    lots: dict[Stage, str] = field(default_factory=dict)

    @property
    def clerk(self) -> str:
        """Return the account of who prepares."""
        return self.accounts[self.story.staff["clerk"]]

    @property
    def judge(self) -> str:
        """Return the account of who publishes."""
        return self.accounts[self.story.staff["judge"]]

    @property
    def finance(self) -> str:
        """Return the account of who minds the money."""
        return self.accounts[self.story.staff["finance"]]

    @property
    def visitor(self) -> str:
        """Return the account that the visitor of the demo signs in to."""
        return self.accounts[VISITOR]

    def bidders(self) -> list[str]:
        """Return the accounts of the robots; neither the visitor nor the newcomer is among them."""
        return [self.accounts[email] for email, _, _ in BIDDERS if email not in (VISITOR, NEWCOMER)]


def found(past: Past, casts: Sequence[Cast], *, password: str, at: datetime) -> None:
    """Register courts, cases and accounts; all accounts of the story share one password."""
    with past.world.database.transaction() as tx:
        everybody: dict[str, str] = {}
        for cast in casts:
            _found_court(tx, cast, at=at)
            for role, email in cast.story.staff.items():
                everybody[email] = _account(tx, email, role, cast.court_id, password=password, at=at)
        for email, role in OVERSEERS:
            everybody[email] = _account(tx, email, role, "", password=password, at=at)
        for email, name, number in BIDDERS:
            everybody[email] = _account(tx, email, Role.BIDDER, "", password=password, at=at)
            claim = IdentityClaim(IdentityKind.NATURAL, name, number)
            vault = vault_of(past.world.settings)
            noes = people.register_identity(tx, vault, claim, account_id=everybody[email], at=at)
            assert not noes, noes
    for cast in casts:
        cast.accounts = everybody


def _found_court(tx: Session, cast: Cast, *, at: datetime) -> None:
    story = cast.story
    noes = cases.register_court(
        tx,
        court_id=cast.court_id,
        name=story.name,
        time_zone=story.time_zone,
        currency=story.currency,
        contact=story.contact,
        supervision=story.supervision,
        language=story.language,
        at=at,
    )
    assert not noes, noes
    for case in story.cases:
        cast.case_ids.append(new_id())
        _found_case(tx, cast, case, at=at)


def _found_case(tx: Session, cast: Cast, case: CaseStory, *, at: datetime) -> None:
    noes = cases.register_case(
        tx,
        case_id=cast.case_ids[-1],
        court_id=cast.court_id,
        case_number=case.number,
        cause=case.cause,
        basis=case.basis,
        account_number=case.account_number,
        holder=cast.story.name,
        at=at,
    )
    assert not noes, noes
    creditor = NewParty("CREDITOR", case.creditor, platform_pick=Platform.HERE)
    for party in (creditor, NewParty("DEBTOR", case.debtor)):
        noes = cases.add_party(
            tx, party_id=new_id(), case_id=cast.case_ids[-1], court_id=cast.court_id, party=party, at=at
        )
        assert not noes, noes


def _account(tx: Session, email: str, role: str, court_id: str, *, password: str, at: datetime) -> str:
    account_id = new_id()
    people.make_account(
        tx,
        account_id=account_id,
        email=email,
        role=Role(role),
        uniquifier=new_id(),
        at=at,
        court_id=court_id,
        password_hash=password,
        confirmed_at=at,
    )
    return account_id
