"""Reads and writes rounds, boards, bids and rosters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import Label, Select, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from auction.kernel.database import insert_rows
from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.tables import table_of
from auction.rounds import rows
from auction.rounds.enough import LIVE as LIVE_STATES
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Outcome
from auction.rounds.standing import ACCEPTED, Answer, Board, RosterLine, RoundView
from auction.rounds.tables import STATE_REASON_LENGTH
from auction.rounds.tables import Bid as BidRow
from auction.rounds.tables import Board as BoardRow
from auction.rounds.tables import RosterLine as RosterRow
from auction.rounds.tables import Round as RoundRow
from auction.rounds.tables import RoundCorrection as CorrectionRow

# Bids that one page or one frame asks for at most; who needs more asks again from the last number.
BIDS_READ_MAX = 1_000

_BOARDS, _ROUNDS = table_of(BoardRow), table_of(RoundRow)
_BIDS, _ROSTER = table_of(BidRow), table_of(RosterRow)
# What a board needs of its round, beside its own row.
_OF_ROUND = (
    RoundRow.kind,
    RoundRow.rule_set,
    RoundRow.rule_set_version,
    RoundRow.currency,
    RoundRow.starting_price_minor,
    RoundRow.increment_minor,
    RoundRow.deposit_minor,
    RoundRow.opens_at.label("planned_opens_at"),
    RoundRow.closes_at.label("planned_closes_at"),
    RoundRow.extension_window_s,
    RoundRow.balance_due_at,
    RoundRow.watched_from_minor,
    RoundRow.court_id,
    RoundRow.case_id,
)
_BOARD = select(*_BOARDS.c, *_OF_ROUND).join(RoundRow, RoundRow.id == BoardRow.round_id)


def _newest(name: str) -> Label[str]:
    corrected = (
        select(getattr(CorrectionRow, name))
        .where(CorrectionRow.round_id == RoundRow.id)
        .order_by(CorrectionRow.notice_version.desc())
        .limit(1)
        .correlate(RoundRow)
        .scalar_subquery()
    )
    return func.coalesce(corrected, getattr(RoundRow, name)).label(name)


# What the newest notice says of a round, for every query that joins rounds.
NEWEST_SNAPSHOT = _newest("snapshot")
_VIEW = _BOARD.add_columns(_newest("notice_hash"), NEWEST_SNAPSHOT, RoundRow.published_at)
_LOCK = (
    _BOARD.where(BoardRow.round_id.in_(bindparam("round_ids", expanding=True)))
    .order_by(BoardRow.round_id)
    .with_for_update(of=BoardRow)
)


def lock_boards(tx: Session, round_ids: Collection[str]) -> dict[str, Board]:
    """Lock the boards of these rounds, always in the same order, and return those that exist."""
    found = tx.execute(_LOCK, {"round_ids": sorted(round_ids)})
    return {row.round_id: rows.board_of(row) for row in found}


def lock_board(tx: Session, round_id: str, *, court_id: str | None = None) -> Board | None:
    """Lock one board; none when there is no such round, or not of that court."""
    board = lock_boards(tx, [round_id]).get(round_id)
    return board if board is not None and court_id in (None, board.court_id) else None


def insert_round(
    tx: Session,
    *,
    board: Board,
    notice_hash: str,
    snapshot: Mapping[str, str],
    published_at: datetime,
) -> None:
    """Insert a round as published, with its first board."""
    published = rows.columns_of_round(
        board, notice_hash=notice_hash, snapshot=snapshot, published_at=published_at
    )
    tx.execute(insert(RoundRow), published)
    ids = {"round_id": board.round_id, "lot_id": board.lot_id}
    tx.execute(insert(BoardRow), {**ids, **rows.columns_of_board(board)})


def insert_correction(
    tx: Session,
    *,
    round_id: str,
    version: int,
    notice_hash: str,
    snapshot: Mapping[str, str],
    published_at: datetime,
) -> None:
    """Insert what a corrected notice says of a round."""
    values = {"round_id": round_id, "notice_version": version, "notice_hash": notice_hash}
    told = {"snapshot": rows.text_of_snapshot(snapshot), "published_at": published_at}
    tx.execute(insert(CorrectionRow), {**values, **told})


def save_boards(tx: Session, boards: Iterable[Board]) -> None:
    """Write locked boards back; each counts one more version."""
    _update_boards(tx, [(board.round_id, rows.columns_of_board(board)) for board in boards])


def save_state(
    tx: Session,
    board: Board,
    *,
    reason: str = "",
    ground: str = "",
    stay_kind: str = "",
) -> None:
    """Write a locked board back with what is said of its state: why, on which ground, what kind of stop."""
    said = {
        "state_reason": reason[:STATE_REASON_LENGTH],
        "state_ground": ground,
        "stay_kind": stay_kind,
    }
    columns = {**rows.columns_of_board(board), **said}
    _update_boards(tx, [(board.round_id, columns)])


def set_report_due(tx: Session, round_id: str, due_at: datetime | None) -> None:
    """Note until when a stop is to be reported; nothing once it was."""
    tx.connection().execute(
        update(_BOARDS).where(_BOARDS.c.round_id == round_id).values(report_due_at=due_at)
    )


def save_outcomes(tx: Session, ended: Iterable[tuple[Board, Outcome]]) -> None:
    """Write ended boards back with their outcomes."""
    _update_boards(
        tx,
        [
            (board.round_id, {**rows.columns_of_board(board), **rows.columns_of_outcome(outcome)})
            for board, outcome in ended
        ],
    )


def record_bids(tx: Session, answers: Sequence[Answer]) -> None:
    """Insert numbered bids in bulk, with the answers their bidders get.

    An answer is its row and, last, the currency of its round.
    """
    insert_rows(tx, _BIDS, [answer[:-1] for answer in answers])


def answers_to(tx: Session, keys: Collection[tuple[str, str, str]]) -> dict[tuple[str, str, str], Answer]:
    """Return the first answers to those of the (round, code, bid key) that came before.

    Each key is one look into the unique index, whatever the planner thinks of the table.
    """
    statement = _EARLIER_SQLITE if _is_sqlite(tx) else _EARLIER_POSTGRESQL
    found = tx.execute(statement, {"keys": orjson.dumps(sorted(keys)).decode()})
    return {(row.round_id, row.bidder_code, row.bid_key): rows.answer_of(row) for row in found}


def roster_of(tx: Session, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], RosterLine]:
    """Return the roster lines of those (round, code) that are on the roster."""
    wanted = {
        "round_ids": sorted({round_id for round_id, _ in pairs}),
        "codes": sorted({code for _, code in pairs}),
    }
    lines = (RosterLine(*row) for row in tx.execute(_ROSTER_LINES, wanted))
    return {(line.round_id, line.bidder_code): line for line in lines}


def roster_line(tx: Session, round_id: str, bidder_code: str) -> RosterLine | None:
    """Return the roster line of one code of a round."""
    return roster_of(tx, [(round_id, bidder_code)]).get((round_id, bidder_code))


def add_to_roster(tx: Session, line: RosterLine, *, at: datetime) -> None:
    """Insert a roster line."""
    tx.execute(insert(RosterRow), {**line._asdict(), "admitted_at": at})


def set_rank(tx: Session, *, round_id: str, bidder_code: str, rank: int) -> None:
    """Give a code on the roster a priority rank."""
    tx.connection().execute(
        update(_ROSTER)
        .where(_ROSTER.c.round_id == round_id, _ROSTER.c.bidder_code == bidder_code)
        .values(rank=rank)
    )


def exclude_from_roster(tx: Session, *, round_id: str, bidder_code: str, at: datetime) -> bool:
    """Mark a code as excluded; say whether one was admitted until now."""
    found = tx.connection().execute(
        update(_ROSTER)
        .where(_ROSTER.c.round_id == round_id, _ROSTER.c.bidder_code == bidder_code)
        .where(_ROSTER.c.excluded_at.is_(None))
        .values(excluded_at=at)
    )
    return found.rowcount == 1


def read_board(tx: Session, round_id: str) -> Board | None:
    """Return a board as it stands, without a lock."""
    row = tx.execute(_BOARD.where(BoardRow.round_id == round_id)).one_or_none()
    return None if row is None else rows.board_of(row)


def read_round(tx: Session, round_id: str) -> RoundView | None:
    """Return a round with its snapshot and board, without a lock."""
    row = tx.execute(_VIEW.where(BoardRow.round_id == round_id)).one_or_none()
    return None if row is None else rows.view_of(row)


def rounds_of_lots(tx: Session, lot_ids: Collection[str]) -> dict[str, list[RoundView]]:
    """Return the rounds of each of these lots, the first published first."""
    wanted = _VIEW.where(BoardRow.lot_id.in_(lot_ids))
    found: dict[str, list[RoundView]] = {lot_id: [] for lot_id in lot_ids}
    for row in tx.execute(wanted.order_by(RoundRow.published_at, RoundRow.id)):
        found[row.lot_id].append(rows.view_of(row))
    return found


def read_bids(tx: Session, round_id: str, since: int = 0, limit: int = BIDS_READ_MAX) -> list[Answer]:
    """Return the accepted bids of a round after a number, in their order."""
    found = tx.execute(
        select(*_BIDS.c, _ROUNDS.c.currency)
        .join(_ROUNDS, _ROUNDS.c.id == _BIDS.c.round_id)
        .where(_BIDS.c.round_id == round_id, _BIDS.c.number > since, _BIDS.c.verdict == ACCEPTED)
        .order_by(_BIDS.c.number)
        .limit(min(limit, BIDS_READ_MAX))
    )
    return [rows.answer_of(row) for row in found]


def latest_bids(tx: Session, round_id: str, limit: int) -> list[Answer]:
    """Return the last accepted bids of a round, the newest first."""
    found = tx.execute(
        select(*_BIDS.c, _ROUNDS.c.currency)
        .join(_ROUNDS, _ROUNDS.c.id == _BIDS.c.round_id)
        .where(_BIDS.c.round_id == round_id, _BIDS.c.verdict == ACCEPTED)
        .order_by(_BIDS.c.number.desc())
        .limit(min(limit, BIDS_READ_MAX))
    )
    return [rows.answer_of(row) for row in found]


def boards_moved_since(tx: Session, versions: Mapping[str, int]) -> list[Board]:
    """Return those of the boards that have another version than the one named."""
    found = tx.execute(_BOARD.where(BoardRow.round_id.in_(list(versions))))
    return [rows.board_of(row) for row in found if row.version != versions[row.round_id]]


def due_to_open(tx: Session, *, at: datetime, limit: int = DUE_ROWS_MAX) -> list[str]:
    """Return rounds whose start has come, the longest due first."""
    return _due(
        tx,
        select(BoardRow.round_id)
        .where(BoardRow.state == State.SCHEDULED)
        .where(BoardRow.opens_at <= at)
        .order_by(BoardRow.opens_at),
        limit,
    )


def due_to_resume(tx: Session, *, at: datetime, limit: int = DUE_ROWS_MAX) -> list[str]:
    """Return stopped rounds whose set moment has come, the longest due first (R-55)."""
    return _due(
        tx,
        select(BoardRow.round_id)
        .where(BoardRow.state == State.SUSPENDED)
        .where(BoardRow.resumes_at <= at)
        .order_by(BoardRow.resumes_at),
        limit,
    )


def due_to_close(tx: Session, *, ended_by: datetime, limit: int = DUE_ROWS_MAX) -> list[str]:
    """Return open rounds that ended at or before a time, the longest due first."""
    return _due(
        tx,
        select(BoardRow.round_id)
        .where(BoardRow.state == State.OPEN)
        .where(BoardRow.closes_at <= ended_by)
        .order_by(BoardRow.closes_at),
        limit,
    )


def ending_between(tx: Session, *, first: datetime, last: datetime) -> Iterator[list[str]]:
    """Return all rounds not yet over whose end lies in a stretch of time, in parts, by their ids.

    None may be left out, or it would end as if nothing had happened; the order of ids is the order
    in which everybody locks.
    """
    found = tx.scalars(
        select(BoardRow.round_id)
        .where(BoardRow.state.in_((State.SCHEDULED, State.OPEN)))
        .where(BoardRow.closes_at.between(first, last))
        .order_by(BoardRow.round_id)
    ).all()
    for start in range(0, len(found), DUE_ROWS_MAX):
        yield list(found[start : start + DUE_ROWS_MAX])


def live_beside(tx: Session, round_ids: Collection[str]) -> list[str]:
    """Return these rounds and all others of their cases that are not over: none may be left out (R-51)."""
    own = select(RoundRow.case_id).where(RoundRow.id.in_(round_ids))
    wanted = select(BoardRow.round_id).join(RoundRow, RoundRow.id == BoardRow.round_id)
    return list(tx.scalars(wanted.where(RoundRow.case_id.in_(own), BoardRow.state.in_(LIVE_STATES))))


def planned_ends(tx: Session, case_id: str, *, but: str) -> list[datetime]:
    """Return when the rounds of a case that are not over close by their notices, but for one lot (R-51)."""
    others = (
        select(RoundRow.closes_at)
        .join(BoardRow, BoardRow.round_id == RoundRow.id)
        .where(RoundRow.case_id == case_id, RoundRow.lot_id != but, BoardRow.state.in_(LIVE_STATES))
        .order_by(RoundRow.closes_at)
    )
    return list(tx.scalars(others))


def brought_by(tx: Session, case_ids: Collection[str]) -> dict[str, int]:
    """Return the sum of the prices of each case that sold anything, but for buyers who are overdue (R-51)."""
    sold = (State.SOLD, State.PAID, State.SETTLED)
    sums = (
        select(RoundRow.case_id, func.sum(BoardRow.hammer_price_minor))
        .join(BoardRow, BoardRow.round_id == RoundRow.id)
        .where(RoundRow.case_id.in_(case_ids), BoardRow.state.in_(sold))
        .group_by(RoundRow.case_id)
    )
    return {case_id: int(minor or 0) for case_id, minor in tx.execute(sums)}


def _due(tx: Session, wanted: Select[str], limit: int) -> list[str]:
    return list(tx.execute(wanted.limit(limit)).scalars())


_ROSTER_LINES = select(*(_ROSTER.c[name] for name in RosterLine._fields)).where(
    _ROSTER.c.round_id.in_(bindparam("round_ids", expanding=True)),
    _ROSTER.c.bidder_code.in_(bindparam("codes", expanding=True)),
)
_TYPED = {column.name: column.type for column in _BIDS.c}
# LIMIT keeps PostgreSQL from turning the look-up into a join over all bids; CROSS JOIN keeps
# SQLite from looking up keys for bids instead of bids for keys.
_EARLIER_POSTGRESQL = text(
    """
    SELECT found.*, rounds.currency
    FROM json_array_elements(CAST(:keys AS json)) AS wanted(key)
    CROSS JOIN LATERAL (
        SELECT * FROM bids
        WHERE bids.bid_key = wanted.key ->> 2 AND bids.bidder_code = wanted.key ->> 1
          AND bids.round_id || '' = wanted.key ->> 0
        LIMIT 1
    ) AS found
    JOIN rounds ON rounds.id = found.round_id
    """
).columns(**_TYPED)
_EARLIER_SQLITE = text(
    """
    SELECT bids.*, rounds.currency
    FROM json_each(:keys) AS wanted
    CROSS JOIN bids ON bids.round_id = wanted.value ->> 0 AND bids.bidder_code = wanted.value ->> 1
      AND bids.bid_key = wanted.value ->> 2
    JOIN rounds ON rounds.id = bids.round_id
    """
).columns(**_TYPED)


def _is_sqlite(tx: Session) -> bool:
    return tx.get_bind().dialect.name == "sqlite"


def _update_boards(tx: Session, moved: Sequence[tuple[str, rows.Columns]]) -> None:
    if moved:
        statement = (
            update(_BOARDS)
            .where(_BOARDS.c.round_id == bindparam("of_round"))
            .values({name: bindparam(name) for name in moved[0][1]})
        )
        # The connection, not the session: this is the hot path, and nothing here is an object.
        written = [{"of_round": round_id, **columns} for round_id, columns in moved]
        tx.connection().execute(statement, written)
