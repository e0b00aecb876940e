"""The acts of the court's desk: drafting, proposing, publishing by a second person, correcting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.cases import service as case_service
from auction.cases import store as cases
from auction.cases.outstanding import sum_up
from auction.enrolment import service as enrolment
from auction.enrolment.priority import PriorityRight
from auction.kernel.refusal import Refusal
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from auction.rounds.standing import RoundView
from auction.rules.rule_sets import rule_set
from listings import debt, notice, publication, store, submission
from listings import lot as desk
from listings.asset import Asset
from listings.catalogue.shelves import store as shelves
from listings.debt import Owed, Paid, Payment
from listings.draft_form import DraftForm, draft_of, keep_terms
from listings.lot import Lot, LotState, PriorityPlace, Purpose
from listings.notice import Proposal
from listings.parties import service as parties
from listings.publication import Published
from listings.reason import Reason
from listings.search import normalise
from listings.store import NewDraft, NoticeRow
from listings.uploads import store as files
from listings.valuation import store as valuation


@dataclass(frozen=True)
class Dossier:
    """All that the desk knows of one lot: the paper, the notice to come, and what is published."""

    lot: Lot
    assets: Mapping[int, Asset]
    proposal: Proposal
    published: Published | None

    @property
    def first_asset(self) -> Asset:
        """Return the asset that the lot's form shows."""
        return next(iter(self.assets.values()))


def create(tx: Session, *, draft: NewDraft) -> None:
    """Begin a draft with its first asset, once."""
    store.insert_draft_once(tx, draft)


def open_dossier(tx: Session, *, lot: Lot, platform: str) -> Dossier:
    """Gather everything about a lot of the desk."""
    assets = store.assets_of(tx, lot.id)
    court = store.court_facts(tx, lot, platform=platform)
    places = store.priorities_of(tx, lot.id)
    views = round_store.rounds_of_lots(tx, [lot.id])[lot.id]
    earlier = desk.published_before(lot, [view.published_at for view in views])
    proposal = Proposal(
        lot_id=lot.id,
        purpose=lot.purpose,
        draft=draft_of(lot, tuple(assets.values()), places, court.currency),
        court=court,
        rules=rule_set(lot.rule_set),
        photos=files.photos_of(tx, lot.id),
        documents=files.documents_of(tx, lot.id),
        failed=publication.failed_of(views),
        parties=parties.persons(tx, lot),
        choice=case_service.platform_choice(tx, lot.case_id),
        noticed_at=[view.published_at for view in views],
        panel=valuation.newest_decision(tx, lot.id),
        first=case_service.outstanding(tx, lot.case_id, currency=court.currency).before_the_debt,
        answers=valuation.facts_since(tx, lot.id, earlier),
        case_lots=rounds.lots_of_case(tx, case_id=lot.case_id, lot_id=lot.id, currency=court.currency),
    )
    return Dossier(lot, assets, proposal, _published(tx, lot.id, views))


def save(tx: Session, *, lot: Lot, version: int, form: DraftForm) -> Refusal | None:
    """Write what the form says into the draft; a correction keeps the terms as published."""
    refusal = desk.judge_edit(lot, version)
    if refusal is not None:
        return refusal
    assets = store.assets_of(tx, lot.id)
    kept = keep_terms(lot, assets[1], form)
    searched = normalise(kept.asset.title, kept.asset.place, kept.asset.description)
    store.save_fields(tx, lot, asset=kept.asset, fields=kept.fields, search_text=searched)
    return None


def readable(tx: Session, *, lot: Lot, form: DraftForm) -> DraftForm:
    """Return the form as far as it may be saved: a correction does not look at terms."""
    return keep_terms(lot, store.assets_of(tx, lot.id)[1], form)


def add_asset(tx: Session, *, lot: Lot, asset_id: str, asset: Asset, currency: str) -> Refusal | None:
    """Put one more asset into the lot."""
    refusal = desk.judge_assets(lot, count=len(store.assets_of(tx, lot.id)))
    if refusal is None:
        store.add_asset(tx, lot, asset_id=asset_id, asset=asset, currency=currency)
        store.update_lot(tx, lot)
    return refusal


def change_asset(tx: Session, *, lot: Lot, version: int, position: int, asset: Asset) -> Refusal | None:
    """Describe an asset other than the first anew; a correction leaves its class and reference price."""
    assets = store.assets_of(tx, lot.id)
    refusal = desk.judge_edit(lot, version) or desk.judge_other_asset(position, assets)
    if refusal is None:
        kept = desk.kept_asset(lot, assets[position], asset)
        store.change_asset(tx, lot, position=position, asset=kept)
        store.update_lot(tx, lot)
    return refusal


def drop_asset(tx: Session, *, lot: Lot, version: int, position: int) -> Refusal | None:
    """Take an asset other than the first out of the lot."""
    assets = store.assets_of(tx, lot.id)
    refusal = desk.judge_edit(lot, version) or desk.judge_drop_asset(lot, position, assets)
    if refusal is None:
        store.drop_asset(tx, lot, position)
        store.update_lot(tx, lot)
    return refusal


