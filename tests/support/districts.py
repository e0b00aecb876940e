"""Builds courts that have one of everything, for tests that try every door with every id."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

import wsgi
from auction.approvals import service as approvals
from auction.approvals.proposal import Subject
from auction.cases import service as cases
from auction.cases.register import NewParty
from auction.cases.tables import Party
from auction.due import service as due
from auction.due.alarm import Alarm
from auction.enrolment.bars import service as bars
from auction.enrolment.bars.bar import Extent, Nearness, Relation
from auction.enrolment.bars.wish import BlockWish
from auction.kernel.doors import OFFICERS, Role
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Transfer, fee_id
from auction.ledger.transfer import Sale as Transferred
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState, refund_of
from auction.payments.reconciliation import store as reconciliation
from auction.payments.reconciliation.clearing import Clearing
from auction.payments.reconciliation.difference import Difference, DifferenceKind
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from auction.rounds.standing import Bid
from auction.rules.asset_class import AssetClass
from bidding import service as hall
from listings import service as lots
from listings import store as lot_store
from listings.asset import Asset
from listings.document import rebuild
from listings.imports.tables import ImportRow
from listings.lot import PriorityPlace
from listings.photo import reencode
from listings.tables import Lot
from listings.uploads import service as uploads
from listings.uploads.store import Upload
from tests.listings.test_document import make_document
from tests.support.bank import Furnished, furnish
from tests.support.cases import make_case, make_court
from tests.support.enrolment import Seat, make_admitted
from tests.support.imports import take_rows
from tests.support.listings import MadeLot, make_draft, make_fields, make_published_lot, submit
from tests.support.people import make_staff

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
STARTING_PRICE = Money(71_400_000, "CNY")


@dataclass(frozen=True)
class District:
    """A court, its officers' addresses, and the id of one thing of each kind."""

    name: str
    court_id: str
    case_id: str
    party_id: str
    draft: str
    submitted: str
    scheduled: MadeLot
    open: MadeLot
    suspended: MadeLot
    photo_id: str
    document_id: str
    digest: str
    run_id: str
    proposal_id: str
    alert_id: str
    block_id: str
    difference_id: str
    transfer_id: str
    payout_id: str
    bank: Furnished

    def email(self, role: Role) -> str:
        """Return the address of the officer of that role."""
        return f"{role}@{self.name.lower()}.example"


@dataclass(frozen=True)
class Sale:
    """A round that ended: its buyer, and who else was there."""

    lot: MadeLot
    buyer: Seat
    loser: Seat


def make_district(world: World, name: str) -> District:
    """Make a court with a case, lots on every step of their way, officers and an import."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        court_id = make_court(tx, name=f"{name} Court", at=at - 60 * DAY)
        case_id = make_case(tx, court_id=court_id, at=at - 60 * DAY)
        staff = {
            role: make_staff(world, tx, role, court_id=court_id, email=f"{role}@{name.lower()}.example")
            for role in OFFICERS
        }
        party_id = _add_party(tx, case_id, court_id, at)
        draft, proposal = _drafts(tx, court_id, case_id, at)
        photo_id, document_id, digest = _furnish(tx, draft, at)
        open_lot = _published(tx, case_id, opens_at=at - HOUR)
        # Lots of one case end one after another.
        suspended = _published(tx, case_id, opens_at=at - 2 * HOUR)
        scheduled = _published(tx, case_id, opens_at=at + 5 * DAY)
        rounds.open_due(tx, at=at - HOUR)
        stopped = rounds.suspend(
            tx, round_id=suspended.round_id, court_id=court_id, reason="A claim of a third party.",
            legal_basis="CPL art. 238", actor="f" * 32, at=at - HOUR / 2,
        )  # fmt: skip
        proposal_id = _propose_a_stop(tx, open_lot, at)
        alarm = Alarm("second_round", "R-69", court_id, case_id, "", "", at - DAY)
        due.raise_alarms(tx, alarms=[alarm], at=at)
        block_id = _block(tx, open_lot.round_id, by=staff[Role.CLERK], at=at)
        difference_id = _differ(tx, court_id, at)
        transfer_id, payout_id = _charge(tx, court_id, at), _owe(tx, court_id, at)
    assert stopped is None, stopped
    bank = furnish(world, court_id, finance=staff[Role.FINANCE])
    run = take_rows(world, {"court": f"{name} Court", "appraisal_krw": "?"})
    with world.database.transaction() as tx:
        # What the list says of a row that it cannot read is told to the court that it names.
        tx.scalars(select(ImportRow).where(ImportRow.run_id == run.id)).one().court_name = f"{name} Court"
    return District(
        name, court_id, case_id, party_id, draft.lot_id, proposal.lot_id, scheduled, open_lot, suspended,
        photo_id, document_id, digest, run.id, proposal_id, alarm.id, block_id,
        difference_id, transfer_id, payout_id, bank,
    )  # fmt: skip


def _block(tx: Session, round_id: str, *, by: str, at: datetime) -> str:
    """Put somebody who does not exist on the court's list of who must not bid."""
    board, block_id = round_store.read_board(tx, round_id), new_id()
    assert board is not None
    wish = BlockWish("b" * 64, Relation.AUX, Nearness.STAFF, Extent.LOT)
    bars.block(tx, block_id=block_id, board=board, wish=wish, by=by, at=at)
    return block_id


def _differ(tx: Session, court_id: str, at: datetime) -> str:
    """Let the ledger differ from a gateway in something of the court."""
    difference_id, none = new_id(), Money(0, "CNY")
    clearing = Clearing("gateway:paper:CNY", "paper", "CNY", "", "UTC")
    found = Difference(
        DifferenceKind.NOT_IN_LEDGER,
        f"in:{court_id}",
        "PAYMENT",
        court_id,
        none,
        Money(5, "CNY"),
        at,
        court_id,
    )
    row = reconciliation.row_of(found, clearing, at.date(), difference_id=difference_id, at=at)
    reconciliation.add_differences(tx, [row])
    return difference_id


