"""The steps of the desk through the doors: saving some fields, being told, two writers, files in order."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

import wsgi
from auction.cases import store as cases
from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from auction.rounds.outcome import Unsold
from listings.desk import check_views
from listings.desk.steps import Step
from tests.listings.test_desk_views import (
    FORM,
    Desk,
    act,
    begin,
    desk,
    photo_file,
    publish_one,
    record_panel,
    version_of,
)
from tests.listings.test_document import make_document
from tests.support.districts import make_district
from tests.support.listings import AT
from tests.support.people import post, sign_in

JSON = {"Accept": "application/json"}
PAGES = [step.value for step in Step][:-1]

# What the databases do differently is tried where the desk writes, in desk/test_service.py.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
__all__ = ["desk"]


def mark_of(browser: FlaskClient, page: str) -> str:
    found = re.search(r'name="mark" value="(\w+)"', browser.get(page).text)
    assert found, page
    return found[1]


def save(browser: FlaskClient, path: str, step: str, **fields: str):
    """Press Save on the page of a step."""
    page = f"{path}/{step}"
    seen = {"version": version_of(browser, page), "mark": mark_of(browser, page), "step": step}
    return post(browser, f"{path}/save", {**seen, **fields})


def ask(browser: FlaskClient, path: str, **fields: str):
    """Ask what is to be said of what is typed, as the script does."""
    return post(browser, f"{path}/check", {"step": "price", **fields}, headers=JSON)


def test_each_page_saves_its_own_fields_and_leads_to_the_next(desk: Desk) -> None:
    path = begin(desk)

    there = save(desk.clerk, path, "price", starting_price="714000", go="next")
    back = save(desk.clerk, path, "times", parties_notified_on="2026-01-02", go="back")
    stay = save(desk.clerk, path, "notice", taxes="Stamp duty.", go="stay")

    assert [answer.location for answer in (there, back, stay)] == [
        f"{path}/times#step",
        f"{path}/price#step",
        f"{path}/notice#step",
    ]
    assert 'value="714000.00"' in desk.clerk.get(f"{path}/price").text
    assert 'value="2026-01-02"' in desk.clerk.get(f"{path}/times").text


def test_a_mistake_is_shown_on_its_page_with_all_that_was_typed(desk: Desk) -> None:
    path = begin(desk)

    answer = save(desk.clerk, path, "price", starting_price="7e5", pricing_basis="Agreed.")

    assert answer.status_code == 422
    assert 'value="7e5"' in answer.text and "Agreed." in answer.text
    assert re.search(r'id="field-starting_price"[^>]* autofocus', answer.text)


def test_a_proposal_is_taken_by_its_button(desk: Desk) -> None:
    path = begin(desk)
    save(desk.clerk, path, "price", reference_price="1020000")
    page = desk.clerk.get(f"{path}/price").text
    offered = re.findall(r'name="take" value="(starting_price=[\d.]+)"', page)

    assert offered == ["starting_price=714000.00", "starting_price=816000.00", "starting_price=1020000.00"]
    save(desk.clerk, path, "price", starting_price="1", take=offered[0])
    assert 'value="714000.00"' in desk.clerk.get(f"{path}/price").text
    save(desk.clerk, path, "price", deposit="1", take="title=Other")
    assert "<h1" in desk.clerk.get(path).text and "Other" not in desk.clerk.get(path).text


def test_findings_lead_to_their_fields(desk: Desk) -> None:
    path = begin(desk)

    page = desk.clerk.get(path).text
    links = re.findall(rf'href="{path}/(\w+)#field-(\w+)"', page)

    assert (
        ("price", "deposit") in links and ("times", "opens_at") in links and ("notice", "taxes") not in links
    )
    for step, field in links:
        assert f'id="field-{field}"' in desk.clerk.get(f"{path}/{step}").text


def test_what_is_typed_is_judged_and_nothing_saved(desk: Desk) -> None:
    path = begin(desk)
    before = version_of(desk.clerk, path)

    told = ask(desk.clerk, path, reference_price="1020000", starting_price="713999", deposit="x").json

    assert told["fields"]["starting_price"]["verdict"] == "refused"
    assert "R-18, 法释〔2016〕18号 §10" in told["fields"]["starting_price"]["words"]
    assert told["fields"]["reference_price"]["verdict"] == "fine"
    assert "“x” is not an amount" in told["fields"]["deposit"]["words"]
    assert [offer["words"][:4] for offer in told["offers"]["starting_price"]] == ["70 %", "80 %", "100 "]
    assert version_of(desk.clerk, path) == before


def test_a_script_asks_so_often_and_no_more(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_views, "CHECKS_MAX", 2)
    path = begin(desk)
    clerk = wsgi.create_app(world).test_client()
    clerk.set_cookie("session", desk.clerk.get_cookie("session").value)

    assert [ask(clerk, path).status_code for _ in range(3)] == [200, 200, 429]


def test_a_script_saves_and_learns_what_the_next_save_must_name(desk: Desk) -> None:
    path = begin(desk)
    seen = {"version": version_of(desk.clerk, path), "step": "price"}

    first = post(desk.clerk, f"{path}/save", {**seen, "increment": "5000"}, headers=JSON)
    second = post(
        desk.clerk,
        f"{path}/save",
        {"step": "price", "version": first.json["version"], "mark": first.json["mark"], "deposit": "x"},
        headers=JSON,
    )
    stale = post(desk.clerk, f"{path}/save", {**seen, "increment": "6000"}, headers=JSON)

    assert first.status_code == 200 and re.fullmatch(r"Saved 9:00\sAM", first.json["words"])
    assert (second.status_code, "cannot be read" in second.json["words"]) == (422, True)
    assert (stale.status_code, "Somebody changed this lot" in stale.json["words"]) == (409, True)


def test_two_writers_at_one_page_see_both_texts(desk: Desk) -> None:
    path = begin(desk)
    seen = {"version": version_of(desk.clerk, path), "mark": mark_of(desk.clerk, f"{path}/notice")}
    save(desk.judge, path, "notice", taxes="The buyer bears it.")

    answer = post(desk.clerk, f"{path}/save", {**seen, "step": "notice", "taxes": "The debtor bears it."})

    assert answer.status_code == 409
    assert "The debtor bears it." in answer.text and "The buyer bears it." in answer.text
    kept = re.search(r'name="version" value="(\d+)"', answer.text)
    assert kept and kept[1] == version_of(desk.clerk, path)


def test_what_was_written_is_taken_back(desk: Desk) -> None:
    path = begin(desk)
    save(desk.clerk, path, "notice", taxes="Wrong.")

    page = desk.clerk.get(f"{path}/notice").text
    seen = {"version": version_of(desk.clerk, path), "step": "notice"}
    restored = post(desk.clerk, f"{path}/restore", {**seen, "number": "1"})

    assert "You, since" in page and 'name="number" value="1"' in page
    assert restored.location == f"{path}/notice#step"
    assert "Wrong." not in desk.clerk.get(f"{path}/notice").text
    assert act(desk.clerk, path, "restore", number="999999999999999999999").status_code == 409


def test_the_calendar_chooses_a_day_without_a_script(desk: Desk) -> None:
    path = begin(desk)
    save(desk.clerk, path, "times", opens_at="2026-02-10T09:30", closes_at="2026-02-12T09:30")

    page = desk.clerk.get(f"{path}/times?open=2026-02-20").text

    assert 'value="2026-02-20T09:30"' in page and 'value="2026-02-22T09:30"' in page
    assert "They are not saved yet." in page
    assert 'value="balance_due_at=2026-03-09T09:30"' in page and "15 days after the closing" in page
    assert "Wednesday, February 4, 2026 at the earliest" in page
    assert "2026-02-03" not in re.findall(r'data-day="([\d-]+)"', page)
    for strange in ("open=x", "open=9999-12-31", "month=2026-13", "month=0001-01", "open=2026-02-30"):
        assert desk.clerk.get(f"{path}/times?{strange}").status_code == 200


def test_many_files_come_at_once_and_a_bad_one_stops_no_other(desk: Desk) -> None:
    path = begin(desk)
    files = [photo_file(), (io.BytesIO(b"<svg/>"), 'x"><script>alert(1)</script>.svg'), photo_file("PNG")]

    answer = act(desk.clerk, path, "photos", photo=files)
    page = desk.clerk.get(f"{path}/pictures").text

    assert answer.status_code == 303
    assert page.count('id="photo-') == 2
    assert "was not taken: This is not a JPEG" in page and "alert(1)" not in page
    assert "2 photos are part of the draft now." in page
    assert "Say in words what the photo shows" in desk.clerk.get(path).text


def test_photos_get_words_and_places(desk: Desk) -> None:
    path = begin(desk)
    act(desk.clerk, path, "photos", photo=[photo_file(), photo_file("PNG")])
    one, two = re.findall(r'<li id="photo-(\w+)"', desk.clerk.get(f"{path}/pictures").text)

    moved = act(desk.clerk, path, f"photos/{two}/move", to="up", **{f"words-{one}": "Kitchen"})
    told = post(desk.clerk, f"{path}/words", {f"words-{two}": "Garden"}, headers=JSON)
    long = post(desk.clerk, f"{path}/words", {f"words-{two}": "x" * 201})

    page = desk.clerk.get(f"{path}/pictures").text
    assert moved.location == f"{path}/pictures#photo-{two}"
    assert re.findall(r'<li id="photo-(\w+)"', page) == [two, one]
    assert told.status_code == 200 and 'value="Kitchen"' in page and 'value="Garden"' in page
    assert long.status_code == 422 and "201 characters" in long.text and "x" * 201 in long.text


def test_a_document_without_a_title_is_called_by_its_file(desk: Desk) -> None:
    path = begin(desk)
    file = (io.BytesIO(make_document()), "估价报告.pdf")

    assert act(desk.clerk, path, "documents", document=file, document_title="").status_code == 303
    assert 'value="估价报告"' in desk.clerk.get(f"{path}/pictures").text


@pytest.mark.parametrize("step", PAGES)
def test_what_is_proposed_or_published_has_no_pages_to_write_on(desk: Desk, step: str) -> None:
    path = publish_one(desk)

    answer = desk.clerk.get(f"{path}/{step}")

    assert (answer.status_code, answer.location) == (303, path)


def test_a_correction_shows_prices_and_times_as_they_stand(desk: Desk) -> None:
    path = publish_one(desk)
    act(desk.clerk, path, "correct")

    price, times = desk.clerk.get(f"{path}/price").text, desk.clerk.get(f"{path}/times").text

    assert 'name="starting_price"' not in price and "714,000" in price and 'name="pricing_basis"' in price
    assert 'name="opens_at"' not in times and 'name="parties_notified_on"' in times


def test_a_judge_reads_hash_and_differences_before_publishing_and_gets_that_very_notice(
    desk: Desk, client: FlaskClient
) -> None:
    path = publish_one(desk)
    act(desk.clerk, path, "correct")
    save(desk.clerk, path, "notice", taxes="The buyer bears the stamp duty.")
    act(desk.clerk, path, "submit")

    page = desk.judge.get(path).text
    shown = re.search(r'name="hash" value="(\w{64})"', page)
    once = re.search(r'name="once" value="(\w{32})"', page)
    assert shown and once and "<ins>The buyer bears the stamp duty.</ins>" in page
    stale = act(desk.judge, path, "publish", hash="0" * 64, once=once[1])
    done = act(desk.judge, path, "publish", hash=shown[1], once=once[1])

    assert stale.status_code == 409 and "no longer read as it was shown" in stale.text
    assert done.status_code == 303
    assert shown[1] in client.get(f"{path.replace('/court', '')}/notices/2").text


def test_a_case_is_registered_where_the_lot_begins(desk: Desk) -> None:
    case = {"case_number": "(2026) 9", "account_number": "6222000099", "holder": "Court"}

    registered = post(desk.clerk, "/court/lots/new", case)
    again = post(desk.clerk, "/court/lots/new", case)

    assert re.fullmatch(r"/court/cases/\w{32}/lots/new", registered.location)
    assert again.status_code == 422 and 'value="(2026) 9"' in again.text
    assert "(2026) 9" in desk.clerk.get("/court/lots/new?number=9").text


def test_the_desk_says_what_waits_for_whom(desk: Desk) -> None:
    path, lot = begin(desk), FORM["title"]
    assert "things missing" in desk.clerk.get("/court/").text
    act(desk.clerk, path, "save", **FORM)
    record_panel(desk.clerk, path)
    assert "ready to be proposed" in desk.clerk.get("/court/").text
    act(desk.clerk, path, "submit")

    clerk, judge = desk.clerk.get("/court/").text, desk.judge.get("/court/").text

    assert "Notices proposed by you" in clerk and "waits for a judge" in clerk
    assert "Notices proposed by you" not in judge and judge.count(lot) >= 2
    act(desk.judge, path, "return", because="The photo of the kitchen.")
    assert "The photo of the kitchen." in desk.clerk.get("/court/").text


def test_the_first_page_keeps_all_that_it_asks_for(desk: Desk) -> None:
    new = f"/court/cases/{desk.case_id}/lots/new"
    asked = {"title": "Flat", "asset_class": "IMMOVABLE", "occupation": "Let until June."}

    refused = post(desk.clerk, new, {**asked, "title": ""})
    unchosen = post(desk.clerk, new, {**asked, "asset_class": ""})
    begun = post(desk.clerk, new, {**asked, "taxes": "Not asked here."})
    shown = desk.clerk.get(begun.location.partition("/price")[0]).text

    assert refused.status_code == 422 and "Let until June." in refused.text
    assert "Let until June." in desk.clerk.get(begun.location.replace("/price", "/property")).text
    assert unchosen.status_code == 422 and "Choose whether the property is movable" in unchosen.text
    assert '<option value="" selected>' in desk.clerk.get(new).text
    assert "does not state ownership" not in shown
    assert "Not asked here." not in desk.clerk.get(begun.location.replace("/price", "/notice")).text


def test_a_returned_draft_waits_once_with_its_reason_on_every_step(desk: Desk) -> None:
    path = begin(desk)
    act(desk.clerk, path, "save", **FORM)
    act(desk.clerk, path, "submit")
    clerk, judge = desk.clerk.get(path).text, desk.judge.get(path).text
    act(desk.judge, path, "return", because="Say what the rent is.")

    waiting = desk.clerk.get("/court/").text.partition('id="lots"')[0]

    assert waiting.count(f'href="{path}"') == 1 and "Drafts at work" not in waiting
    for step in ("property", "price", "times", "notice", "pictures"):
        assert "Say what the rent is." in desk.clerk.get(f"{path}/{step}").text
    assert "if published from here" in judge and "if published from here" not in clerk


def test_the_desk_says_what_a_time_in_public_is(desk: Desk) -> None:
    publish_one(desk)

    row = desk.clerk.get("/court/").text.partition("<tbody>")[2]

    assert re.search(r">opens (<time[^>]*>)?\w+ \d+, \d{4}", row) and ">closes " not in row


def test_a_refusal_above_the_form_of_a_case_names_its_field(desk: Desk) -> None:
    page = post(desk.clerk, "/court/lots/new", {"case_number": "(2026) 8"}).text

    assert "Account number: This field is needed." in page
    assert re.search(r'id="field-account_number"[^>]*autofocus', page)
    assert not re.search(r'id="field-holder"[^>]*autofocus', page)


def test_the_desk_names_stopped_rounds_and_refused_rows(world: World, app: Flask) -> None:
    east = make_district(world, "East")
    clerk, judge = app.test_client(), app.test_client()
    sign_in(clerk, east.email(Role.CLERK))
    sign_in(judge, east.email(Role.JUDGE))

    for_clerk, for_judge = clerk.get("/court/").text, judge.get("/court/").text

    assert "Imports to mend" in for_clerk and "1 row was refused" in for_clerk
    assert f"/court/imports/{east.run_id}" in for_clerk
    for page in (for_clerk, for_judge):
        assert f'href="/court/lots/{east.suspended.lot_id}"' in page.partition("Suspended rounds")[2]


def test_a_failed_first_round_has_its_last_days(desk: Desk) -> None:
    path = publish_one(desk)
    ends_at = AT + timedelta(days=37, hours=1)
    with desk.world.database.transaction() as tx:
        (view,) = round_store.rounds_of_lots(tx, [path.rsplit("/", 1)[1]]).popitem()[1]
        rounds.open_due(tx, at=view.terms.opens_at)
        board = round_store.lock_board(tx, view.round_id)
        assert board is not None
        rounds.record_outcomes(tx, ended=[(board, Unsold(ends_at))], at=ends_at)
    desk.world.clock.set(ends_at + timedelta(days=10))
    desk.sign_in()

    page = desk.clerk.get("/court/").text
    desk.world.clock.set(ends_at + timedelta(days=16))
    desk.sign_in()

    assert "publish by Feb 26, 2026, open by Mar 13, 2026 (R-69)" in page and "5 days left" in page
    assert "had to be published by Feb 26, 2026" in desk.clerk.get("/court/").text


def test_an_empty_desk_says_what_comes_first(world: World, app: Flask, desk: Desk) -> None:
    page = desk.clerk.get("/court/").text

    assert "A new lot begins with its case." in page and 'href="/court/lots/new"' in page


def test_every_spell_of_writing_can_be_taken_back_by_itself(desk: Desk) -> None:
    path = begin(desk)
    for turn in range(3):
        desk.world.clock.set(desk.world.clock.now() + timedelta(minutes=11))
        desk.sign_in()
        save(desk.clerk, path, "notice", taxes=f"Turn {turn}.")

    assert re.findall(r'name="number" value="(\d)"', desk.clerk.get(f"{path}/notice").text) == ["3", "2", "1"]


@pytest.mark.parametrize(
    ("language", "word"), [("zh-Hans", "佣金"), ("en", "commission"), ("ko", "commission")]
)
def test_a_draft_begins_in_the_language_of_its_court(desk: Desk, language: str, word: str) -> None:
    with desk.world.database.transaction() as tx:
        court = cases.court_to_change(tx, desk.court_id)
        court.language = language

    path = begin(desk)

    page = desk.clerk.get(f"{path}/notice?language=en").get_data(as_text=True)
    assert word in page.partition('name="payment_method"')[2].partition("</textarea>")[0]