def add_priority(tx: Session, *, lot: Lot, place: PriorityPlace) -> Refusal | None:
    """Put a confirmed priority purchaser on the list that the next notice publishes (R-34)."""
    refusal = desk.judge_new_priority(lot, place, store.priorities_of(tx, lot.id))
    if refusal is None:
        store.add_priority(tx, lot.id, place)
        store.update_lot(tx, lot)
    return refusal


def drop_priority(tx: Session, *, lot: Lot, identity_digest: str) -> Refusal | None:
    """Take a place off the list, unless it is published."""
    refusal = desk.judge_old_priority(lot, identity_digest, store.priorities_of(tx, lot.id))
    if refusal is None:
        store.drop_priority(tx, lot.id, identity_digest)
        store.update_lot(tx, lot)
    return refusal


def submit(
    tx: Session, *, lot: Lot, version: int, actor: str, platform: str, at: datetime
) -> tuple[Refusal, ...]:
    """Propose the draft for publication by a second person."""
    dossier = open_dossier(tx, lot=lot, platform=platform)
    refusals = publication.judge_submission(
        lot, dossier.proposal, version=version, at=at, published=dossier.published
    )
    if not refusals:
        values = {"submitted_by": actor, "submitted_at": at, "returned_because": ""}
        store.update_lot(tx, lot, state=LotState.SUBMITTED.value, **values)
        body = publication.body_to_come(dossier.proposal, dossier.published, round_id="")
        assert body is not None, "a notice without its terms is refused"
        entry = submission.proposed_entry(lot, by=actor, notice_hash=notice.hash_of(body), at=at)
        log.append(tx, [entry])
    return refusals


def give_back(
    tx: Session, *, lot: Lot, version: int, because: str, actor: str, at: datetime
) -> Refusal | None:
    """Return a proposal to the desk, saying why."""
    refusal = desk.judge_return(lot, version, because) or submission.judge_in_time(lot, at)
    if refusal is None:
        store.update_lot(tx, lot, state=LotState.DRAFT.value, returned_because=because)
        log.append(tx, [submission.returned_entry(lot, by=actor, at=at)])
    return refusal


def lapse(tx: Session, *, lot: Lot, at: datetime) -> int:
    """Return a proposal to the desk that nobody decided on in time; return how many that was."""
    if submission.judge_in_time(lot, at) is None:
        return 0
    store.update_lot(tx, lot, state=LotState.DRAFT.value, returned_because=submission.LAPSED)
    log.append(tx, [submission.lapsed_entry(lot, at=at)])
    return 1


def publish(
    tx: Session,
    *,
    lot: Lot,
    version: int,
    actor: str,
    round_id: str,
    platform: str,
    at: datetime,
    hash_read: str | None = None,
) -> tuple[Refusal, ...]:
    """Publish what another person proposed: a round with its notice, or a corrected notice.

    ``hash_read`` is that of the notice as it was shown to this person; only the same is published, and
    a page that names none has shown none.  Only who has no page (a program) leaves it out.
    """
    # The lots of one case are published one after another, or two could close together.
    cases.case_to_change(tx, lot.case_id, lot.court_id)
    rounds.hold(tx, lot_id=lot.id)
    dossier = open_dossier(tx, lot=lot, platform=platform)
    refusals = publication.judge_publication(
        lot, dossier.proposal, version=version, actor=actor, at=at, published=dossier.published
    )
    if not refusals:
        refusals = _check_read(tx, dossier, round_id, hash_read)
    if not refusals:
        body = _WRITE[lot.purpose](tx, dossier, round_id, at)
        _put_up(tx, dossier, body=body, actor=actor, at=at)
        store.update_lot(tx, lot, state=LotState.PUBLISHED.value, violations="[]")
    return refusals


def reopen_for_correction(
    tx: Session, *, lot: Lot, version: int, platform: str, at: datetime
) -> Refusal | None:
    """Take a published notice back onto the desk, to correct it."""
    published = open_dossier(tx, lot=lot, platform=platform).published
    refusal = desk.judge_reopen(lot, version, published is not None)
    if refusal is None and published is not None:
        board = published.round.board
        refusal = desk.judge_correction(board.state, before_opening=at < board.opens_at)
    if refusal is None:
        store.update_lot(tx, lot, state=LotState.DRAFT.value, purpose=Purpose.CORRECTION.value)
    return refusal


def judge_paid(tx: Session, *, case_id: str, payment: Payment) -> Paid | Refusal:
    """Compare what a debtor paid with claims, costs and the interest to this day (R-57)."""
    owed = sum_up(cases.owed_lines(tx, case_id), payment.interest.currency)
    return debt.judge_paid(payment.received, Owed(owed.claims, payment.interest, owed.costs))


