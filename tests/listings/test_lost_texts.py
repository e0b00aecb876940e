"""Nothing that a clerk typed is lost: unreadable assets, two officers at one, a draft that is none now."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from auction.kernel.world import World
from listings import store
from tests.listings.test_desk_steps import JSON, mark_of
from tests.listings.test_desk_views import FORM, Desk, act, begin, desk, photo_file, publish_one, version_of
from tests.support.people import post

BOAT = {
    "title": "A boat 渔船",
    "asset_class": "MOVABLE",
    "reference_price": "5000",
    "place": "Harbour",
    "description": "Wooden, of 1987.",
    "known_defects": "Leaks.",
}

__all__ = ["desk"]


def with_boat(desk: Desk) -> str:
    """Begin a draft with a second asset, and return the path of its page."""
    path = begin(desk)
    assert post(desk.clerk, f"{path}/assets", BOAT).status_code == 303
    return path


def asset_seen(browser: FlaskClient, path: str) -> dict[str, str]:
    """Return what the form of the second asset says that its writer had before them."""
    form = browser.get(f"{path}/property").text.partition('/assets/2" ')[2].partition("</form>")[0]
    return dict(re.findall(r'name="(version|mark)" value="(\w+)"', form))


def asset_form_of(page: str, prefix: str) -> dict[str, str]:
    """Return what stands in the fields of an asset."""
    found = re.findall(rf'value="([^"]*)" id="{prefix}field-(\w+)"', page)
    areas = re.findall(rf'<textarea[^>]* id="{prefix}field-(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(text) for name, text in [*((n, t) for t, n in found), *areas]}


def unsaved_of(page: str) -> dict[str, str]:
    """Return what the page shows to be copied, by label."""
    shown = page.partition('aria-labelledby="unsaved"')[2].partition("</section>")[0]
    found = re.findall(
        r"<label[^>]*>([^<]*)</label>\s*<textarea[^>]* readonly[^>]*>\n(.*?)</textarea>", shown, re.DOTALL
    )
    return {html.unescape(label): html.unescape(text) for label, text in found}


def texts(**changed: str) -> dict[str, str]:
    return {name: text for name, text in (BOAT | changed).items() if name != "asset_class"}


@pytest.mark.parametrize(("position", "prefix"), [("", "more-"), ("/2", "asset-2-")])
def test_an_unreadable_asset_is_shown_with_all_that_was_typed(desk: Desk, position: str, prefix: str) -> None:
    path = with_boat(desk)
    typed = BOAT | {"title": "A ship", "reference_price": "1.2.3", "description": "Of iron, of 1990."}

    answer = post(desk.clerk, f"{path}/assets{position}", asset_seen(desk.clerk, path) | typed)

    assert answer.status_code == 422
    assert asset_form_of(answer.text, prefix) == {n: t for n, t in typed.items() if n != "asset_class"}
    field = re.search(rf'<input[^>]* id="{prefix}field-reference_price"[^>]*>', answer.text)
    assert field and 'aria-describedby="error-reference_price' in field[0] and " autofocus" in field[0]
    assert "“1.2.3” is not an amount in CNY" in answer.text.partition('id="error-reference_price"')[2]
    assert answer.text.count("<details open") + answer.text.count('<details class="mt-2" open') == 1


def test_two_officers_at_one_asset_see_both_texts(desk: Desk) -> None:
    path = with_boat(desk)
    seen, judge_saw = asset_seen(desk.clerk, path), asset_seen(desk.judge, path)
    theirs, mine = BOAT | {"description": "Of the judge."}, BOAT | {"description": "Of the clerk."}
    assert post(desk.judge, f"{path}/assets/2", judge_saw | theirs).status_code == 303

    answer = post(desk.clerk, f"{path}/assets/2", seen | mine)

    assert answer.status_code == 409
    assert "Somebody changed this lot" in answer.text
    assert asset_form_of(answer.text, "asset-2-")["description"] == "Of the clerk."
    assert "Of the judge." in answer.text.partition('id="asset-2-theirs-description"')[2]
    assert 'id="asset-2-theirs-title"' not in answer.text
    assert stored_boat(desk, path) == "Of the judge."
    again = dict(re.findall(r'name="(version|mark)" value="(\w+)"', answer.text.partition('/assets/2" ')[2]))
    assert post(desk.clerk, f"{path}/assets/2", again | mine).status_code == 303
    assert stored_boat(desk, path) == "Of the clerk."


def test_a_mistake_does_not_hide_what_a_colleague_stored(desk: Desk) -> None:
    path = with_boat(desk)
    seen = asset_seen(desk.clerk, path)
    words = {
        "version": version_of(desk.clerk, path),
        "mark": mark_of(desk.clerk, f"{path}/price"),
        "step": "price",
    }
    post(desk.judge, f"{path}/assets/2", asset_seen(desk.judge, path) | BOAT | {"place": "Pier"})
    act(desk.judge, path, "save", pricing_basis="Appraised by the judge.")

    boat = post(desk.clerk, f"{path}/assets/2", seen | BOAT | {"reference_price": "x"})
    price = post(desk.clerk, f"{path}/save", words | {"increment": "x", "pricing_basis": "Agreed."})

    assert (boat.status_code, price.status_code) == (422, 422)
    assert "Pier" in boat.text.partition('id="asset-2-theirs-place"')[2]
    assert "Appraised by the judge." in price.text.partition('id="theirs-pricing_basis"')[2]


def test_whoever_writes_elsewhere_in_the_draft_does_not_disturb_an_asset(desk: Desk) -> None:
    path = with_boat(desk)
    seen = asset_seen(desk.clerk, path)
    act(desk.judge, path, "save", taxes="Stamp duty.")

    assert post(desk.clerk, f"{path}/assets/2", seen | BOAT | {"place": "Pier"}).status_code == 303
    assert post(desk.clerk, f"{path}/assets/2/drop", seen).status_code == 409
    assert post(desk.clerk, f"{path}/assets/2/drop", asset_seen(desk.clerk, path)).status_code == 303


def test_an_asset_that_is_gone_is_offered_as_a_new_one(desk: Desk) -> None:
    path = with_boat(desk)
    seen = asset_seen(desk.clerk, path)
    post(desk.judge, f"{path}/assets/2/drop", asset_seen(desk.judge, path))

    answer = post(desk.clerk, f"{path}/assets/2", seen | BOAT)

    assert answer.status_code == 409
    assert asset_form_of(answer.text, "more-") == texts()


def test_what_is_written_into_a_proposal_is_shown_to_be_copied(desk: Desk) -> None:
    path = begin(desk)
    act(desk.clerk, path, "save", **FORM)
    act(desk.clerk, path, "photos", photo=photo_file(), alt="The house")
    photo = re.findall(r'<li id="photo-(\w+)"', desk.clerk.get(f"{path}/pictures").text)[0]
    page = f"{path}/notice"
    seen = {"version": version_of(desk.clerk, page), "mark": mark_of(desk.clerk, page), "step": "notice"}
    act(desk.judge, path, "submit")
    taxes = {**seen, "taxes": "The buyer <b>bears</b> it.", "remarks": FORM.get("remarks", "")}

    kept = post(desk.clerk, f"{path}/save", taxes)
    wrong = post(desk.clerk, f"{path}/save", {**seen, "step": "price", "deposit": "7e5"})
    boat = post(desk.clerk, f"{path}/assets", BOAT)
    place = post(desk.clerk, f"{path}/priorities", {"id_number": "bad 77", "rank": "2", "basis": "Co-owner"})
    words = post(desk.clerk, f"{path}/words", {f"words-{photo}": "The kitchen"})
    told = post(desk.clerk, f"{path}/save", taxes, headers=JSON)

    assert (kept.status_code, unsaved_of(kept.text)) == (409, {"Taxes and who bears them": taxes["taxes"]})
    assert "proposed for publication while you wrote" in kept.text and f'{path}/return"' in kept.text
    assert f'{path}/save"' not in kept.text
    assert unsaved_of(wrong.text) == {"Deposit": "7e5"}
    assert unsaved_of(boat.text)["Description"] == BOAT["description"]
    assert unsaved_of(boat.text)["Class"] == "Movable"
    assert unsaved_of(place.text) == {"Rank": "2", "Basis of the right": "Co-owner"}
    assert "bad 77" not in place.text
    assert unsaved_of(words.text) == {"What photo 1 shows": "The kitchen"}
    assert (told.status_code, told.json["look"]) == (409, "Show the lot and what I wrote")


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_what_is_written_into_a_notice_is_shown_to_be_copied(desk: Desk) -> None:
    path = publish_one(desk)
    late = post(desk.clerk, f"{path}/save", {"version": "1", "step": "notice", "taxes": "Mine."})
    act(desk.clerk, path, "correct")
    more = post(desk.clerk, f"{path}/assets", BOAT)

    assert unsaved_of(late.text) == {"Taxes and who bears them": "Mine."}
    assert "The notice was published while you wrote" in late.text
    assert (more.status_code, unsaved_of(more.text)["Title"]) == (409, BOAT["title"])
    assert unsaved_of(desk.clerk.get(f"{path}/property").text) == {}


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_days_are_written_in_the_language_of_the_page(desk: Desk) -> None:
    path = begin(desk)
    act(desk.clerk, path, "save", **FORM, parties_notified_on="2026-01-02")

    english = desk.clerk.get(f"{path}/preview").text
    chinese = desk.clerk.get(f"{path}/preview", headers={"Accept-Language": "zh-CN"}).text

    assert "Jan 2, 2026" in english and "2026年1月2日" in chinese
    assert "2026-01-02" not in english + chinese


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_script_learns_the_times_of_a_day_from_what_is_typed(desk: Desk) -> None:
    path = begin(desk)
    typed = {"step": "times", "opens_at": "2026-02-10T09:30", "closes_at": "2026-02-12T09:30"}

    told = post(desk.clerk, f"{path}/check?open=2026-02-20", typed, headers=JSON).json
    strange = post(desk.clerk, f"{path}/check?open=2026-02-30", typed, headers=JSON).json

    assert told["chosen"] == {
        "opens_at": "2026-02-20T09:30",
        "closes_at": "2026-02-22T09:30",
        "balance_due_at": "2026-03-09T09:30",
    }
    assert strange["chosen"] == {}


def stored_boat(desk: Desk, path: str) -> str:
    world: World = desk.world
    with world.database.reading() as tx:
        return store.assets_of(tx, path.rpartition("/")[2])[2].description
