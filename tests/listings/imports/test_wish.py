"""Which list comes, and in whose terms it is read."""

from __future__ import annotations

from listings.imports import wish
from listings.imports.judge import CourtTerms
from listings.imports.mapping import HOUSE_LIST, KR_COURT_LIST

CHINA = CourtTerms("CNY", "Asia/Shanghai")
KOREA = CourtTerms("KRW", "Asia/Seoul")


def test_a_court_reads_its_lists_in_its_own_terms():
    house = wish.settle_for_court("house-list", "East Court", CHINA)

    assert (house.currency, house.time_zone, house.own_court) == ("CNY", "Asia/Shanghai", "East Court")


def test_a_list_in_another_currency_is_not_for_the_court():
    refusal = wish.settle_for_court("kr-court-list", "East Court", CHINA)

    assert (refusal.reason, refusal.numbers) == ("file_currency_differs", {"list": "KRW", "court": "CNY"})
    assert wish.settle_for_court("kr-court-list", "Seoul", KOREA).own_court == "Seoul"
    assert wish.fitting(CHINA) == (HOUSE_LIST,)
    assert wish.fitting(KOREA) == wish.fitting(None) == (HOUSE_LIST, KR_COURT_LIST)


def test_a_list_of_many_courts_says_in_which_terms_new_ones_are_registered():
    settled = wish.settle_for_all("house-list", currency="EUR", time_zone="Europe/Rome")

    assert (settled.currency, settled.time_zone, settled.own_court) == ("EUR", "Europe/Rome", "")
    assert wish.settle_for_all("kr-court-list", currency="", time_zone="").currency == "KRW"


def test_what_is_unknown_is_refused_by_name():
    def reason(name: str, currency: str = "CNY", time_zone: str = "Asia/Shanghai") -> str:
        return wish.settle_for_all(name, currency=currency, time_zone=time_zone).reason

    assert reason("no-such-list") == "import_mapping_unknown"
    assert reason("house-list", currency="XXX") == "currency_unknown"
    assert reason("house-list", time_zone="Moon/Base") == "time_zone_unknown"
    assert wish.settle_for_court("", "East Court", CHINA).numbers["given"] == "–"