def _charge(tx: Session, court_id: str, at: datetime) -> str:
    """Let the bank of the court take a fee."""
    fee, way = Money(5, "CNY"), (accounts.expense("CNY"), accounts.bank(court_id, "CNY"))
    charged = Transfer(fee_id(court_id), *way, fee, Purpose.FEE_CHARGED, at, Transferred(court_id))
    ledger.post(tx, [charged])
    return charged.id


def _owe(tx: Session, court_id: str, at: datetime) -> str:
    """Let the court owe something back to a payer, whose bank refused it."""
    payment_id, sale, five = f"pay_{new_id()}", Transferred(court_id), Money(5, "CNY")
    lies, unmatched, payable = (
        place(court_id if place is accounts.bank else payment_id, "CNY")
        for place in (accounts.bank, accounts.unmatched, accounts.payable)
    )
    came = Transfer(f"in:{payment_id}", lies, unmatched, five, Purpose.UNMATCHED_PAID, at, sale)
    back = Transfer(f"back:{payment_id}", unmatched, payable, five, Purpose.UNMATCHED_RETURNED, at, sale)
    ledger.post(tx, [came])
    ledger.post(tx, [back])
    payouts.add(tx, [refund_of(back, payment_id, due_at=at + DAY)], at=at)
    payouts.move(tx, back.id, state=PayoutState.REFUSED, reason="account_closed")
    return back.id


def make_sale(world: World, district: District) -> Sale:
    """Sell a lot of the district to somebody who has yet to pay the balance."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        lot = _published(tx, district.case_id, opens_at=at - 2 * DAY)
    buyer = make_admitted(world, lot.round_id, "Buyer", at=at - 3 * DAY)
    loser = make_admitted(world, lot.round_id, "Loser", at=at - 3 * DAY)
    with world.database.transaction() as tx:
        bid_at = at - 2 * DAY + HOUR
        bid = Bid(lot.round_id, buyer.bidder_code, STARTING_PRICE, bid_at, new_id())
        (answer,) = hall.place_bids(tx, bids=[bid], at=bid_at)
    assert answer.accepted, answer
    tick(world)
    return Sale(lot, buyer, loser)


def tick(world: World) -> None:
    """Run the clock's jobs as often as they find work."""
    for _ in range(8):
        if not sum(job(world) for job in wsgi.JOBS):
            return


def _add_party(tx: Session, case_id: str, court_id: str, at: datetime) -> str:
    party_id = new_id()
    bank = NewParty("CREDITOR", "A Bank", platform_pick="HERE")
    refusals = cases.add_party(
        tx, party_id=party_id, case_id=case_id, court_id=court_id, party=bank, at=at - 59 * DAY
    )
    assert not refusals, refusals
    assert tx.get(Party, party_id) is not None
    return party_id


def _drafts(tx: Session, court_id: str, case_id: str, at: datetime) -> tuple[MadeLot, MadeLot]:
    soon = at + 31 * DAY
    draft, proposal = (
        make_draft(tx, court_id=court_id, case_id=case_id, at=at, fields=fields)
        # Lots of one case end one after another.
        for fields in (make_fields(opens_at=start, closes_at=start + DAY) for start in (soon, soon + HOUR))
    )
    submit(tx, proposal, at=at)
    return draft, proposal


def _propose_a_stop(tx: Session, made: MadeLot, at: datetime) -> str:
    """Propose to stop a round, for a second person to decide on."""
    proposal_id = new_id()
    content = {"kind": "suspension", "ground": "other", "reason": "A claim.", "legal_basis": "CPL art. 238"}
    refusal = approvals.propose(
        tx, proposal_id=proposal_id, act="round.suspend", content=content, by="c" * 32, at=at,
        subject=Subject(made.court_id, made.case_id, made.lot_id, made.round_id),
    )  # fmt: skip
    assert refusal is None, refusal
    return proposal_id


def _furnish(tx: Session, made: MadeLot, at: datetime) -> tuple[str, str, str]:
    """Give the draft a second asset, a photo, a document and a priority purchaser."""

    def lot() -> Lot:
        return lot_store.lock_lot(tx, made.lot_id, made.court_id)

    def upload(words: str) -> Upload:
        return Upload(new_id(), made.lot_id, made.court_id, words, "f" * 32, at)

    photo, document, digest = upload("The house."), upload("The report."), new_id() * 2
    asset = Asset(AssetClass.MOVABLE, title="A car", description="", place="", known_defects="None.")
    place = PriorityPlace(digest, 1, "Co-owner")
    refusals = (
        lots.add_asset(tx, lot=lot(), asset_id=new_id(), asset=asset, currency="CNY"),
        lots.add_priority(tx, lot=lot(), place=place),
        uploads.add_photo(tx, lot=lot(), upload=photo, picture=reencode(make_picture())),
        uploads.add_document(tx, lot=lot(), upload=document, paper=rebuild(make_document())),
    )
    assert not any(refusals), refusals
    return photo.id, document.id, digest


def _published(tx: Session, case_id: str, *, opens_at: datetime) -> MadeLot:
    made = make_published_lot(tx, case_id=case_id, opens_at=opens_at, published_at=opens_at - 40 * DAY)
    assert round_store.read_board(tx, made.round_id) is not None
    return made


def make_picture(kind: str = "JPEG") -> bytes:
    """Return a small picture."""
    file = io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(file, kind)
    return file.getvalue()
