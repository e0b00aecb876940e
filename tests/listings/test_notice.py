"""What a notice must say, and its canonical form."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from auction.cases.platform import Choice
from auction.kernel.money import Money
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from auction.rules.rule_sets import rule_set
from listings import notice
from listings.asset import Asset
from listings.lot import Draft, PriorityPlace, Purpose
from listings.notice import Attachment, CourtFacts, Failed, Proposal
from listings.reason import Missing
from listings.valuation.panel import Decision, Minutes
from listings.valuation.price import Price
from tests.support.listings import WORDS, make_findings

AT = datetime(2026, 3, 1, 1, tzinfo=UTC)
OPENS_AT = datetime(2026, 4, 1, 2, tzinfo=UTC)
COURT = CourtFacts(
    court_id="c", case_id="k", court_name="Lakeside 湖滨区", court_contact="Room 214",
    supervision="Desk 110", time_zone="Asia/Shanghai", currency="CNY", case_number="(2026) 7",
    platform="http://auction.test", account_number="6222", language="zh-Hans",
)  # fmt: skip
ASSET = Asset(
    AssetClass.IMMOVABLE, "Flat", "Third floor.", "Lakeside", Money(102_000_000, "CNY"), "None known.",
    AssetKind.HOME, make_findings(AssetKind.HOME),
)  # fmt: skip
DRAFT = Draft(
    title="Flat 房产",
    currency="CNY",
    assets=(ASSET,),
    words=WORDS,
    starting_price=Money(71_400_000, "CNY"),
    increment=Money(1_000_000, "CNY"),
    deposit=Money(7_140_000, "CNY"),
    opens_at=OPENS_AT,
    closes_at=OPENS_AT + timedelta(days=1),
    balance_due_at=OPENS_AT + timedelta(days=20),
    parties_notified_on=date(2026, 2, 26),
    price=Price("appraisal", date(2026, 2, 1)),
    enforcement_shown="PRIVACY",
    priorities=(PriorityPlace("e" * 64, 2, "Tenant"), PriorityPlace("f" * 64, 1, "Co-owner")),
)
PROPOSAL = Proposal("l", Purpose.FIRST, DRAFT, COURT, rule_set("cn-2016-18"))


def decided(proposal: Proposal) -> Proposal:
    """Return the proposal with a decision of a panel about what it says."""
    minutes, values = Minutes("(2026) Panel 3", date(2026, 2, 20), 3), notice.panel_values(proposal)
    return replace(proposal, panel=Decision(1, minutes, values, "a" * 64))


PROPOSAL = decided(PROPOSAL)


def reasons(proposal: Proposal, at: datetime = AT) -> list[str]:
    """Return the reasons for which the notice may not be published."""
    return [str(refusal.reason) for refusal in notice.check_notice(proposal, at)]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param(Choice(("HERE",)), [], id="R-04/40"),
        pytest.param(Choice(("HERE", "ELSEWHERE")), ["platform_undecided"], id="R-04/41"),
        pytest.param(Choice(("ELSEWHERE",)), ["platform_elsewhere"], id="R-04/42"),
    ],
)
def test_nothing_is_published_here_that_another_platform_sells(choice: Choice, expected: list[str]) -> None:
    assert reasons(replace(PROPOSAL, choice=choice)) == expected


def without(**changed: object) -> Proposal:
    """Return the proposal with a changed draft."""
    return decided(replace(PROPOSAL, draft=replace(DRAFT, **changed)))


def compose(proposal: Proposal = PROPOSAL, version: int = 1) -> str:
    """Write the notice of the proposal."""
    terms = notice.terms_of(proposal)
    assert terms is not None
    return notice.compose(proposal, terms=terms, round_id="r", version=version)


def test_a_complete_notice_may_be_published() -> None:
    assert reasons(PROPOSAL) == []


@pytest.mark.parametrize("name", list(WORDS))
def test_each_missing_explanation_is_named(name: str) -> None:
    words = {key: text for key, text in WORDS.items() if key != name}

    assert reasons(without(words=words)) == [f"notice_lacks_{name}"]


@pytest.mark.parametrize(
    "name", ["starting_price", "increment", "deposit", "opens_at", "closes_at", "balance_due_at"]
)
def test_each_missing_term_is_named(name: str) -> None:
    assert reasons(without(**{name: None})) == [f"notice_lacks_{name}"]
    assert notice.terms_of(without(**{name: None})) is None


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"title": ""}, Missing.TITLE),
        ({"assets": (replace(ASSET, description=""),)}, Missing.DESCRIPTION),
        ({"assets": (replace(ASSET, place=""),)}, Missing.PLACE),
        ({"assets": (ASSET, replace(ASSET, known_defects=""))}, Missing.KNOWN_DEFECTS),
        ({"assets": (replace(ASSET, reference_price=None),)}, Missing.REFERENCE_PRICE),
    ],
)
def test_what_is_missing_of_the_property_is_named(changed: dict[str, object], missing: Missing) -> None:
    found = notice.check_notice(without(**changed), AT)

    assert missing in [refusal.reason for refusal in found]


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("court_contact", Missing.COURT_CONTACT),
        ("supervision", Missing.SUPERVISION),
        ("platform", Missing.PLATFORM),
        ("account_number", Missing.CASE_ACCOUNT),
    ],
)
def test_what_is_missing_of_the_court_is_named(name: str, missing: Missing) -> None:
    assert reasons(replace(PROPOSAL, court=replace(COURT, **{name: ""}))) == [missing]


def test_the_terms_are_judged_by_the_rule_set() -> None:
    cheap = without(starting_price=Money(71_399_999, "CNY"), increment=Money(1, "CNY"))

    assert reasons(cheap) == ["price_below_floor"]
    assert reasons(PROPOSAL, AT + timedelta(days=2)) == ["notice_too_short"]


def test_parties_are_notified_three_days_before_publication() -> None:
    assert reasons(without(parties_notified_on=date(2026, 2, 27))) == ["parties_notified_late"]
    assert reasons(without(parties_notified_on=None)) == []


def test_a_price_is_judged_by_its_date_and_by_the_notices_before() -> None:
    year_old = Price("appraisal", date(2025, 3, 1))

    assert reasons(without(price=Price())) == ["notice_lacks_price_method", "notice_lacks_price_fixed_on"]
    assert reasons(without(price=year_old)) == []
    assert reasons(without(price=year_old), AT + timedelta(hours=15)) == ["price_expired"]
    noticed = replace(without(price=year_old), noticed_at=[AT - timedelta(days=300)])
    assert "price_expired" not in reasons(noticed, AT + timedelta(hours=15))


def test_a_second_round_is_judged_by_the_failed_one() -> None:
    failed = Failed(Money(100_000_000, "CNY"), AT - timedelta(days=1))
    second = decided(replace(PROPOSAL, purpose=Purpose.SECOND, failed=failed))

    assert reasons(second) == ["price_cut_too_deep", "second_round_too_late"]
    assert reasons(decided(replace(second, failed=None))) == ["no_failed_round", "no_failed_round"]


def test_a_correction_is_not_asked_for_terms() -> None:
    correction = replace(without(starting_price=None), purpose=Purpose.CORRECTION)

    assert notice.check_correction(correction) == ()


def test_the_same_notice_has_the_same_bytes_and_hash() -> None:
    assert compose() == compose(replace(PROPOSAL, draft=replace(DRAFT, words=dict(reversed(WORDS.items())))))
    assert notice.hash_of(compose()) != notice.hash_of(compose(version=2))


def test_a_notice_reads_back_with_amounts_and_times() -> None:
    paper = notice.parse(compose())

    assert paper["starting_price"] == DRAFT.starting_price
    assert paper["opens_at"] == OPENS_AT
    assert paper["assets"][0]["reference_price"] == ASSET.reference_price
    assert paper["extension_window"] == timedelta(minutes=5)


def test_a_notice_shows_ranks_in_order_and_no_digest() -> None:
    body = compose()

    assert [place["basis"] for place in notice.parse(body)["priorities"]] == ["Co-owner", "Tenant"]
    assert "e" * 64 not in body


def test_the_snapshot_carries_what_the_hall_shows() -> None:
    photos = [Attachment("p1", "House", "aa")]
    snapshot = notice.snapshot_of(notice.parse(compose(replace(PROPOSAL, photos=photos))))

    assert snapshot == {
        "title": "Flat 房产",
        "asset_class": "IMMOVABLE",
        "asset_kinds": "HOME",
        "court_name": "Lakeside 湖滨区",
        "case_number": "(2026) 7",
        "place": "Lakeside",
        "time_zone": "Asia/Shanghai",
        "court_contact": "Room 214",
        "language": "zh-Hans",
        "photo_id": "p1",
    }


def test_a_draft_without_all_terms_cannot_be_previewed() -> None:
    assert notice.parse_draft(without(deposit=None)) is None
    assert notice.parse_draft(PROPOSAL) is not None
