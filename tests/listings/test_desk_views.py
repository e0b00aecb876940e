"""The court's desk and the public pages through the doors."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import timedelta

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.cases.tables import Claim
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.rounds import service as rounds
from listings.tables import Lot
from tests.listings.test_document import make_document
from tests.support.cases import make_case, make_court
from tests.support.listings import ANSWERS, AT, WORDS, MadeLot, make_draft, make_published_lot, notice_read
from tests.support.people import email_of, form_token, make_staff, post, sign_in

FORM = WORDS | {
    "title": "Flat with three rooms 江南大道住宅",
    "asset_class": "IMMOVABLE",
    "reference_price": "1,020,000.00",
    "place": "Lakeside",
    "description": "Third floor.",
    "known_defects": "None known.",
    "price_method": "appraisal",
    "enforcement_shown": "PRIVACY",
    "price_fixed_on": "2025-12-01",
    "starting_price": "714000",
    "increment": "10000",
    "deposit": "71400",
    "opens_at": "2026-02-10T10:00",
    "closes_at": "2026-02-11T10:00",
    "balance_due_at": "2026-02-28T17:00",
}


@dataclass
class Desk:
    """A court with a case, and a browser for its clerk and its judge."""

    world: World
    court_id: str
    case_id: str
    clerk: FlaskClient
    judge: FlaskClient
    emails: tuple[str, str]

    def sign_in(self) -> None:
        """Sign both officers in; a session does not outlive a change of the clock."""
        for browser, email in zip((self.clerk, self.judge), self.emails, strict=True):
            sign_in(browser, email)


@pytest.fixture
def desk(world: World, app: Flask) -> Desk:
    """Give a court's desk with two signed-in officers."""
    world.clock.set(AT)
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        case_id = make_case(tx, court_id=court_id)
        staff = [make_staff(world, tx, role, court_id=court_id) for role in (Role.CLERK, Role.JUDGE)]
    emails = (email_of(world, staff[0]), email_of(world, staff[1]))
    desk = Desk(world, court_id, case_id, app.test_client(), app.test_client(), emails)
    desk.sign_in()
    return desk


def version_of(browser: FlaskClient, path: str) -> str:
    """Return the version that the lot's page carries."""
    found = re.search(r'name="version" value="(\d+)"', browser.get(path).get_data(as_text=True))
    assert found, path
    return found[1]


def begin(desk: Desk) -> str:
    """Begin a draft and return the path of its page."""
    answer = post(desk.clerk, f"/court/cases/{desk.case_id}/lots/new", FORM)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    path, _, step = answer.location.split("#")[0].rpartition("/")
    assert step == "price"
    found = {"version": version_of(desk.clerk, path), "kind": "HOME", **ANSWERS}
    assert post(desk.clerk, f"{path}/findings/1", found).status_code == 303
    return path


def photo_file(kind: str = "JPEG") -> tuple[io.BytesIO, str]:
    """Return a picture as a browser uploads it."""
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, kind)
    return io.BytesIO(file.getvalue()), f"house.{kind.lower()}"


def record_panel(browser: FlaskClient, path: str, **fields: str):
    """Record that a panel decided the values of the draft as they stand."""
    minutes = {"document": "(2026) Panel 3", "decided_on": "2026-01-02", "members": "3", **fields}
    return post(browser, f"{path}/panel", {"version": version_of(browser, path), **minutes})


def act(browser: FlaskClient, path: str, step: str, **fields: object):
    """Press a button of the lot's page."""
    if step == "submit":
        record_panel(browser, path)
    read = notice_read(browser.get(path).get_data(as_text=True)) if step == "publish" else {}
    return post(browser, f"{path}/{step}", {"version": version_of(browser, path), **read, **fields})


def publish_one(desk: Desk) -> str:
    """Draft, propose and publish a lot; return the path on the desk."""
    path = begin(desk)
    assert act(desk.clerk, path, "save", **FORM).status_code == 303
    assert act(desk.clerk, path, "submit").status_code == 303
    answer = act(desk.judge, path, "publish")
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return path


