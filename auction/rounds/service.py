"""The course of a round: published, opened, stopped, resumed, withdrawn, ended, paid, settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.cases import store as cases
from auction.cases.outstanding import sum_up
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds import course, enough, facts, incidents, store
from auction.rounds.enough import CaseLots, CaseSales
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Outcome
from auction.rounds.standing import Board, RosterLine
from auction.rounds.terms import Terms
from auction.rules.grounds import Ground, StayKind

# Who acts when the platform itself stops a round.
PLATFORM = "platform"


def publish(
    tx: Session,
    *,
    round_id: str,
    lot_id: str,
    case_id: str,
    court_id: str,
    terms: Terms,
    snapshot: Mapping[str, str],
    notice_hash: str,
    at: datetime,
) -> Board:
    """Bind a lot to checked terms: from now on they never change (R-100)."""
    board = Board(
        round_id=round_id,
        lot_id=lot_id,
        terms=terms,
        state=State.SCHEDULED,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        court_id=court_id,
        case_id=case_id,
    )
    store.insert_round(tx, board=board, notice_hash=notice_hash, snapshot=snapshot, published_at=at)
    _record(tx, board, "lot.published", facts.of_terms(terms, notice_hash), at=at)
    return board


def hold(tx: Session, *, lot_id: str) -> None:
    """Lock the boards of a lot, so that what is judged of them next still holds at the commit."""
    store.lock_boards(tx, [view.round_id for view in store.rounds_of_lots(tx, [lot_id])[lot_id]])


def correct(
    tx: Session,
    *,
    round_id: str,
    version: int,
    notice_hash: str,
    snapshot: Mapping[str, str],
    at: datetime,
) -> None:
    """Let a round be told as its corrected notice says; its terms stand (R-22)."""
    board = store.lock_board(tx, round_id)
    assert board is not None, "only a round that exists is corrected"
    assert board.state is State.SCHEDULED, "after the opening nothing changes"
    store.insert_correction(
        tx,
        round_id=round_id,
        version=version,
        notice_hash=notice_hash,
        snapshot=snapshot,
        published_at=at,
    )


def open_due(tx: Session, *, at: datetime) -> int:
    """Open the rounds whose start has come, or let them go on; a bounded number; return how many."""
    boards = store.lock_boards(tx, due_to_open(tx, at=at))
    opened = open_boards(tx, boards=boards, at=at)
    return sum(opened[round_id] is not boards[round_id] for round_id in boards)


def due_to_open(tx: Session, *, at: datetime) -> list[str]:
    """Return the rounds whose start has come, or the moment set to go on, and that are not open yet."""
    return store.due_to_open(tx, at=at) + store.due_to_resume(tx, at=at)


def open_boards(tx: Session, *, boards: Mapping[str, Board], at: datetime) -> dict[str, Board]:
    """Open those locked boards that are due, whether or not the clock came by; return all."""
    after, drafts = open_unrecorded(tx, boards=boards, at=at)
    log.append(tx, drafts)
    return after


def open_unrecorded(
    tx: Session, *, boards: Mapping[str, Board], at: datetime
) -> tuple[dict[str, Board], list[EntryDraft]]:
    """Open what is due, for whoever records more: chains are locked once, all in their order."""
    after = {round_id: course.open_due(board, at=at) for round_id, board in boards.items()}
    opened = [board for round_id, board in after.items() if board is not boards[round_id]]
    store.save_boards(tx, [board for board in opened if _is_start(boards[board.round_id])])
    drafts = []
    for board in opened:
        before = boards[board.round_id]
        if _is_start(before):
            drafts.append(facts.draft(board, "lot.opened", facts.of_board(board), at=at))
        else:
            store.save_state(tx, board)
            drafts.append(facts.draft(board, "lot.resumed", facts.of_going_on(before, board), at=at))
    for board in opened:
        after[board.round_id] = replace(board, version=board.version + 1)
    return after, drafts


def record_outcomes(tx: Session, *, ended: Sequence[tuple[Board, Outcome]], at: datetime) -> int:
    """End locked rounds: states, prices, buyers' codes and both entries of each; return how many."""
    closed = [(course.end(board, outcome, at=at), outcome) for board, outcome in ended]
    store.save_outcomes(tx, closed)
    drafts = [
        facts.draft(board, kind, told, at=at)
        for board, outcome in closed
        for kind, told in (
            ("lot.closing", facts.of_board(board)),
            ("lot.closed", facts.of_outcome(outcome)),
        )
    ]
    log.append(tx, drafts)
    return len(closed)


