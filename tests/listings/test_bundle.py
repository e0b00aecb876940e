"""The eleven disclosures, and what each of them waits for (R-23)."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from auction.rules.rule_sets import rule_set
from listings.bundle import ITEMS, Withheld, check_shown, checklist, missing
from listings.public.names import DISCLOSED
from listings.reason import Missing, Reason
from listings.words import WITHHELD

DOCUMENT = "d" * 32


def test_there_are_as_many_as_the_rule_set_says_and_the_public_page_has_the_same():
    assert len(ITEMS) == rule_set("cn-2016-18").count("disclosure_items") == 11
    assert list(ITEMS) == list(DISCLOSED)


@pytest.mark.parametrize(
    ("reason", "item"),
    [
        pytest.param(Missing.TITLE, "notice", id="R-23/6"),
        pytest.param(Missing.ENFORCEMENT_BASIS, "enforcement_basis", id="R-23/7"),
        pytest.param(Missing.ENFORCEMENT_SHOWN, "enforcement_basis", id="R-23/8"),
        pytest.param(Missing.PRICING_BASIS, "pricing_basis", id="R-23/9"),
        pytest.param(Missing.STARTING_PRICE, "rules", id="R-23/10"),
        pytest.param(Missing.OPENS_AT, "rules", id="R-23/11"),
        pytest.param(Reason.PHOTO_WITHOUT_WORDS, "occupation", id="R-23/12"),
        pytest.param(Missing.PRIORITY_HOLDERS, "priority_holders", id="R-23/13"),
        pytest.param(Missing.PARTIES_NOTIFIED, "parties_notified", id="R-23/14"),
        pytest.param(Missing.CASE_ACCOUNT, "payment_method", id="R-23/15"),
        pytest.param(Missing.TAXES, "taxes", id="R-23/16"),
        pytest.param(Missing.SUPERVISION, "court", id="R-23/17"),
    ],
)
def test_ten_of_eleven_are_not_enough_and_the_one_is_named(reason, item):
    lines = checklist([Refusal(reason, missing(item))])

    assert [line.name for line in lines if line.lacking] == [item]
    assert [line.number for line in lines] == list(range(1, 12))


def test_without_findings_all_eleven_are_complete():
    assert not any(line.lacking for line in checklist([]))


def test_nothing_that_a_notice_can_lack_is_left_out():
    assert {reason for reasons in ITEMS.values() for reason in reasons} >= set(Missing)


@pytest.mark.parametrize(
    ("chosen", "is_enough"),
    [
        pytest.param(DOCUMENT, True, id="R-23/18"),
        pytest.param("e" * 32, False, id="R-23/19"),
        pytest.param("", False, id="R-23/20"),
        pytest.param(Withheld.STATE_SECRET, True, id="R-23/21"),
        pytest.param("BECAUSE", False, id="R-23/22"),
    ],
)
def test_the_enforced_document_is_shown_or_withheld_for_a_reason(chosen, is_enough):
    found = check_shown(chosen, [DOCUMENT])

    assert [no.rule for no in found] == ([] if is_enough else ["R-23/MISSING(enforcement_basis)"])


def test_every_reason_to_withhold_has_its_words():
    assert set(WITHHELD) == set(Withheld)
