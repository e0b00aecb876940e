"""Builders of lots for tests of every room: a draft, a proposal, a published lot with its round."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.cases.tables import Case, Court
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.rounds import store as round_store
from auction.rounds.enough import check_order
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from auction.rules.rule_sets import rule_set
from listings import service, store
from listings.diligence.check import questions_of
from listings.diligence.finding import Finding
from listings.parties import service as parties
from listings.parties.notified import Mode, Notification
from listings.store import NewDraft
from listings.valuation import service as valuation
from listings.valuation.panel import Minutes
from listings.words import FINDINGS
from tests.support.cases import make_case, make_court

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
PLATFORM = "http://auction.test"
CLERK, JUDGE = "c" * 32, "d" * 32
WORDS = {
    "bidder_conditions": "Anybody of full capacity may bid.",
    "rights_and_duties": "The property is sold as it is; viewing on request.",
    "legal_liability": "A buyer who does not pay loses the deposit.",
    "payment_method": "By transfer to the case account named by the court.",
    "enforcement_basis": "Judgment (2025) 17.",
    "pricing_basis": "Appraisal of 2025-12-01.",
    "occupation": "Owned by the debtor, vacant, no obligations known.",
    "priority_holders": "None known.",
    "parties_notified": "All parties were notified in writing.",
    "taxes": "Each side bears its own taxes.",
    "panel_decision": "Panel decision (2026) 3 of three judges.",
}


# What a clerk writes under every question about an asset, whatever its kind.
ANSWERS = {f"found-{question}": "As the court found it." for question in FINDINGS}
# What a builder takes a thing of each class for.
USUAL_KINDS = {
    AssetClass.MOVABLE: AssetKind.GOODS,
    AssetClass.IMMOVABLE: AssetKind.HOME,
    AssetClass.OTHER_RIGHT: AssetKind.OTHER,
}


@dataclass(frozen=True)
class MadeLot:
    """What a builder made."""

    lot_id: str
    round_id: str
    court_id: str
    case_id: str


def make_fields(
    *,
    opens_at: datetime,
    closes_at: datetime,
    starting_price: str = "714000.00",
    increment: str = "10000.00",
    deposit: str = "71400.00",
    balance_due_at: datetime | None = None,
) -> dict[str, str]:
    """Return complete notice fields as a draft keeps them."""
    return WORDS | {
        "price_method": "appraisal",
        "enforcement_shown": "PRIVACY",
        "price_fixed_on": (opens_at - timedelta(days=62)).date().isoformat(),
        "starting_price": starting_price,
        "increment": increment,
        "deposit": deposit,
        "opens_at": opens_at.isoformat(),
        "closes_at": closes_at.isoformat(),
        "balance_due_at": (balance_due_at or closes_at + timedelta(days=15)).isoformat(),
    }


def make_findings(kind: AssetKind) -> dict[str, Finding]:
    """Return an answer to every question that the law asks of a kind."""
    return {name: Finding("As the court found it.") for name in questions_of(rule_set("cn-2016-18"), kind)}


def make_draft(
    tx: Session,
    *,
    court_id: str = "",
    case_id: str = "",
    lot_id: str = "",
    title: str = "Flat of 98 square metres 房产",
    asset_class: str = "MOVABLE",
    reference_price: Money | None = None,
    fields: dict[str, str] | None = None,
    at: datetime = AT,
) -> MadeLot:
    """Make a draft, complete unless ``fields`` says otherwise, in a new court when none is given."""
    court_id = court_id or make_court(tx, at=at)
    case_id = case_id or make_case(tx, court_id=court_id, at=at)
    lot_id = lot_id or new_id()
    opens_at, kind = at + timedelta(days=31), USUAL_KINDS[AssetClass(asset_class)]
    draft = NewDraft(
        lot_id=lot_id,
        asset_id=new_id(),
        court_id=court_id,
        case_id=case_id,
        currency=tx.scalars(select(Court.currency).where(Court.id == court_id)).one(),
        rule_set="cn-2016-18",
        title=title,
        asset_class=asset_class,
        created_by=CLERK,
        created_at=at,
        description="Third floor, three rooms.",
        place="Lakeside District 湖滨区",
        reference_price=reference_price or Money(102_000_000, "CNY"),
        known_defects="None known.",
        kind=kind,
        findings=make_findings(kind),
        fields=make_fields(opens_at=opens_at, closes_at=opens_at + timedelta(days=1))
        if fields is None
        else fields,
    )
    service.create(tx, draft=draft)
    return MadeLot(lot_id, "", court_id, case_id)


def submit(tx: Session, made: MadeLot, *, actor: str = CLERK, at: datetime = AT) -> None:
    """Propose a draft, of which everybody was told in time, and on which a panel decided."""
    notify_all(tx, made, actor=actor, at=at)
    decide(tx, made, at=at)
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    refusals = service.submit(tx, lot=lot, version=lot.version, actor=actor, platform=PLATFORM, at=at)
    assert not refusals, refusals


def decide(tx: Session, made: MadeLot, *, at: datetime = AT) -> None:
    """Record that a panel decided the values of a draft as they stand."""
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    proposal = service.open_dossier(tx, lot=lot, platform=PLATFORM).proposal
    minutes = Minutes("(2026) Panel 3", (at - timedelta(days=2)).date(), 3)
    refusal = valuation.record_decision(
        tx, lot=lot, version=lot.version, proposal=proposal, minutes=minutes, actor=CLERK, at=at
    )
    assert refusal is None, refusal


def notify_all(tx: Session, made: MadeLot, *, actor: str = CLERK, at: datetime = AT) -> None:
    """Note of everybody who has to know of the sale, and does not yet, that they were told nine days ago."""
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    told = Notification(Mode.SERVED, (at - timedelta(days=9)).date())
    for person in parties.persons(tx, lot):
        if person.notification is None:
            refusal = parties.note(
                tx, lot=lot, subject=person.subject, notification=told, notification_id=new_id(),
                time_zone="UTC", actor=actor, at=at,
            )  # fmt: skip
            assert refusal is None, refusal
            lot = store.lock_lot(tx, made.lot_id, made.court_id)
            assert lot is not None


def publish(
    tx: Session, made: MadeLot, *, actor: str = JUDGE, round_id: str = "", at: datetime = AT
) -> MadeLot:
    """Publish a proposal by a second person."""
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    round_id = round_id or new_id()
    refusals = service.publish(
        tx, lot=lot, version=lot.version, actor=actor, round_id=round_id, platform=PLATFORM, at=at
    )
    assert not refusals, refusals
    return replace(made, round_id=round_id)


def make_published_lot(
    tx: Session,
    *,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    published_at: datetime = AT,
    case_id: str = "",
    title: str = "Flat of 98 square metres 房产",
    asset_class: str = "MOVABLE",
    round_id: str = "",
    reference_price: Money | None = None,
    **terms: str,
) -> MadeLot:
    """Make a lot and publish it; ``terms`` are starting_price, increment, deposit as plain decimals."""
    court_id = ""
    if case_id:
        court_id = tx.scalars(select(Case.court_id).where(Case.id == case_id)).one()
    opens_at = opens_at or published_at + timedelta(days=31)
    closes_at = closes_at or _free_end(tx, case_id, opens_at + timedelta(days=1))
    made = make_draft(
        tx,
        court_id=court_id,
        case_id=case_id,
        title=title,
        asset_class=asset_class,
        reference_price=reference_price,
        fields=make_fields(opens_at=opens_at, closes_at=closes_at, **terms),
        at=published_at,
    )
    submit(tx, made, at=published_at)
    return publish(tx, made, round_id=round_id, at=published_at)


def _free_end(tx: Session, case_id: str, closes_at: datetime) -> datetime:
    """Return the first end that is free: the lots of one case close half an hour apart (R-51)."""
    gap = rule_set("cn-2016-18").span("closing_gap")
    refusal = check_order(closes_at, round_store.planned_ends(tx, case_id, but=""), gap=gap)
    earliest = refusal.numbers["earliest"] if refusal else closes_at
    assert isinstance(earliest, datetime)
    return earliest


def notice_read(page: str) -> dict[str, str]:
    """Return by what the page of a proposal says which notice was read: the round's id and the hash."""
    found = re.search(r'name="once" value="(\w+)"><input type="hidden" name="hash" value="(\w+)"', page)
    return {"once": found[1], "hash": found[2]} if found else {}