def prepare_next_round(tx: Session, *, lot: Lot, version: int, platform: str) -> Refusal | None:
    """Take an unsold or withdrawn lot back onto the desk, for its next round."""
    published = open_dossier(tx, lot=lot, platform=platform).published
    refusal = desk.judge_reopen(lot, version, published is not None)
    if refusal is not None or published is None:
        return refusal
    purpose = desk.next_purpose(published.round.board.state, published.round.terms.kind)
    if isinstance(purpose, Refusal):
        return purpose
    store.update_lot(tx, lot, state=LotState.DRAFT.value, purpose=purpose.value)
    return None


def _published(tx: Session, lot_id: str, views: Sequence[RoundView]) -> Published | None:
    newest = store.newest_notice(tx, lot_id)
    if newest is None:
        return None
    view = next(view for view in views if view.round_id == newest.round_id)
    return Published(newest.version, newest.body, newest.hash, view)


def _check_read(tx: Session, dossier: Dossier, round_id: str, hash_read: str | None) -> tuple[Refusal, ...]:
    body = publication.body_to_come(dossier.proposal, dossier.published, round_id)
    assert body is not None, "a notice without its terms is refused"
    is_taken = round_store.read_board(tx, round_id) is not None
    if is_taken or (hash_read is not None and hash_read != notice.hash_of(body)):
        return (Refusal(Reason.READS_DIFFERENTLY, "R-08"),)
    return ()


def _open_round(tx: Session, dossier: Dossier, round_id: str, at: datetime) -> str:
    """Bind the lot to a new round and return the notice that announces it."""
    lot, terms = dossier.lot, notice.terms_of(dossier.proposal)
    body = publication.body_to_come(dossier.proposal, dossier.published, round_id)
    assert terms is not None, "a notice without its terms is refused"
    assert body is not None, "a notice without its terms is refused"
    rounds.publish(
        tx,
        round_id=round_id,
        lot_id=lot.id,
        case_id=lot.case_id,
        court_id=lot.court_id,
        terms=terms,
        snapshot=notice.snapshot_of(notice.parse(body)),
        notice_hash=notice.hash_of(body),
        at=at,
    )
    case_service.fix_platform(tx, case_id=lot.case_id, court_id=lot.court_id, at=at)
    return body


def _correct_notice(tx: Session, dossier: Dossier, _round_id: str, at: datetime) -> str:
    """Return the corrected notice; its round stands, and is told from now on as the notice says."""
    assert dossier.published is not None, "a correction corrects a published notice"
    body = publication.corrected(dossier.proposal, dossier.published)
    rounds.correct(
        tx,
        round_id=dossier.published.round.round_id,
        version=dossier.published.version + 1,
        notice_hash=notice.hash_of(body),
        snapshot=notice.snapshot_of(notice.parse(body)),
        at=at,
    )
    return body


_WRITE = {
    Purpose.FIRST: _open_round,
    Purpose.SECOND: _open_round,
    Purpose.CORRECTION: _correct_notice,
}
_ENTRIES = {Purpose.FIRST: "approval", Purpose.SECOND: "approval", Purpose.CORRECTION: "lot.amended"}


def _put_up(tx: Session, dossier: Dossier, *, body: str, actor: str, at: datetime) -> None:
    """Keep the notice, show it, open its photos, and record who proposed and who published it."""
    lot, parsed = dossier.lot, notice.parse(body)
    assert lot.submitted_by is not None, "what is published was proposed"
    row = NoticeRow(
        lot_id=lot.id,
        version=parsed["version"],
        round_id=parsed["round_id"],
        purpose=lot.purpose.value,
        body=body,
        hash=notice.hash_of(body),
        published_at=at,
        proposed_by=lot.submitted_by,
        published_by=actor,
    )
    store.add_notice(tx, row)
    shelves.put_listings(tx, [publication.listing_of(parsed, court_id=lot.court_id, published_at=at)])
    files.mark_published(tx, lot.id, at)
    _put_priorities(tx, dossier.proposal, row.round_id, at)
    log.append(tx, [_entry(lot, row)])


def _put_priorities(tx: Session, proposal: Proposal, round_id: str, at: datetime) -> None:
    claims = [
        PriorityRight(place.identity_digest, place.rank, place.basis)
        for place in proposal.draft.priorities
        if place.round_id != round_id
    ]
    enrolment.publish_priorities(tx, round_id=round_id, claims=claims, at=at)
    store.mark_priorities(tx, proposal.lot_id, round_id)


def _entry(lot: Lot, row: NoticeRow) -> EntryDraft:
    return EntryDraft(
        chain=lot.id,
        type=_ENTRIES[lot.purpose],
        at=row.published_at,
        facts={
            "proposal_id": lot.id,
            "act": f"notice.{row.purpose.lower()}",
            "round_id": row.round_id,
            "notice_version": row.version,
            "notice_hash": row.hash,
            "proposed_by": row.proposed_by,
            "approved_by": row.published_by,
        },
        court_id=lot.court_id,
        case_id=lot.case_id,
        lot_id=lot.id,
        round_id=row.round_id,
    )