def test_a_lot_goes_from_draft_to_the_public_list(desk: Desk, client: FlaskClient) -> None:
    path = begin(desk)
    assert "江南大道" not in client.get("/lots").get_data(as_text=True)
    assert client.get(path.replace("/court", "")).status_code == 404

    assert act(desk.clerk, path, "save", **FORM).status_code == 303
    photo = act(desk.clerk, path, "photos", photo=photo_file(), alt="The house from the street")
    assert photo.status_code == 303, photo.get_data(as_text=True)
    assert desk.clerk.get(f"{path}/preview").status_code == 200
    assert act(desk.clerk, path, "submit").status_code == 303
    assert "江南大道" in desk.judge.get("/court/").get_data(as_text=True)
    assert act(desk.judge, path, "publish").status_code == 303

    listed = client.get("/lots?q=住宅").get_data(as_text=True)
    public = client.get(path.replace("/court", "")).get_data(as_text=True)
    picture = re.search(r'src="(/photos/[^"]+)"', public)
    assert "江南大道" in listed and picture and "714,000" in public
    shown = client.get(picture[1])
    assert shown.mimetype == "image/webp" and "immutable" in shown.headers["Cache-Control"]
    assert "sandbox" in shown.headers["Content-Security-Policy"]


def test_what_was_not_read_is_not_published(desk: Desk) -> None:
    path = begin(desk)
    act(desk.clerk, path, "save", **FORM)
    act(desk.clerk, path, "submit")

    for read in ({"hash": ""}, {"hash": "0" * 64}):
        refused = act(desk.judge, path, "publish", **read)

        assert refused.status_code == 409
        assert "no longer read as it was shown to you" in refused.get_data(as_text=True)


def test_the_clerk_cannot_publish_and_the_proposing_judge_neither(desk: Desk) -> None:
    path = begin(desk)
    act(desk.clerk, path, "save", **FORM)

    assert act(desk.judge, path, "submit").status_code == 303
    assert act(desk.clerk, path, "publish").status_code == 403
    refused = act(desk.judge, path, "publish")

    assert refused.status_code == 409
    assert "second person" in refused.get_data(as_text=True)


def test_what_cannot_be_read_is_refused_and_shown_again(desk: Desk) -> None:
    path = begin(desk)
    wrong = FORM | {"starting_price": "7e5", "opens_at": "tomorrow", "taxes": "x" * 4001}

    answer = act(desk.clerk, path, "save", **wrong)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert 'value="7e5"' in page and "“7e5” is not an amount in CNY" in page
    assert "4001 characters" in page and "“tomorrow”" in page


def test_an_incomplete_draft_names_what_is_missing(desk: Desk) -> None:
    path = begin(desk)

    answer = act(desk.clerk, path, "submit")
    page = answer.get_data(as_text=True)

    assert answer.status_code == 409
    assert "The notice lacks the deposit. (R-22)" in page
    assert "panel decision" in page


def test_a_correction_shows_both_versions_and_what_changed(desk: Desk, client: FlaskClient) -> None:
    path = publish_one(desk)

    assert act(desk.clerk, path, "correct").status_code == 303
    corrected = FORM | {"taxes": "The buyer bears the stamp duty.", "starting_price": "1"}
    assert act(desk.clerk, path, "save", **corrected).status_code == 303
    assert act(desk.clerk, path, "submit").status_code == 303
    assert act(desk.judge, path, "publish").status_code == 303

    public = path.replace("/court", "")
    assert "Each side bears" in client.get(f"{public}/notices/1").get_data(as_text=True)
    second = client.get(f"{public}/notices/2").get_data(as_text=True)
    assert re.search(r"<ins>(<p[^>]*>)?The buyer bears the stamp duty\.", second) and "714,000" in second
    assert client.get(f"{public}/notices/3").status_code == 404


def approve(desk: Desk, path: str) -> None:
    """Let the judge read what is proposed about the lot, and approve it."""
    proposal = re.search(r'href="(/court/approvals/[0-9a-f]+)"', desk.judge.get(path).get_data(as_text=True))
    assert proposal, path
    read = re.search(r'name="hash" value="(\w+)"', desk.judge.get(proposal[1]).get_data(as_text=True))
    assert read, proposal[1]
    assert post(desk.judge, f"{proposal[1]}/approve", {"hash": read[1]}).status_code == 303


