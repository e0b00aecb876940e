"""Makes the demo's court as if it had worked here for two months."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from flask_security import hash_password

from auction.cases import service as cases
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.money import Money, format_plain, least_share
from auction.payments.received import RequestPurpose
from auction.people import service as people
from auction.people.identity import IdentityClaim, IdentityKind
from auction.people.vault import vault_of
from auction.rounds import service as rounds
from auction.rules.rule_sets import rule_set
from demo import pictures
from demo.past import Act, Past
from demo.story import BIDDERS, CASES, COURT, LOTS, PASSWORD, STAFF, LotStory, Stage
from listings import photo, service, store
from listings.store import NewDraft
from listings.uploads import service as uploads
from listings.uploads.store import Upload

CURRENCY = "CNY"
DAY = timedelta(days=1)
# Opening and closing before or after the demo's beginning, and when the notice was published.
TIMES: dict[Stage, tuple[timedelta, timedelta, timedelta]] = {
    Stage.DRAFT: (40 * DAY, 41 * DAY, -2 * DAY),
    Stage.SUBMITTED: (45 * DAY, 46 * DAY, -DAY),
    Stage.UPCOMING: (36 * DAY, 37 * DAY, -3 * DAY),
    Stage.OPEN: (-DAY, DAY, -30 * DAY),
    Stage.TONIGHT: (-DAY, timedelta(seconds=170), -45 * DAY),
    Stage.SUSPENDED: (-DAY, 2 * DAY, -32 * DAY),
    Stage.WITHDRAWN: (12 * DAY, 13 * DAY, -9 * DAY),
    Stage.UNSOLD: (-6 * DAY, -5 * DAY, -40 * DAY),
    Stage.SOLD: (-4 * DAY, -3 * DAY, -35 * DAY),
    Stage.SETTLED: (-20 * DAY, -19 * DAY, -58 * DAY),
}
NOTICE = {
    "bidder_conditions": "Anybody of full legal capacity may bid, also companies.",
    "rights_and_duties": "Sold as it is. Viewing on request, Tuesdays 14:00-16:00.",
    "legal_liability": "A buyer who does not pay in time loses the deposit (R-66).",
    "payment_method": "By bank transfer with the reference shown after the hammer.",
    "enforcement_basis": "Judgment and enforcement notice, open for inspection at the registry.",
    "pricing_basis": "Mean of three network inquiries (R-12).",
    "occupation": "As described; nobody but the debtor has a right to use it.",
    "priority_holders": "None known.",
    "parties_notified": "All parties were notified in writing.",
    "taxes": "Each side bears the taxes that the law puts on it.",
    "panel_decision": "Panel of three judges decided price, increment and deposit.",
}


@dataclass
class Cast:
    """Who and what the story has: ids by their names in ``demo.story``."""

    court_id: str = field(default_factory=new_id)
    case_ids: list[str] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)
    rounds: dict[Stage, str] = field(default_factory=dict)

    def bidders(self) -> list[str]:
        """Return the account ids of the robots; the visitor's own account is not among them."""
        return [self.accounts[email] for email, _, _ in BIDDERS[1:]]


def seed(app: Flask, past: Past, *, now: datetime) -> Cast:
    """Let two months happen up to now, and return who took part."""
    cast = Cast()
    begin = now - 60 * DAY
    with app.app_context():
        password = hash_password(PASSWORD)
    past.play([(begin, lambda at: _found(past, cast, password, at))])
    acts: list[Act] = []
    for number, story in enumerate(LOTS):
        acts += _course(past, cast, story, number=number, now=now)
    past.play(acts)
    past.clock.at = now
    past.run_jobs()
    return cast


def add_lot(past: Past, cast: Cast, story: LotStory, *, number: int, now: datetime) -> None:
    """Let one more lot's past happen in a court that is already there."""
    past.play(_course(past, cast, story, number=number, now=now))


