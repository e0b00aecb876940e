"""The court answers what the law asks of each kind of asset, or says what it tried (R-27)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import KINDS_OF, AssetKind, class_of_kind
from auction.rules.rule_sets import rule_set
from listings.asset import Asset
from listings.diligence.check import answers_to, check_asset, check_findings, questions_of
from listings.diligence.finding import Finding

RULES = rule_set("cn-2016-18")
IN_VAIN = Finding("Asked the register and the debtor on 3 March; neither answered.", established=False)


def whole(kind: AssetKind) -> Asset:
    answers = {name: Finding("As found.") for name in questions_of(RULES, kind)}
    return Asset(class_of_kind(kind), "It", kind=kind, findings=answers)


def but(kind: AssetKind, name: str, answer: Finding | None) -> Asset:
    asset = whole(kind)
    rest = {question: each for question, each in asset.findings.items() if question != name}
    return replace(asset, findings=rest if answer is None else {**rest, name: answer})


def noes(asset: Asset) -> list[tuple[str, str]]:
    return [(str(no.reason), no.rule) for no in check_asset(asset, RULES)]


@pytest.mark.parametrize(
    ("asset", "expected"),
    [
        pytest.param(
            but(AssetKind.VEHICLE, "mileage", None),
            ("unanswered_mileage", "R-27/VEHICLE.mileage"),
            id="R-27/9",
        ),
        pytest.param(
            but(AssetKind.VEHICLE, "mileage", Finding(" \n")),
            ("unanswered_mileage", "R-27/VEHICLE.mileage"),
            id="R-27/10",
        ),
        pytest.param(
            but(AssetKind.VEHICLE, "mileage", Finding("", established=False)),
            ("unanswered_mileage", "R-27/VEHICLE.mileage"),
            id="R-27/11",
        ),
        pytest.param(but(AssetKind.VEHICLE, "mileage", IN_VAIN), None, id="R-27/12"),
        pytest.param(whole(AssetKind.VEHICLE), None, id="R-27/13"),
        pytest.param(
            but(AssetKind.HOME, "indoor_visit", None),
            ("unanswered_indoor_visit", "R-27/HOME.indoor_visit"),
            id="R-27/14",
        ),
        pytest.param(
            but(AssetKind.LAND, "lease_test", None),
            ("unanswered_lease_test", "R-27/LAND.lease_test"),
            id="R-27/15",
        ),
        pytest.param(
            but(AssetKind.PREMISES, "construction_priority", None),
            ("unanswered_construction_priority", "R-27/PREMISES.construction_priority"),
            id="R-27/16",
        ),
        pytest.param(
            but(AssetKind.FOOD, "expiry", None), ("unanswered_expiry", "R-27/FOOD.expiry"), id="R-27/17"
        ),
        pytest.param(
            but(AssetKind.SHARES, "paid_in", None),
            ("unanswered_paid_in", "R-27/SHARES.paid_in"),
            id="R-27/18",
        ),
        pytest.param(Asset(AssetClass.MOVABLE, "It"), ("asset_kind_unsaid", "R-27"), id="R-27/19"),
        pytest.param(
            replace(whole(AssetKind.HOME), asset_class=AssetClass.MOVABLE),
            ("asset_kind_of_other_class", "R-27"),
            id="R-27/20",
        ),
        pytest.param(Asset(AssetClass.MOVABLE, "It", kind=AssetKind.GOODS), None, id="R-27/21"),
        pytest.param(Asset(AssetClass.OTHER_RIGHT, "It", kind=AssetKind.OTHER), None, id="R-27/22"),
    ],
)
def test_what_nobody_looked_into_is_named(asset, expected):
    assert noes(asset) == ([expected] if expected else [])


@pytest.mark.parametrize("kind", list(AssetKind))
def test_each_question_alone_is_missed(kind):
    for name in questions_of(RULES, kind):
        assert noes(but(kind, name, None)) == [(f"unanswered_{name}", f"R-27/{kind}.{name}")]
    assert noes(whole(kind)) == []


def test_every_asset_of_a_lot_is_judged():
    car, flat = but(AssetKind.VEHICLE, "mileage", None), but(AssetKind.HOME, "registry", None)

    found = check_findings((car, whole(AssetKind.FOOD), flat), RULES)

    assert [no.rule for no in found] == ["R-27/VEHICLE.mileage", "R-27/HOME.registry"]


def test_answers_stand_in_the_order_of_the_law_and_a_former_kinds_are_left_out():
    car = whole(AssetKind.VEHICLE)
    was_a_home = replace(car, findings={"registry": IN_VAIN, **dict(reversed(car.findings.items()))})

    assert [name for name, _ in answers_to(was_a_home, RULES)] == list(questions_of(RULES, AssetKind.VEHICLE))
    assert answers_to(replace(car, kind=None), RULES) == ()


def test_what_every_notice_says_is_not_asked_twice():
    asked = {name for kinds in KINDS_OF.values() for kind in kinds for name in questions_of(RULES, kind)}

    assert not asked & {"occupation", "taxes", "known_defects"}
