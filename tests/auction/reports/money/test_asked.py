"""Whose books are read, in which currency and as of when."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.refusal import Refusal
from auction.ledger.accounts import Kind
from auction.reports.money.asked import KnownCourt, Reader, read_asked, read_kind
from auction.reports.money.moment import Reason

EAST = KnownCourt("east", "East Court", "Asia/Shanghai", "CNY")
SEOUL = KnownCourt("seoul", "Seoul Court", "Asia/Seoul", "KRW")
OFFICER, AUDITOR = Reader("east", [EAST, SEOUL]), Reader("", [EAST, SEOUL])


def asked(reader, **given):
    return read_asked(reader, given)


@pytest.mark.parametrize("court", ["", "seoul", "nowhere"])
def test_an_officer_reads_the_own_court_whatever_is_asked(court):
    found = asked(OFFICER, court=court, currency="KRW")

    assert (found.court, found.court_id, found.currency, found.zone) == (
        *(EAST, "east", "CNY", "Asia/Shanghai"),
    )


@pytest.mark.parametrize(
    ("given", "court_id", "currency", "zone"),
    [
        ({}, None, "CNY", "UTC"),
        ({"currency": "KRW"}, None, "KRW", "UTC"),
        ({"court": "seoul"}, "seoul", "KRW", "Asia/Seoul"),
        ({"court": "seoul", "currency": "CNY"}, "seoul", "KRW", "Asia/Seoul"),
        ({"court": "nowhere"}, None, "CNY", "UTC"),
    ],
)
def test_others_read_all_courts_or_one(given, court_id, currency, zone):
    found = asked(AUDITOR, **given)

    assert (found.court_id, found.currency, found.zone) == (court_id, currency, zone)


@pytest.mark.parametrize("currency", ["USD", "cny", "€", "\x00", "C" * 100])
def test_a_currency_of_no_court_is_refused(currency):
    refusal = asked(AUDITOR, currency=currency)

    assert isinstance(refusal, Refusal)
    assert refusal.reason == Reason.CURRENCY_UNKNOWN


def test_a_moment_is_read_in_the_zone_of_the_court():
    assert asked(OFFICER, at="2026-03-31T10:00").at == datetime(2026, 3, 31, 2, tzinfo=UTC)
    assert asked(OFFICER, at="x").reason == Reason.NOT_A_MOMENT


def test_before_any_court_there_is_a_currency():
    assert asked(Reader("", [])).currency == "CNY"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("case", Kind.CASE), ("casebank", Kind.CASE_BANK), ("", Kind.DEPOSIT), ("x", Kind.DEPOSIT)],
)
def test_a_kind_is_read(text, kind):
    assert read_kind(text) is kind


def test_what_is_told_of_a_question_is_what_was_understood():
    told = asked(OFFICER, court="x", currency="x", at="2026-03-31T10:00").told()

    assert told == {"court": "east", "currency": "CNY", "at": "2026-03-31T02:00:00+00:00"}
    assert asked(AUDITOR, currency="KRW", court="x").told() == {"currency": "KRW"}
