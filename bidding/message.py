"""Reads what comes through a socket or a bid form, and writes what goes out.

A bid is an object with two members, and every number is written out in whole; where the price is
watched, a third says the amount once more::

    {"bid_key": "b3f0c2a4d5e64f7a", "amount_minor": 74400000}
    {"bid_key": "b3f0c2a4d5e64f7a", "amount": "744000.00"}
    {"bid_key": "b3f0c2a4d5e64f7a", "amount": "744000.00", "confirmed_amount": "744000"}

There are no floats, no NaN, no booleans for numbers and no member twice; each is a named refusal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from auction.kernel.money import AMOUNT_MINOR_MAX, Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Number, Refusal
from auction.rounds.course import planned_end
from auction.rounds.standing import Answer, Board
from auction.rounds.terms import Terms
from bidding.engine import RULES, Reason
from bidding.refusals import HallReason
from bidding.steps import least_needed, price_now

ROUND_ID_LENGTH_MAX = 32
PASS_LENGTH_MAX = 200
AMOUNT_LENGTH_MAX = 40
NUMBER_MAX = 2**31 - 1
_SHOWN_LENGTH_MAX = 40
_BID_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_MINOR = re.compile(r"[0-9]{1,17}", re.ASCII)
_ROUND_ID = re.compile(r"[0-9a-z]{1,32}", re.ASCII)
_SIGNED = re.compile(r"[-\u2212]\s*[0-9][0-9., ]*|[0., ]*0[0., ]*", re.ASCII)


class Spoiled:
    """Stands where an object had a member twice."""


@dataclass(frozen=True)
class Wish:
    """What a bidder wants: an amount, once under this key; ``typed`` is the amount written once more."""

    amount: Money
    bid_key: str
    typed: Money | None = None


@dataclass(frozen=True)
class Entrance:
    """What a browser says on entering: the round, its pass or nothing, the last number it knows."""

    round_id: str
    token: str
    since: int | None


def read_json(text: str | bytes) -> object:
    """Read one JSON value strictly; a doubled member spoils its object.  Raises ValueError."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def parse_entrance(raw: object) -> Entrance | Refusal:
    """Read what came with the connection; no pass means that somebody only watches."""
    refusal = _check_members(raw, required=("round_id",), optional=("pass", "since"))
    if refusal is not None:
        return refusal
    assert isinstance(raw, dict)
    round_id, token, since = raw["round_id"], raw.get("pass", ""), raw.get("since")
    if not isinstance(round_id, str) or not _ROUND_ID.fullmatch(round_id):
        return Refusal(Reason.UNKNOWN_ROUND, RULES[Reason.UNKNOWN_ROUND])
    if not isinstance(token, str):
        return _wrong_type("pass")
    if since is not None and not _is_number(since):
        return _wrong_type("since")
    return Entrance(round_id, token, since)


def parse_since(raw: object) -> int | Refusal:
    """Read the question for what came after a number."""
    refusal = _check_members(raw, required=("since",))
    if refusal is not None:
        return refusal
    assert isinstance(raw, dict)
    since = raw["since"]
    return int(since) if _is_number(since) else _wrong_type("since")


def parse_bid(raw: object, *, currency: str) -> Wish | Refusal:
    """Read a bid message."""
    refusal = _check_members(
        raw, required=("bid_key",), optional=("amount", "amount_minor", "confirmed_amount")
    )
    if refusal is not None:
        return refusal
    assert isinstance(raw, dict)
    if ("amount" in raw) == ("amount_minor" in raw):
        reason = HallReason.DUPLICATE_KEY if "amount" in raw else HallReason.MISSING_KEY
        return Refusal(reason, "R-41", {"key": "amount"})
    if not is_bid_key(raw["bid_key"]):
        return Refusal(Reason.BAD_BID_KEY, RULES[Reason.BAD_BID_KEY])
    if "amount" in raw:
        amount = parse_amount(raw["amount"], currency)
    else:
        amount = _parse_minor(raw["amount_minor"], currency)
    typed = parse_amount(raw["confirmed_amount"], currency) if "confirmed_amount" in raw else None
    if isinstance(amount, Refusal):
        return amount
    if isinstance(typed, Refusal):
        return typed
    return Wish(amount, raw["bid_key"], typed)


def is_bid_key(value: object) -> bool:
    """Say whether a value can name a bid: 8 to 64 letters, digits, dashes, underscores."""
    return isinstance(value, str) and _BID_KEY.fullmatch(value) is not None


def parse_amount(value: object, currency: str) -> Money | Refusal:
    """Read an amount as a person writes it, in plain decimals."""
    if not isinstance(value, str) or len(value) > AMOUNT_LENGTH_MAX:
        return _refuse_amount(HallReason.NOT_PLAIN)
    try:
        return parse_plain(value, currency)
    except NotAnAmount:
        return _refuse_amount(_why_no_amount(value))


def _why_no_amount(text: str) -> HallReason | Reason:
    if _SIGNED.fullmatch(text.strip()):
        return HallReason.NOT_POSITIVE
    whole = text.strip().replace(",", "").replace(" ", "").partition(".")[0]
    return Reason.ABSURD_AMOUNT if whole.isdecimal() and len(whole) > 14 else HallReason.NOT_PLAIN