def terms_of(story: LotStory) -> tuple[Money, Money, Money]:
    """Return starting price (70 % of the reference), increment and deposit (a tenth) of a lot."""
    start = least_share(
        Money(story.reference_yuan * 100, CURRENCY), rule_set("cn-2016-18").share("floor_round1")
    )
    return start, Money(story.increment_yuan * 100, CURRENCY), Money(start.minor // 10, CURRENCY)


def _found(past: Past, cast: Cast, password: str, at: datetime) -> None:
    with past.world.database.transaction() as tx:
        refusals: list[Any] = [cases.register_court(tx, court_id=cast.court_id, at=at, **COURT)]
        for number, cause, account_number in CASES:
            cast.case_ids.append(new_id())
            refusals.append(
                cases.register_case(
                    tx,
                    case_id=cast.case_ids[-1],
                    court_id=cast.court_id,
                    case_number=number,
                    cause=cause,
                    account_number=account_number.replace(" ", ""),
                    holder=COURT["name"],
                    at=at,
                )
            )
        for email, role in STAFF:
            _account(tx, cast, email=email, role=Role(role), password=password, at=at)
        for email, name, number in BIDDERS:
            _account(tx, cast, email=email, role=Role.BIDDER, password=password, at=at)
            claim = IdentityClaim(IdentityKind.NATURAL, name, number)
            vault = vault_of(past.world.settings)
            account_id = cast.accounts[email]
            refusals.append(people.register_identity(tx, vault, claim, account_id=account_id, at=at))
        assert not any(refusals), refusals


def _account(tx: Any, cast: Cast, *, email: str, role: Role, password: str, at: datetime) -> None:
    cast.accounts[email] = new_id()
    people.make_account(
        tx,
        account_id=cast.accounts[email],
        email=email,
        role=role,
        uniquifier=new_id(),
        at=at,
        court_id=cast.court_id if role in (Role.CLERK, Role.JUDGE, Role.FINANCE) else "",
        password_hash=password,
        confirmed_at=at,
    )


def _course(past: Past, cast: Cast, story: LotStory, *, number: int, now: datetime) -> list[Act]:
    """Return the acts of one lot, from its draft to where it stands when the demo begins."""
    opens, closes, published = (now + span for span in TIMES[story.stage])
    lot_id, round_id = new_id(), new_id()
    cast.rounds.setdefault(story.stage, round_id)

    def draft(at: datetime) -> None:
        _draft(past, cast, story, lot_id=lot_id, number=number, times=(opens, closes), at=at)

    acts: list[Act] = [(published - timedelta(hours=6), draft)]
    if story.stage is Stage.DRAFT:
        return acts
    acts.append((published - timedelta(hours=2), lambda at: _submit(past, cast, lot_id, at=at)))
    if story.stage is Stage.SUBMITTED:
        return acts
    acts.append((published, lambda at: _publish(past, cast, lot_id=lot_id, round_id=round_id, at=at)))
    return acts + _evening(past, cast, story, round_id=round_id, now=now)


def _evening(past: Past, cast: Cast, story: LotStory, *, round_id: str, now: datetime) -> list[Act]:
    """Return what happens to a published round: enrolments, bids, a stay, a balance."""
    opens, closes, _ = (now + span for span in TIMES[story.stage])
    stage, acts = story.stage, list[Act]()
    if stage in (Stage.UPCOMING, Stage.UNSOLD):
        return acts
    if stage is Stage.WITHDRAWN:
        return [(now - 2 * DAY, lambda at: _withdraw(past, cast, round_id, at))]
    robots = cast.bidders()[:3]
    enrolled = [*robots, cast.accounts[BIDDERS[0][0]]] if stage is Stage.TONIGHT else robots
    for place, account_id in enumerate(enrolled):
        at = opens - timedelta(hours=3 - place)
        acts.append((at, lambda at, who=account_id: past.enrol(round_id=round_id, account_id=who, at=at)))
    last = now - timedelta(minutes=8) if closes > now else closes - timedelta(minutes=1)
    start, increment, _ = terms_of(story)
    for step in range(9):
        at = last - timedelta(minutes=(8 - step) * 5 if closes > now else 8 - step)
        amount = Money(start.minor + step * increment.minor, CURRENCY)
        who = robots[step % len(robots)]
        acts.append(
            (
                at,
                lambda at, who=who, amount=amount: past.bid(
                    round_id=round_id, account_id=who, amount=amount, at=at
                ),
            )
        )
    if stage is Stage.SUSPENDED:
        acts.append((now - timedelta(seconds=30), lambda at: _suspend(past, cast, round_id, at)))
    if stage is Stage.SETTLED:
        acts.append((closes + 3 * DAY, lambda at: past.pay(RequestPurpose.BALANCE, round_id, at=at)))
    if stage in (Stage.SETTLED, Stage.SOLD):
        acts.append((closes + timedelta(minutes=15), lambda _at: None))
        acts.append((closes + timedelta(minutes=30), lambda _at: None))
    return acts


def _draft(
    past: Past,
    cast: Cast,
    story: LotStory,
    *,
    lot_id: str,
    number: int,
    times: tuple[datetime, datetime],
    at: datetime,
) -> None:
    draft = NewDraft(
        lot_id=lot_id,
        asset_id=new_id(),
        court_id=cast.court_id,
        case_id=cast.case_ids[story.case],
        case_number=CASES[story.case][0],
        currency=CURRENCY,
        rule_set="cn-2016-18",
        title=story.title,
        asset_class=story.asset_class,
        created_by=cast.accounts[STAFF[0][0]],
        created_at=at,
        description=story.description,
        place=story.place,
        reference_price=Money(story.reference_yuan * 100, CURRENCY),
        known_defects=story.defects,
        fields=_fields(story, times, at),
    )
    with past.world.database.transaction() as tx:
        service.create(tx, draft=draft)
    for picture in range(2):
        _photo(past, cast, story, lot_id=lot_id, seed_number=number * 10 + picture, at=at)


def _fields(story: LotStory, times: tuple[datetime, datetime], at: datetime) -> dict[str, str]:
    start, increment, deposit = terms_of(story)
    return NOTICE | {
        "starting_price": format_plain(start),
        "increment": format_plain(increment),
        "deposit": format_plain(deposit),
        "opens_at": times[0].isoformat(),
        "closes_at": times[1].isoformat(),
        "balance_due_at": (times[1] + 14 * DAY).isoformat(),
        "parties_notified_on": (at - 10 * DAY).date().isoformat(),
    }


def _photo(past: Past, cast: Cast, story: LotStory, *, lot_id: str, seed_number: int, at: datetime) -> None:
    picture = photo.reencode(pictures.draw(story.subject, seed_number))
    assert isinstance(picture, photo.Picture), picture
    clerk = cast.accounts[STAFF[0][0]]
    upload = Upload(new_id(), lot_id, cast.court_id, f"Drawing of the lot: {story.title}", clerk, at)
    with past.world.database.transaction() as tx:
        lot = store.lock_lot(tx, lot_id, cast.court_id)
        assert lot is not None
        assert uploads.add_photo(tx, lot=lot, upload=upload, picture=picture) is None


def _submit(past: Past, cast: Cast, lot_id: str, *, at: datetime) -> None:
    platform = past.world.settings.public_url
    with past.world.database.transaction() as tx:
        lot = store.lock_lot(tx, lot_id, cast.court_id)
        assert lot is not None
        clerk = cast.accounts[STAFF[0][0]]
        refusals = service.submit(tx, lot=lot, version=lot.version, actor=clerk, platform=platform, at=at)
        assert not refusals, refusals


def _publish(past: Past, cast: Cast, *, lot_id: str, round_id: str, at: datetime) -> None:
    with past.world.database.transaction() as tx:
        lot = store.lock_lot(tx, lot_id, cast.court_id)
        assert lot is not None
        refusals = service.publish(
            tx,
            lot=lot,
            version=lot.version,
            actor=cast.accounts[STAFF[1][0]],
            round_id=round_id,
            platform=past.world.settings.public_url,
            at=at,
        )
        assert not refusals, refusals


def _suspend(past: Past, cast: Cast, round_id: str, at: datetime) -> None:
    with past.world.database.transaction() as tx:
        refusal = rounds.suspend(
            tx,
            round_id=round_id,
            court_id=cast.court_id,
            reason="A third party claims to own the truck; the court examines the claim.",
            legal_basis="Civil Procedure Law art. 238",
            actor=cast.accounts[STAFF[1][0]],
            at=at,
        )
        assert refusal is None, refusal


def _withdraw(past: Past, cast: Cast, round_id: str, at: datetime) -> None:
    with past.world.database.transaction() as tx:
        refusal = rounds.withdraw(
            tx,
            round_id=round_id,
            court_id=cast.court_id,
            reason="The debtor has paid in full; the sale is not needed any more.",
            legal_basis="R-56, settlement of the debt",
            actor=cast.accounts[STAFF[1][0]],
            at=at,
        )
        assert refusal is None, refusal
