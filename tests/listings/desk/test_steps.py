"""The steps of the desk: every refusal has exactly one place where it is mended."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from auction.rounds import terms
from listings.desk import steps
from listings.desk.steps import FIELDS_OF, Place, Step, place_of
from listings.diligence.reason import Unanswered
from listings.draft_form import ASSET_FIELDS, FIELDS
from listings.reason import Missing, Reason

# What no form mends: the court's own address book, and that there is anything to publish at all.
FORMLESS = {
    Missing.PLATFORM,
    Missing.CASE_ACCOUNT,
    Missing.COURT_CONTACT,
    Missing.SUPERVISION,
    terms.Reason.KIND_NOT_OFFERED,
    terms.Reason.NO_FAILED_ROUND,
    terms.Reason.WRONG_EXTENSION_WINDOW,
    Reason.NO_LONGER_CORRECTABLE,
    Reason.NOTHING_CORRECTED,
}


def test_every_field_of_a_draft_is_asked_for_on_exactly_one_page() -> None:
    asked = [field for fields in FIELDS_OF.values() for field in fields]

    assert sorted(asked) == sorted((*FIELDS, *ASSET_FIELDS))


@pytest.mark.parametrize("reason", [*Missing, *terms.Reason, Reason.PARTIES_NOTIFIED_LATE])
def test_every_reason_leads_to_a_field_unless_no_form_mends_it(reason: str) -> None:
    place = place_of(Refusal(reason, "R-22"))

    assert (place == Place(Step.PUBLICATION)) is (reason in FORMLESS)
    assert (place.field in FIELDS_OF[place.step]) is (reason not in FORMLESS)


def test_a_photo_without_words_is_mended_among_the_pictures() -> None:
    assert place_of(Refusal(Reason.PHOTO_WITHOUT_WORDS, "R-23")) == Place(Step.PICTURES)


def test_what_was_not_found_out_is_mended_from_the_page_of_the_property() -> None:
    assert place_of(Refusal(Unanswered.MILEAGE, "R-27/VEHICLE.mileage")) == Place(Step.PROPERTY)


def test_findings_are_sorted_by_step_and_lead_to_the_first_open_one() -> None:
    findings = [Refusal(Missing.TAXES, "R-23"), Refusal(Missing.DEPOSIT, "R-22")]

    found = steps.by_step(findings)

    assert (found[Step.NOTICE], found[Step.PRICE]) == ([findings[0]], [findings[1]])
    assert steps.first_open(findings) is Step.PRICE
    assert steps.first_open([]) is Step.PUBLICATION


def test_steps_follow_one_another_and_end() -> None:
    assert [steps.after(step) for step in Step] == [*list(Step)[1:], Step.PUBLICATION]
    assert [steps.before(step) for step in Step] == [Step.PROPERTY, *list(Step)[:-1]]
    assert (steps.step_of("price"), steps.step_of("x")) == (Step.PRICE, None)


@pytest.mark.parametrize(
    ("fields", "step"),
    [(["taxes", "deposit"], Step.PRICE), (["x", "taxes"], Step.NOTICE), ([], Step.PUBLICATION)],
)
def test_mistakes_are_shown_on_the_first_page_that_has_one(fields: list[str], step: Step) -> None:
    assert steps.first_asking(fields) is step