def _parse_minor(value: object, currency: str) -> Money | Refusal:
    # A bool is an int to Python; 1.0 and 1e3 are floats to JSON: none of them is an amount.
    if isinstance(value, str) and _MINOR.fullmatch(value):
        value = int(value)
    if type(value) is not int:
        return _refuse_amount(HallReason.NOT_PLAIN)
    if value <= 0:
        return _refuse_amount(HallReason.NOT_POSITIVE)
    return Money(value, currency) if value <= AMOUNT_MINOR_MAX else _refuse_amount(Reason.ABSURD_AMOUNT)


def _check_members(raw: object, *, required: Sequence[str], optional: Sequence[str] = ()) -> Refusal | None:
    if isinstance(raw, Spoiled):
        return Refusal(HallReason.DUPLICATE_KEY, "R-41")
    if not isinstance(raw, dict):
        return Refusal(HallReason.UNREADABLE, "R-41")
    for key in raw:
        if key not in required and key not in optional:
            return Refusal(HallReason.UNKNOWN_KEY, "R-41", {"key": _shown(key)})
    for key in required:
        if key not in raw:
            return Refusal(HallReason.MISSING_KEY, "R-41", {"key": key})
    return None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | Spoiled:
    members = dict(pairs)
    return members if len(members) == len(pairs) else Spoiled()


def _shown(key: str) -> str:
    return key[:_SHOWN_LENGTH_MAX].encode("ascii", "backslashreplace").decode()[:_SHOWN_LENGTH_MAX]


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= NUMBER_MAX


def _wrong_type(key: str) -> Refusal:
    return Refusal(HallReason.WRONG_TYPE, "R-41", {"key": key})


def _refuse_amount(reason: HallReason | Reason) -> Refusal:
    return Refusal(reason, "R-41")


def refusal_of(answer: Answer, terms: Terms) -> Refusal:
    """Return the refusal that an answer tells, with the numbers that explain it."""
    numbers: dict[str, Number] = {
        "increment": terms.increment,
        "starting_price": terms.starting_price,
        "opens_at": terms.opens_at,
        "closes_at": answer.closes_at,
    }
    price = answer.current_minor
    numbers["current"] = terms.starting_price if price is None else Money(price, answer.currency)
    if answer.needed_minor is not None:
        numbers["needed"] = Money(answer.needed_minor, answer.currency)
    return Refusal(answer.verdict, answer.rule, numbers)


def format_answer(answer: Answer, terms: Terms, *, at: datetime) -> dict[str, object]:
    """Write an answer: the receipt of a bid, or its refusal with numbers."""
    numbers = {} if answer.accepted else _format_numbers(refusal_of(answer, terms).numbers)
    return {
        "verdict": answer.verdict,
        "rule": answer.rule,
        "numbers": numbers,
        "bid_key": answer.bid_key,
        "bidder_code": answer.bidder_code,
        "number": answer.number,
        "amount_minor": answer.amount_minor,
        "received_at": format_time(answer.received_at),
        "sequenced_at": format_time(answer.sequenced_at),
        "closes_at": format_time(answer.closes_at),
        "extended": answer.extended,
        "extension_count": answer.extension_count,
        "at": format_time(at),
    }


def format_refusal(refusal: Refusal, *, at: datetime | None) -> dict[str, object]:
    """Write a refusal of the hall itself; nothing was judged."""
    return {
        "verdict": str(refusal.reason),
        "rule": refusal.rule,
        "numbers": _format_numbers(refusal.numbers),
        "number": 0,
        "at": "" if at is None else format_time(at),
    }


def format_frame(
    board: Board, bids: Sequence[Answer], *, after: int, more: bool, at: datetime | None
) -> dict[str, object]:
    """Write what watchers get: the board, and the accepted bids after a number.

    ``upto`` is the number to ask from next; ``more`` says that there are bids beyond it already.
    """
    return {
        "after": after,
        "upto": bids[-1].number if more and bids else board.bid_number,
        "more": more,
        "at": "" if at is None else format_time(at),
        "board": format_board(board),
        "bids": [format_bid(bid) for bid in bids],
    }


def format_board(board: Board) -> dict[str, object]:
    """Write a board."""
    return {
        "round_id": board.round_id,
        "state": board.state.value,
        "version": board.version,
        "currency": board.currency,
        "opens_at": format_time(board.opens_at),
        "closes_at": format_time(board.closes_at),
        "remaining_s": None if board.remaining is None else board.remaining.total_seconds().__ceil__(),
        "planned_end": format_time(planned_end(board)),
        "resumes_at": "" if board.resumes_at is None else format_time(board.resumes_at),
        "bid_count": board.bid_count,
        "extension_count": board.extension_count,
        "price_minor": price_now(board).minor,
        "leader_code": "" if board.leader is None else board.leader.bidder_code,
        "needed_minor": least_needed(board).minor,
        "increment_minor": board.terms.increment.minor,
    }


def format_bid(bid: Answer) -> dict[str, object]:
    """Write one line of the bid list."""
    return {
        "number": bid.number,
        "bidder_code": bid.bidder_code,
        "amount_minor": bid.amount_minor,
        "received_at": format_time(bid.received_at),
        "extended": bid.extended,
        "priority": bid.rank is not None,
    }


def format_time(at: datetime) -> str:
    """Write a time with six decimals and a Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def _format_numbers(numbers: Mapping[str, Number]) -> dict[str, object]:
    return {name: _format_number(value) for name, value in numbers.items()}


def _format_number(value: Number) -> object:
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    if isinstance(value, datetime):
        return {"at": format_time(value)}
    return value
