"""Who must not bid, by the lists of the court and the law."""

from __future__ import annotations

import pytest

from auction.enrolment.bars import bar
from auction.enrolment.bars.bar import Block, Failed, Failure, Known, Nearness, Property, Relation
from auction.rules.rule_sets import rule_set
from tests.support.rounds import CLOSES_AT

RULES = rule_set("cn-2016-18", 1)
FLAT = Property("l1", ("IMMOVABLE",))
CHAIRS = Property("l1", ("MOVABLE", "GOODS"))
CAR = Property("l1", ("MOVABLE", "VEHICLE"))
DEBTOR = Known(is_restricted=True)
FAILED = Known(failures=(Failed("l1", Failure.DEFAULT),))


def blocked(relation, nearness):
    return Known(blocks=(Block(relation, nearness),))


def rule_of(known, sold=FLAT):
    refusal = bar.judge(known, sold, rules=RULES, until=CLOSES_AT)
    return refusal.rule if refusal else ""


@pytest.mark.parametrize(
    ("known", "rule"),
    [
        pytest.param(blocked(Relation.AUX, Nearness.STAFF), "R-35/AUX_STAFF", id="R-35/3"),
        pytest.param(blocked(Relation.AUX, Nearness.SELF), "R-35/AUX_SELF", id="R-35/4"),
        pytest.param(blocked(Relation.AUX, Nearness.NEAR_RELATIVE), "R-35/AUX_NEAR_RELATIVE", id="R-35/5"),
        pytest.param(blocked(Relation.COURT, Nearness.STAFF), "R-35/COURT_STAFF", id="R-35/6"),
        pytest.param(
            blocked(Relation.PROVIDER, Nearness.NEAR_RELATIVE), "R-35/PROVIDER_NEAR_RELATIVE", id="R-35/7"
        ),
        pytest.param(Known(), "", id="R-35/8"),
    ],
)
def test_who_is_near_to_the_sale_must_not_buy(known, rule):
    assert rule_of(known) == rule


@pytest.mark.parametrize(
    ("known", "sold", "rule"),
    [
        pytest.param(FAILED, FLAT, "R-36/DEFAULT", id="R-36/1"),
        pytest.param(FAILED, Property("l2", ("IMMOVABLE",)), "", id="R-36/2"),
        pytest.param(
            Known(failures=(Failed("l1", Failure.NO_APPROVAL),)),
            Property("l1", ("OTHER_RIGHT", "SHARES")),
            "R-36/NO_APPROVAL",
            id="R-36/3",
        ),
        pytest.param(
            Known(failures=(Failed("l2", Failure.DEFAULT), Failed("l1", Failure.DEFAULT))),
            FLAT,
            "R-36/DEFAULT",
            id="R-36/4",
        ),
    ],
)
def test_who_failed_as_the_buyer_of_a_lot_is_kept_out_of_it_and_of_no_other(known, sold, rule):
    assert rule_of(known, sold) == rule


@pytest.mark.parametrize(
    ("known", "sold", "rule"),
    [
        pytest.param(DEBTOR, FLAT, "R-37/RESTRICTED", id="R-37/1"),
        pytest.param(DEBTOR, CHAIRS, "", id="R-37/2"),
        pytest.param(DEBTOR, CAR, "R-37/RESTRICTED", id="R-37/3"),
        # A lot of many assets is closed to them when one of these is a home or a car.
        pytest.param(DEBTOR, Property("l1", ("MOVABLE", "GOODS", "VEHICLE")), "R-37/RESTRICTED", id="R-37/4"),
        pytest.param(Known(), FLAT, "", id="R-37/5"),
    ],
)
def test_a_debtor_may_bid_unless_restricted_from_what_is_sold(known, sold, rule):
    assert rule_of(known, sold) == rule


@pytest.mark.parametrize(
    ("known", "rule"),
    [
        pytest.param(Known(is_qualified=False), "R-38/NOT_QUALIFIED", id="R-38/14"),
        pytest.param(Known(is_qualified=True), "", id="R-38/15"),
    ],
)
def test_who_was_found_not_qualified_is_not_admitted(known, rule):
    assert rule_of(known) == rule


def test_the_first_bar_is_told_with_the_time_until_which_it_can_be_mended():
    known = Known(
        blocks=(Block(Relation.AUX, Nearness.STAFF),),
        failures=(Failed("l1", Failure.DEFAULT),),
        is_restricted=True,
        is_qualified=False,
    )

    refusal = bar.judge(known, FLAT, rules=RULES, until=CLOSES_AT)

    assert (refusal.rule, refusal.numbers["until"]) == ("R-35/AUX_STAFF", CLOSES_AT)