def sales_of_cases(tx: Session, *, boards: Collection[Board]) -> dict[str, CaseSales]:
    """Return what the cases that sell more than one lot of these have to bring and brought (R-51)."""
    brought = store.brought_by(tx, {board.case_id for board in boards})
    lots = Counter(board.case_id for board in boards)
    several = {
        board.case_id: board for board in boards if lots[board.case_id] > 1 or board.case_id in brought
    }
    return {
        case_id: CaseSales(
            _target(tx, case_id, board.currency), Money(brought.get(case_id, 0), board.currency)
        )
        for case_id, board in several.items()
    }


def lots_of_case(tx: Session, *, case_id: str, lot_id: str, currency: str) -> CaseLots:
    """Return what else the case of a lot sells, and has sold (R-51)."""
    ends = store.planned_ends(tx, case_id, but=lot_id)
    brought = store.brought_by(tx, [case_id]).get(case_id)
    if not ends and brought is None:
        return enough.NO_OTHER_LOTS
    if cases.sells_all(tx, case_id):
        return enough.NO_OTHER_LOTS
    sales = CaseSales(_target(tx, case_id, currency), Money(brought or 0, currency))
    return CaseLots(tuple(ends), sales)


def call_off(tx: Session, *, called_off: Sequence[tuple[Board, CaseSales]], at: datetime) -> int:
    """Take locked rounds back because other lots brought enough; whoever bid is free (R-51)."""
    grounds = facts.of_grounds("", "R-51", PLATFORM, Ground.ENOUGH)
    drafts = []
    for board, sales in called_off:
        after = course.call_off(board, at=at)
        store.save_state(tx, after, ground=Ground.ENOUGH)
        told = {**facts.of_board(after), **grounds, **facts.of_sales(sales)}
        drafts.append(facts.draft(after, "lot.withdrawn", told, at=at))
    log.append(tx, drafts)
    return len(called_off)


def suspend(
    tx: Session,
    *,
    round_id: str,
    court_id: str,
    reason: str,
    legal_basis: str,
    actor: str,
    at: datetime,
    ground: str = "",
    kind: StayKind = StayKind.STAY,
) -> Refusal | None:
    """Stop a round of this court, with a public reason and its legal basis (R-53)."""
    board = _locked(tx, round_id, court_id, at)
    refusal = course.check_grounds(reason, legal_basis)
    if isinstance(board, Refusal) or refusal is not None:
        return board if isinstance(board, Refusal) else refusal
    grounds = {**facts.of_grounds(reason, legal_basis, actor, ground), "kind": kind.value}
    return _keep(tx, course.suspend(board, at=at), "lot.suspended", grounds, reason=reason, at=at)


def stop_all(
    tx: Session, *, boards: Sequence[Board], reason: str, at: datetime, actor: str = PLATFORM
) -> int:
    """Stop locked open rounds on the platform's own motion, and report it to their courts at once (R-54)."""
    stopped = [course.stop(board, at=at) for board in boards]
    for board in stopped:
        store.save_state(tx, board, reason=reason, stay_kind=StayKind.PLATFORM)
    log.append(tx, incidents.of_stops(stopped, reason=reason, actor=actor, at=at))
    return len(stopped)


def resume(
    tx: Session,
    *,
    round_id: str,
    court_id: str,
    actor: str,
    at: datetime,
    reason: str = "",
    legal_basis: str = "",
) -> Refusal | None:
    """Let a stopped round of this court go on with the time it had left (R-55)."""
    board = _locked(tx, round_id, court_id, at)
    if isinstance(board, Refusal):
        return board
    grounds = facts.of_grounds(reason, legal_basis, actor)
    return _keep(tx, course.resume(board, at=at), "lot.resumed", grounds, reason="", at=at)


def set_resumption(
    tx: Session,
    *,
    round_id: str,
    court_id: str,
    resumes_at: datetime,
    reason: str,
    legal_basis: str,
    actor: str,
    at: datetime,
    numbers: Mapping[str, object] | None = None,
) -> Refusal | None:
    """Set when a stopped round of this court goes on; whoever comes by then lets it (R-55).

    ``numbers`` are recorded beside it: when the cause ended, and the last day of the law.
    """
    board = _locked(tx, round_id, court_id, at)
    if isinstance(board, Refusal):
        return board
    after = course.set_resumption(board, resumes_at=resumes_at, at=at)
    refusal = course.check_grounds(reason, legal_basis)
    if isinstance(after, Refusal) or refusal is not None:
        return after if isinstance(after, Refusal) else refusal
    store.save_boards(tx, [after])
    told = {**facts.of_board(after), **facts.of_grounds(reason, legal_basis, actor), **(numbers or {})}
    _record(tx, after, "lot.resumption_set", told, at=at)
    return None


