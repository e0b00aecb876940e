"""Messages of the hall: what is read, what is refused and by which name, what is written."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.standing import Answer
from bidding import message
from bidding.message import Entrance, Wish, parse_bid, parse_entrance, parse_since, read_json
from tests.support.rounds import OPENS_AT, make_board, make_leader, make_terms

KEY = "b3f0c2a4d5e64f7a"


def read_bid(text: str, currency: str = "CNY") -> str:
    parsed = parse_bid(read_json(text), currency=currency)
    return str(parsed.reason) if isinstance(parsed, Refusal) else f"{parsed.amount.minor}"


@pytest.mark.parametrize(
    ("amount", "read"),
    [
        ('"amount_minor": 74400000', "74400000"),
        ('"amount_minor": "74400000"', "74400000"),
        ('"amount_minor": 10000000000000000', "10000000000000000"),
        ('"amount_minor": 10000000000000001', "absurd_amount"),
        ('"amount_minor": "99999999999999999"', "absurd_amount"),
        ('"amount_minor": 1e5', "bid_amount_not_plain"),
        ('"amount_minor": 1.0', "bid_amount_not_plain"),
        ('"amount_minor": "1.0"', "bid_amount_not_plain"),
        ('"amount_minor": "+5"', "bid_amount_not_plain"),
        ('"amount_minor": "٥٥"', "bid_amount_not_plain"),
        ('"amount_minor": true', "bid_amount_not_plain"),
        ('"amount_minor": null', "bid_amount_not_plain"),
        ('"amount_minor": []', "bid_amount_not_plain"),
        ('"amount_minor": NaN', "bid_amount_not_plain"),
        ('"amount_minor": Infinity', "bid_amount_not_plain"),
        ('"amount_minor": -Infinity', "bid_amount_not_plain"),
        ('"amount_minor": 0', "bid_amount_not_positive"),
        ('"amount_minor": -1', "bid_amount_not_positive"),
        ('"amount": "744000.00"', "74400000"),
        ('"amount": "744,000"', "74400000"),
        ('"amount": " 744000.5 "', "74400050"),
        ('"amount": "744000.005"', "bid_amount_not_plain"),
        ('"amount": "7e5"', "bid_amount_not_plain"),
        ('"amount": "NaN"', "bid_amount_not_plain"),
        ('"amount": ""', "bid_amount_not_plain"),
        ('"amount": 744000', "bid_amount_not_plain"),
        ('"amount": "0"', "bid_amount_not_positive"),
        ('"amount": "0.00"', "bid_amount_not_positive"),
        ('"amount": "-5"', "bid_amount_not_positive"),
        ('"amount": "99999999999999999"', "absurd_amount"),
        (f'"amount": "{"9" * 41}"', "bid_amount_not_plain"),
        ('"amount": "1", "amount": "1"', "message_duplicate_key"),
        ('"amount": "1", "amount_minor": 1', "message_duplicate_key"),
        ('"price": 1', "message_unknown_key"),
        ('"amount_minor": 1, "bidder_code": "A17"', "message_unknown_key"),
        ('"bid_key": "another-key", "amount_minor": 1', "message_duplicate_key"),
    ],
)
def test_amounts_are_whole_or_refused_by_name(amount: str, read: str) -> None:
    assert read_bid(f'{{"bid_key": "{KEY}", {amount}}}') == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("{}", "message_missing_key"),
        ('{"amount_minor": 1}', "message_missing_key"),
        (f'{{"bid_key": "{KEY}"}}', "message_missing_key"),
        ("[]", "message_unreadable"),
        ("null", "message_unreadable"),
        ('"bid"', "message_unreadable"),
        ('{"bid_key": "short", "amount_minor": 1}', "bad_bid_key"),
        (f'{{"bid_key": "{"k" * 65}", "amount_minor": 1}}', "bad_bid_key"),
        ('{"bid_key": "with space in", "amount_minor": 1}', "bad_bid_key"),
        ('{"bid_key": 12345678, "amount_minor": 1}', "bad_bid_key"),
        ('{"bid_key": null, "amount_minor": 1}', "bad_bid_key"),
        (
            r'{"bid_key": "\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800", "amount_minor": 1}',
            "bad_bid_key",
        ),
        (r'{"\ud800": 1, "bid_key": "12345678", "amount_minor": 1}', "message_unknown_key"),
    ],
)
def test_bids_say_key_and_amount_and_nothing_else(text: str, read: str) -> None:
    assert read_bid(text) == read


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 8_000, '{"a": 01}', "1" * 8_000, '"\x00"', "nan", "{'a': 1}"]
)
def test_what_is_not_json_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_json(text)


@pytest.mark.parametrize(
    ("confirmed", "read"),
    [
        ('"744000.00"', "744000"),
        ('"744,001"', "744001"),
        ('"twice"', "bid_amount_not_plain"),
        ("744000", "bid_amount_not_plain"),
        ("null", "bid_amount_not_plain"),
    ],
)
def test_the_amount_once_more_is_an_amount_or_refused_by_name(confirmed: str, read: str) -> None:
    raw = read_json(f'{{"bid_key": "{KEY}", "amount": "744000", "confirmed_amount": {confirmed}}}')

    wish = parse_bid(raw, currency="CNY")

    assert read == (str(wish.reason) if isinstance(wish, Refusal) else str(wish.typed.minor // 100))


def test_the_currency_of_the_round_decides_the_minor_digits() -> None:
    assert read_bid(f'{{"bid_key": "{KEY}", "amount": "744000"}}', "KRW") == "744000"
    assert read_bid(f'{{"bid_key": "{KEY}", "amount": "744000.5"}}', "KRW") == "bid_amount_not_plain"


def test_a_wish_is_what_was_said() -> None:
    wish = parse_bid({"bid_key": KEY, "amount_minor": 100}, currency="CNY")

    assert wish == Wish(Money(100, "CNY"), KEY)


def test_a_refusal_shows_no_more_of_a_strange_key_than_fits() -> None:
    refused = parse_bid({"\u202e" * 50: 1}, currency="CNY")

    assert isinstance(refused, Refusal)
    assert len(str(refused.numbers["key"])) <= 40
    assert str(refused.numbers["key"]).isascii()


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ({"since": 0}, 0),
        ({"since": 2**31 - 1}, 2**31 - 1),
        ({"since": 2**31}, "message_wrong_type"),
        ({"since": -1}, "message_wrong_type"),
        ({"since": True}, "message_wrong_type"),
        ({"since": "1"}, "message_wrong_type"),
        ({"since": 1.0}, "message_wrong_type"),
        ({}, "message_missing_key"),
        (None, "message_unreadable"),
        ({"since": 1, "limit": 9}, "message_unknown_key"),
    ],
)
def test_the_question_for_what_was_missed(raw: object, read: int | str) -> None:
    parsed = parse_since(raw)

    assert (str(parsed.reason) if isinstance(parsed, Refusal) else parsed) == read


def test_an_entrance_is_a_round_and_perhaps_a_pass_and_a_number() -> None:
    assert parse_entrance({"round_id": "0a"}) == Entrance("0a", "", None)
    assert parse_entrance({"round_id": "0a", "pass": "p", "since": 3}) == Entrance("0a", "p", 3)


def make_answer(verdict: str, **changes: object) -> Answer:
    answer = Answer(
        round_id="r1", bidder_code="A17", bid_key=KEY, number=4, verdict=verdict, rule="R-41",
        amount_minor=73_400_000, currency="CNY", rank=None, received_at=OPENS_AT, sequenced_at=OPENS_AT,
        closes_before=OPENS_AT, closes_at=OPENS_AT + timedelta(minutes=5), current_minor=73_400_000,
        needed_minor=74_400_000, extended=False, bid_count=1, extension_count=0,
    )  # fmt: skip
    return answer._replace(**changes)


def test_a_refused_answer_tells_the_numbers_that_explain_it() -> None:
    told = message.format_answer(make_answer("too_low"), make_terms(), at=OPENS_AT)

    assert told["verdict"] == "too_low"
    assert told["numbers"]["needed"] == {"minor": 74_400_000, "currency": "CNY"}  # type: ignore[index]  # told
    assert told["numbers"]["increment"] == {"minor": 1_000_000, "currency": "CNY"}  # type: ignore[index]  # told
    assert told["at"] == "2026-03-31T02:00:00.000000Z"


def test_an_accepted_answer_needs_no_explanation() -> None:
    told = message.format_answer(make_answer("accepted"), make_terms(), at=OPENS_AT)

    assert (told["numbers"], told["number"]) == ({}, 4)


def test_everything_that_goes_out_is_plain_json() -> None:
    board = make_board(leader=make_leader("A17", 734_000, number=4), bid_number=4, bid_count=1)
    board_in_stay = make_board(state=State.SUSPENDED, remaining=timedelta(minutes=7, milliseconds=1))
    frame = message.format_frame(board, [make_answer("accepted")], after=0, more=False, at=OPENS_AT)
    refusal = Refusal("x", "R-1", {"at": OPENS_AT, "much": Money(1, "CNY"), "many": 3, "name": "n"})

    told = json.loads(json.dumps([frame, message.format_refusal(refusal, at=None)]))

    assert told[0]["board"]["leader_code"] == "A17"
    assert (told[0]["after"], told[0]["upto"]) == (0, 4)
    assert told[1]["numbers"]["at"] == {"at": "2026-03-31T02:00:00.000000Z"}
    assert message.format_board(board_in_stay)["remaining_s"] == 421
    assert message.format_board(board_in_stay)["resumes_at"] == ""
    waiting = replace(board_in_stay, resumes_at=OPENS_AT + timedelta(days=9))
    assert message.format_board(waiting)["resumes_at"] == "2026-04-09T02:00:00.000000Z"
    assert message.format_board(waiting)["planned_end"] == "2026-04-09T03:00:00.000000Z"


def test_a_page_with_more_behind_it_ends_at_its_last_bid() -> None:
    board = make_board(bid_number=900)

    frame = message.format_frame(board, [make_answer("accepted")], after=0, more=True, at=None)

    assert (frame["upto"], frame["more"], frame["at"]) == (4, True, "")


def test_times_go_out_in_utc_whatever_zone_they_came_in() -> None:
    at = datetime(2026, 3, 31, 10, 0, tzinfo=UTC).astimezone()

    assert message.format_time(at) == "2026-03-31T10:00:00.000000Z"