def test_a_clerk_asks_and_a_judge_stops_lets_go_on_and_withdraws(desk: Desk, client: FlaskClient) -> None:
    path = publish_one(desk)
    bare = {"reason": "A third party objects.", "legal_basis": "L1 §28", "kind": "stay"}
    grounds = {**bare, "ground": "third_party_claim"}
    desk.world.clock.set(AT + timedelta(days=36, hours=9))
    with desk.world.database.transaction() as tx:
        assert rounds.open_due(tx, at=desk.world.clock.now()) == 1
    desk.sign_in()

    assert post(desk.clerk, f"{path}/suspend", {**grounds, "reason": ""}).status_code == 409
    assert post(desk.clerk, f"{path}/suspend", {**grounds, "kind": ""}).status_code == 409
    unnamed = post(desk.clerk, f"{path}/suspend", {**bare, "ground": "debt_paid"})
    assert 'id="suspend" open' in unnamed.get_data(as_text=True), "the form with what was typed stands open"
    assert (unnamed.status_code, "A third party objects." in unnamed.text) == (409, True)
    assert post(desk.clerk, f"{path}/suspend", grounds).status_code == 303
    assert "A third party objects." not in client.get(path.replace("/court", "")).get_data(as_text=True)
    approve(desk, path)
    public = client.get(path.replace("/court", "")).get_data(as_text=True)
    assert "The court stays the bidding for a time." in public
    assert "A third person claims the property and gives reasons." in public
    assert "A third party objects." in public
    soon = {**bare, "resumes_at": "2026-02-11T17:00", "ended_on": "2026-02-10"}
    assert post(desk.clerk, f"{path}/resume", soon).status_code == 409
    assert post(desk.clerk, f"{path}/resume", {**soon, "resumes_at": "2026-02-12T17:00"}).status_code == 303
    approve(desk, path)
    assert "The round goes on at" in client.get(path.replace("/court", "")).get_data(as_text=True)
    ended = {**bare, "ground": "terminated"}
    assert post(desk.clerk, f"{path}/withdraw", ended).status_code == 303
    approve(desk, path)
    assert "The court has ended the enforcement by a ruling." in client.get(path.replace("/court", "")).text


def test_a_debt_that_is_said_to_be_paid_is_counted(desk: Desk, client: FlaskClient) -> None:
    path = publish_one(desk)
    desk.sign_in()
    paid = {"reason": "Paid in full.", "legal_basis": "Receipt 7", "ground": "debt_paid"}
    paid |= {"received_on": "2026-01-05", "interest": "0"}
    claims = [("CLAIM", 30_000_000), ("COST", 260_000)]

    unknown = post(desk.clerk, f"{path}/withdraw", {**paid, "received": "1"})
    with desk.world.database.transaction() as tx:
        case_id = tx.scalars(select(Lot.case_id).where(Lot.id == path.rsplit("/", 1)[1])).one()
        for kind, amount_minor in claims:
            claim = {"kind": kind, "subject": kind, "amount_minor": amount_minor, "currency": "CNY"}
            tx.add(Claim(id=new_id(), case_id=case_id, **claim))
    short = post(desk.clerk, f"{path}/withdraw", {**paid, "received": "300000"})
    undated = post(desk.clerk, f"{path}/withdraw", {**paid, "received": "302600", "received_on": ""})
    whole = post(desk.clerk, f"{path}/withdraw", {**paid, "received": "302,700", "interest": "100"})

    assert (unknown.status_code, "No claim is registered" in unknown.text) == (409, True)
    assert (short.status_code, "CN¥2,600.00 are missing" in short.text) == (409, True)
    assert 'value="300000"' in short.text
    assert (undated.status_code, "Write the day on which it happened" in undated.text) == (409, True)
    assert whole.status_code == 303
    approve(desk, path)
    assert "The debt is fully paid." in client.get(path.replace("/court", "")).get_data(as_text=True)
    with desk.world.database.reading() as tx:
        entry = orjson.loads(tx.scalars(select(Entry.body).where(Entry.kind == "lot.withdrawn")).one())
    told = {name: entry[name] for name in ("ground", "received_minor", "owed_minor", "currency")}
    assert told == {
        "ground": "debt_paid", "received_minor": "30270000", "owed_minor": "30270000", "currency": "CNY",
    }  # fmt: skip


PATHS = [
    ("GET", ""),
    ("GET", "/preview"),
    *(("GET", f"/{step}") for step in ("property", "price", "times", "notice", "pictures")),
    *(("POST", f"/{step}") for step in (
        "save", "check", "restore", "words", "photos/x/move", "documents/x/move", "assets",
        "assets/2", "assets/2/drop", "priorities", "priorities/drop", "photos", "photos/x/drop",
        "documents", "documents/x/drop", "submit", "return", "publish", "correct", "second", "suspend",
        "resume", "withdraw",
    )),
]  # fmt: skip