def withdraw(
    tx: Session,
    *,
    round_id: str,
    court_id: str,
    reason: str,
    legal_basis: str,
    actor: str,
    at: datetime,
    ground: str = "",
    numbers: Mapping[str, str] | None = None,
) -> Refusal | None:
    """Take a round of this court back, with a public reason and its legal basis (R-56).

    ``numbers`` are recorded beside them: what was paid and owed when the debt is paid (R-57).
    """
    board = _locked(tx, round_id, court_id, at)
    refusal = course.check_grounds(reason, legal_basis)
    if isinstance(board, Refusal) or refusal is not None:
        return board if isinstance(board, Refusal) else refusal
    grounds = {**facts.of_grounds(reason, legal_basis, actor, ground), **(numbers or {})}
    return _keep(tx, course.withdraw(board, at=at), "lot.withdrawn", grounds, reason=reason, at=at)


def admit(tx: Session, *, round_id: str, bidder_code: str, rank: int | None, at: datetime) -> None:
    """Put a code on the roster of a round (R-33, R-34)."""
    board = store.read_board(tx, round_id)
    assert board is not None, "codes are admitted to a round that exists"
    store.add_to_roster(tx, RosterLine(round_id, bidder_code, rank), at=at)
    _record(tx, board, "bidder.admitted", facts.of_seat(bidder_code, rank), at=at)


def give_rank(tx: Session, *, round_id: str, bidder_code: str, rank: int, at: datetime) -> None:
    """Give a code on the roster a priority rank that was published after it came (R-34)."""
    board = store.read_board(tx, round_id)
    assert board is not None, "a rank is given in a round that exists"
    store.set_rank(tx, round_id=round_id, bidder_code=bidder_code, rank=rank)
    _record(tx, board, "priority.applied", facts.of_seat(bidder_code, rank), at=at)


def exclude(
    tx: Session,
    *,
    round_id: str,
    bidder_code: str,
    at: datetime,
    reason: str = "",
    actor: str = PLATFORM,
) -> bool:
    """Take a code off the roster; its next bid is refused.  Say whether it was on it."""
    board = store.lock_board(tx, round_id)
    assert board is not None, "codes are excluded from a round that exists"
    found = store.exclude_from_roster(tx, round_id=round_id, bidder_code=bidder_code, at=at)
    if found:
        grounds = facts.of_grounds(reason, "", actor)
        _record(tx, board, "bidder.excluded", {**facts.of_seat(bidder_code, None), **grounds}, at=at)
    return found


def mark_paid(tx: Session, *, round_id: str, at: datetime) -> Refusal | None:
    """Note that the buyer has paid the whole price."""
    return _mark(tx, round_id, State.PAID, at)


def mark_overdue(tx: Session, *, round_id: str, at: datetime) -> Refusal | None:
    """Note that the balance was not paid by its date (R-63)."""
    return _mark(tx, round_id, State.OVERDUE, at)


def mark_settled(tx: Session, *, round_id: str, at: datetime) -> Refusal | None:
    """Note that the case account has the whole price and every deposit is back."""
    return _mark(tx, round_id, State.SETTLED, at)


def _mark(tx: Session, round_id: str, to: State, at: datetime) -> Refusal | None:
    board = store.lock_board(tx, round_id)
    assert board is not None, "only a round that exists is paid for"
    after = course.step(board, to, at=at)
    if isinstance(after, Refusal):
        return after
    store.save_state(tx, after)
    return None


def _target(tx: Session, case_id: str, currency: str) -> Money | None:
    owed = sum_up(cases.owed_lines(tx, case_id), currency)
    return enough.target_of(owed, sells_all=cases.sells_all(tx, case_id))


def _locked(tx: Session, round_id: str, court_id: str, at: datetime) -> Board | Refusal:
    board = store.lock_board(tx, round_id, court_id=court_id)
    if board is None:
        return Refusal(course.Reason.ROUND_UNKNOWN, "")
    return open_boards(tx, boards={round_id: board}, at=at)[round_id]


def _keep(
    tx: Session,
    after: Board | Refusal,
    kind: str,
    grounds: Mapping[str, object],
    *,
    reason: str,
    at: datetime,
) -> Refusal | None:
    if isinstance(after, Refusal):
        return after
    ground, stay_kind = (str(grounds.get(name, "")) for name in ("ground", "kind"))
    store.save_state(tx, after, reason=reason, ground=ground, stay_kind=stay_kind)
    due_at = incidents.report_due_at(stay_kind, after.terms.conduct.emergency_report, at)
    if due_at is not None:
        store.set_report_due(tx, after.round_id, due_at)
    _record(tx, after, kind, {**facts.of_board(after), **grounds}, at=at)
    return None


def _is_start(board: Board) -> bool:
    return board.state is State.SCHEDULED


def _record(tx: Session, board: Board, kind: str, told: Mapping[str, object], *, at: datetime) -> None:
    log.append(tx, [facts.draft(board, kind, told, at=at)])