def test_a_lot_of_another_court_does_not_exist_behind_any_door(desk: Desk) -> None:
    with desk.world.database.transaction() as tx:
        foreign: MadeLot = make_draft(tx)
        case_id = make_case(tx)
    token = form_token(desk.judge)

    found = {
        f"{method} {step}": desk.judge.open(
            f"/court/lots/{foreign.lot_id}{step}", method=method, data={"csrf_token": token, "version": "1"}
        ).status_code
        for method, step in PATHS
    }
    assert set(found.values()) == {404}, found
    assert desk.judge.get(f"/court/cases/{case_id}/lots/new").status_code == 404


def test_a_document_is_a_download_that_nothing_runs_in(desk: Desk, client: FlaskClient) -> None:
    path = begin(desk)
    act(desk.clerk, path, "save", **FORM)
    file = (io.BytesIO(make_document(2)), "report.pdf")
    assert act(desk.clerk, path, "documents", document=file, document_title="估价报告/1").status_code == 303
    page = desk.clerk.get(f"{path}/pictures").get_data(as_text=True)
    address = re.search(r'href="(/documents/[^"]+)"', page)
    assert address and client.get(address[1]).status_code == 404

    act(desk.clerk, path, "submit")
    act(desk.judge, path, "publish")
    answer = client.get(address[1])

    assert answer.status_code == 200 and answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(address[1], headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_assets_and_priorities_come_and_go(desk: Desk) -> None:
    path = begin(desk)
    asset = {name: FORM[name] for name in ("title", "asset_class", "reference_price", "place")}
    place = {"id_number": "11010119900307758X", "rank": "1", "basis": "Co-owner"}

    assert post(desk.clerk, f"{path}/assets", asset).status_code == 303
    assert post(desk.clerk, f"{path}/assets", {"title": ""}).status_code == 422
    assert post(desk.clerk, f"{path}/assets/2/drop", {"version": "1"}).status_code == 409
    assert act(desk.clerk, path, "assets/2/drop").status_code == 303
    assert act(desk.clerk, path, "assets/1/drop").status_code == 409
    assert post(desk.clerk, f"{path}/priorities", place).status_code == 303
    assert post(desk.clerk, f"{path}/priorities", place).status_code == 409
    assert post(desk.clerk, f"{path}/priorities", place | {"rank": "0"}).status_code == 422
    page = desk.clerk.get(f"{path}/notice").get_data(as_text=True)
    digest = re.search(r'name="digest" value="([0-9a-f]{64})"', page)
    assert digest and "11010119900307758X" not in page
    assert post(desk.clerk, f"{path}/priorities/drop", {"digest": digest[1]}).status_code == 303


def test_unpublished_photos_are_for_their_court_only(desk: Desk, client: FlaskClient) -> None:
    path = begin(desk)
    act(desk.clerk, path, "photos", photo=photo_file(), alt="The house")
    page = desk.clerk.get(f"{path}/pictures").get_data(as_text=True)
    picture = re.search(r'src="(/photos/[^"]+)"', page)
    assert picture

    assert desk.clerk.get(picture[1]).status_code == 200
    assert client.get(picture[1]).status_code == 404


@pytest.mark.parametrize(
    ("file", "alt", "words"),
    [
        ((io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "x.svg"), "x", "not a JPEG"),
        ((io.BytesIO(b""), ""), "x", "Choose a file"),
        (photo_file(), "x" * 201, "201 characters"),
    ],
)
def test_a_refused_photo_is_named(desk: Desk, file: object, alt: str, words: str) -> None:
    path = begin(desk)
    stream, name = file
    copy = (io.BytesIO(stream.getvalue()), name)

    answer = act(desk.clerk, path, "photos", photo=copy, alt=alt)

    assert answer.status_code == 422
    assert words in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/lots?page=999999999999999999999&sort=x&status=x&class=x&court=%01&q=%01%25_%5C",
        "/lots?_scheme=javascript&_external=1&_anchor=x",
        "/lots/none",
        "/lots/%00",
        "/photos/none/large.webp",
        "/photos/none/huge.webp",
        "/documents/%00",
    ],
)
def test_strange_addresses_are_answered_quietly(world: World, client: FlaskClient, path: str) -> None:
    with world.database.transaction() as tx:
        make_published_lot(tx)

    assert client.get(path).status_code in (200, 404)


def test_an_unreadable_price_is_refused_on_the_list(client: FlaskClient) -> None:
    answer = client.get("/lots?price_from=1e9")

    assert answer.status_code == 422
    assert "is not an amount" in answer.get_data(as_text=True)
