"""Bad input through the doors: each gets a named no and the right status, and nothing is half done.

What one room refuses by itself stands beside it: forged and repeated webhooks in
``tests/auction/payments/test_views.py``, messages of the socket (members twice, NaN, floats) in
``tests/bidding/test_sockets.py`` and ``test_message.py``, altered passes byte by byte in
``tests/auction/enrolment/test_bidding_pass.py``, files row by row in ``tests/listings/test_photo.py``
and ``test_document.py``, and lists in the wrong encoding in ``tests/listings/imports``.
"""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule

from auction.enrolment.tables import Enrolment
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.limits import FORM_BYTES_MAX
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.payments.tables import PaymentRequest, Payout
from auction.rounds.tables import Bid
from listings.photo import PHOTO_BYTES_MAX
from listings.tables import Document, Photo
from tests.listings.test_document import make_document
from tests.listings.test_photo import make_bomb
from tests.support.districts import District, make_district, make_picture
from tests.support.enrolment import make_admitted
from tests.support.hall import make_pass
from tests.support.hostile import content_of
from tests.support.listings import MadeLot, decide, notice_read, notify_all
from tests.support.people import form_token, make_staff, post, sign_in
from tests.support.town import NOTICE, Town

MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def east(world: World) -> District:
    return make_district(world, "East")


@pytest.fixture
def clerk(app: Flask, east: District) -> FlaskClient:
    browser = app.test_client()
    sign_in(browser, east.email(Role.CLERK))
    return browser


def _count(world: World, *tables: type) -> list[int | None]:
    with world.database.reading() as tx:
        return [tx.scalar(select(func.count()).select_from(table)) for table in tables]


# Bids


AMOUNTS = (
    "", " ", "NaN", "inf", "1e6", "714000.001", "0x714000", "-714000", "0", "９９９９９９", "714000\x00",
    "7_14", "1" + "0" * 30, "7" * 5_000, "[714000]", "714000 yuan", "½", "true",
)  # fmt: skip


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_no_bid_that_is_wrong_by_itself_reaches_the_board(app: Flask, world: World, east: District) -> None:
    round_id, later = east.open.round_id, east.scheduled.round_id
    ann, bo = make_admitted(world, round_id, "Ann"), make_admitted(world, later, "Bo")
    now = world.clock.now()
    good = make_pass(world, round_id, ann.bidder_code, until=now + timedelta(days=2))
    passes = {
        "": 403,
        "\x00": 403,
        "x" * 4_000: 403,
        good[:-1] + ("A" if good[-1] != "A" else "B"): 403,
        make_pass(world, later, bo.bidder_code): 403,
        make_pass(world, round_id, bo.bidder_code): 403,
        make_pass(world, round_id, ann.bidder_code, until=now - MICROSECOND): 403,
    }
    before = content_of(world)

    for token, status in passes.items():
        assert _bid(app, round_id, token, amount="714000") == status, token
    for number, amount in enumerate(AMOUNTS):
        # One bidder may send so many in a row; the clock is moved so that this is not the reason.
        world.clock.set(now + number * timedelta(seconds=1))  # type: ignore[attr-defined]  # set by hand
        assert _bid(app, round_id, good, amount=amount) == 422, amount
    for key in ("", "short", "k" * 65, "a key with spaces", "\x00" * 8):
        assert _bid(app, round_id, good, amount="714000", bid_key=key) == 422, key

    assert {name: found for name, found in content_of(world).items() if found != before[name]} == {}


def test_no_bid_at_a_wrong_time_or_off_the_grid_leads(app: Flask, world: World, east: District) -> None:
    lots = (east.scheduled, east.open, east.suspended)
    seats = {lot.round_id: make_admitted(world, lot.round_id, f"Ann {n}") for n, lot in enumerate(lots)}
    # In this order, for the last is bid a day later.
    bids = [
        (east.scheduled, "714000", timedelta(0), "R-41"),
        (east.open, "704000", timedelta(0), "R-41"),
        (east.open, "714001", timedelta(0), "R-41"),
        (east.suspended, "714000", timedelta(0), "R-53"),
        (east.open, "714000", timedelta(days=1), "R-44"),
    ]

    for lot, amount, offset, _rule in bids:
        world.clock.set(world.clock.now() + offset)  # type: ignore[attr-defined]  # set by hand
        token = make_pass(world, lot.round_id, seats[lot.round_id].bidder_code)
        assert _bid(app, lot.round_id, token, amount=amount) == 409, amount

    with world.database.reading() as tx:
        judged = tx.scalars(select(Bid).order_by(Bid.received_at, Bid.sequenced_at)).all()
    assert sorted(bid.rule for bid in judged) == sorted(rule for *_, rule in bids)
    assert "accepted" not in {bid.verdict for bid in judged}
    for lot in lots:
        assert "No bids yet" in app.test_client().get(f"/hall/{lot.round_id}").text


def _bid(app: Flask, round_id: str, token: str, *, amount: str, bid_key: str | None = None) -> int:
    browser = app.test_client()
    fields = {"amount": amount, "bid_key": new_id() if bid_key is None else bid_key}
    data = {**fields, "csrf_token": form_token(browser)}
    cookie = browser.get_cookie("session")
    held = f"session={cookie.value}" if cookie else ""
    # By hand, for a cookie jar would not carry everything that an attacker's hand can.
    sent = f"{held}; bidding_pass={token}".replace("\x00", "%00")
    bare = app.test_client(use_cookies=False)
    return bare.post(f"/hall/{round_id}/bid", data=data, headers={"Cookie": sent}).status_code


# The same form twice


def test_what_the_desk_adds_is_added_once_however_often_it_is_sent(
    world: World, east: District, clerk: FlaskClient
) -> None:
    lot, case = f"/court/lots/{east.draft}", f"/court/cases/{east.case_id}"
    asset = {"title": "A boat", "asset_class": "MOVABLE"}
    forms: tuple[tuple[str, dict[str, object]], ...] = (
        (f"{case}/lots/new", asset),
        (f"{case}/parties", {"name": "A Bank", "role": "CREDITOR"}),
        (f"{case}/claims", {"kind": "CLAIM", "subject": "Loan", "amount": "100"}),
        (f"{lot}/parties", {"subject": east.party_id, "mode": "SERVED", "on": "2026-01-02"}),
        (f"{lot}/assets", asset),
        (f"{lot}/photos", {"alt": "The house.", "photo": make_picture}),
        (f"{lot}/documents", {"document_title": "The report.", "document": make_document}),
    )

    for path, fields in forms:
        once, more = new_id(), []
        for _ in range(3):
            files = {n: (io.BytesIO(v()), "file") if callable(v) else v for n, v in fields.items()}
            before = content_of(world)
            assert post(clerk, path, {**files, "once": once}).status_code == 303, path
            after = content_of(world)
            more.append({name for name in after if after[name] != before[name]} - {"lots"})
        assert more[0], path
        assert more[1:] == [set(), set()], path


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_act_of_the_court_is_done_once(app: Flask, world: World, east: District) -> None:
    judge, clerk = app.test_client(), app.test_client()
    sign_in(judge, east.email(Role.JUDGE))
    sign_in(clerk, east.email(Role.CLERK))
    grounds = {"ground": "other", "reason": "A claim.", "legal_basis": "CPL art. 238"}
    day = timedelta(days=2)
    going_on = {
        "resumes_at": f"{world.clock.now() + day:%Y-%m-%dT%H:%M}",
        "ended_on": f"{world.clock.now():%Y-%m-%d}",
    }
    acts = (
        (judge, east.submitted, "publish", {}),
        (judge, east.open.lot_id, "emergency", grounds),
        (clerk, east.open.lot_id, "report", {"what": "Smoke."}),
        (clerk, east.suspended.lot_id, "resume", {**grounds, **going_on}),
        (clerk, east.scheduled.lot_id, "correct", {}),
        (clerk, east.scheduled.lot_id, "withdraw", grounds),
        (clerk, east.draft, f"photos/{east.photo_id}/drop", {}),
        (clerk, east.draft, "assets/2/drop", {}),
        (clerk, east.draft, "priorities/drop", {"digest": east.digest}),
        (clerk, east.draft, "submit", {}),
        (judge, east.draft, "return", {"because": "The photo."}),
    )

    for browser, lot_id, act, fields in acts:
        path = f"/court/lots/{lot_id}"
        if act == "submit":
            _make_ready(world, MadeLot(lot_id, "", east.court_id, east.case_id))
        read = notice_read(browser.get(path).text) if act == "publish" else {}
        values = {**fields, **read, "version": _version(browser, path)}
        assert post(browser, f"{path}/{act}", values).status_code == 303, act
        before = content_of(world)
        again = post(browser, f"{path}/{act}", values)
        assert (again.status_code, 'role="alert"' in again.text) == (409, True), act
        assert content_of(world) == before, act


def _make_ready(world: World, made: MadeLot) -> None:
    at = world.clock.now()
    with world.database.transaction() as tx:
        notify_all(tx, made, at=at)
        decide(tx, made, at=at)


def _version(browser: FlaskClient, path: str) -> str:
    page = browser.get(path).text
    return page.partition('name="version" value="')[2].partition('"')[0] or "1"


def test_a_bidder_who_clicks_twice_enrols_and_is_asked_once(town: Town) -> None:
    view = town.publish(town.seize())
    ann, enrol = town.bring("Ann"), f"/enrol/{view.round_id}"

    both = {"declared": "yes", "qualified": "yes"}
    for step in ("begin", *(f"prompts/{number}" for number in range(1, 8)), "deposit"):
        assert [ann.get(enrol).send(f"{enrol}/{step}", **both).status for _ in range(2)] == [200, 200]
    assert _count(town.world, Enrolment, PaymentRequest) == [1, 1]
    town.pay("Ann")
    late = [ann.get(enrol).send(f"{enrol}/{step}").status for step in ("prompts/1", "deposit")]

    assert late == [409, 409]
    assert _count(town.world, Enrolment, PaymentRequest) == [1, 1]
    _check_money(town, refunds=0)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_an_operator_who_clicks_twice_is_told_that_it_is_done(
    app: Flask, world: World, east: District
) -> None:
    with world.database.transaction() as tx:
        make_staff(world, tx, Role.OPERATOR, email="op@town.example")
        auditor = make_staff(world, tx, Role.AUDITOR)
    operator = app.test_client()
    sign_in(operator, "op@town.example")
    court = {"name": "North Court", "time_zone": "Asia/Shanghai", "currency": "CNY"}
    clerk = {"email": "new@town.example", "role": "clerk", "court_id": east.court_id}
    acts: tuple[tuple[str, dict[str, object], int], ...] = (
        ("/operator/courts", court, 422),
        ("/operator/accounts", clerk, 422),
        (f"/operator/accounts/{auditor}/remove", {}, 409),
    )

    for path, fields, status in acts:
        assert post(operator, path, fields).status_code in (302, 303)
        before = content_of(world)
        again = post(operator, path, fields)
        assert (again.status_code, 'role="alert"' in again.text) == (status, True), path
        assert content_of(world) == before


def _check_money(town: Town, *, refunds: int) -> None:
    with town.world.database.reading() as tx:
        assert ledger.total(tx, "CNY") == Money(0, "CNY")
        sent = tx.scalar(select(func.count()).select_from(Payout).where(Payout.kind == "REFUND"))
    assert sent == refunds


# Deposits


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_deposit_of_a_wrong_amount_or_name_goes_back_and_may_be_paid_again(town: Town) -> None:
    view = town.publish(town.seize())
    page = town.ask_deposit("Ann", view.round_id)
    deposit = view.terms.deposit
    wrong = (
        {"amount": deposit - Money(1, "CNY")},
        {"amount": deposit + Money(1, "CNY")},
        {"payer": "Ben"},
    )

    for count, payment in enumerate(wrong, 1):
        town.pay("Ann", **payment)  # type: ignore[arg-type]  # a row of the table above
        town.wait(seconds=2)
        assert 'role="alert"' in str(page.get(f"/enrol/{view.round_id}").answer.text)  # type: ignore[union-attr]  # a page is open
        assert not page.has_form(f"{view.round_id}/enter")
        _check_money(town, refunds=count)
    town.pay("Ann")

    assert page.get(f"/enrol/{view.round_id}").has_form(f"{view.round_id}/enter")
    _check_money(town, refunds=len(wrong))


# Notices


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_notice_that_lacks_something_or_comes_too_late_is_not_published(town: Town) -> None:
    lot_id = town.seize()
    clerk = town.people["clerk"]
    terms = ("starting_price", "increment", "deposit", "opens_at", "closes_at")
    whole = {**NOTICE, **{name: town.written(lot_id, name) for name in terms}}
    soon = f"{town.now + timedelta(days=29):%Y-%m-%dT%H:%M}"
    wrong: dict[str, str] = {
        **{name: "" for name in NOTICE if name != "priority_holders"},
        **dict.fromkeys(terms, ""),
        "opens_at": soon,
    }

    refused = []
    for name, value in wrong.items():
        town.write(lot_id, **{name: value})
        clerk.get(f"/court/lots/{lot_id}").submit(f"{lot_id}/submit")
        refused.append((name, clerk.status, bool(clerk.alerts)))
        town.write(lot_id, **{name: whole[name]})
    assert refused == [(name, 409, True) for name in wrong]

    town.publish(lot_id)


# Uploads


def _bytes(size: int) -> bytes:
    return b"\xff\xd8\xff" + b"\x00" * size


FILES = (
    ("photo", b"", 422),
    ("photo", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 422),
    ("photo", b"GIF89a" + b"\x00" * 100, 422),
    ("photo", make_bomb(60_000, 60_000), 422),
    ("photo", make_picture()[:200], 422),
    ("photo", _bytes(PHOTO_BYTES_MAX), 422),
    ("photo", _bytes(40 * 1024 * 1024), 422),
    ("document", b"<html><script>alert(1)</script></html>", 422),
    ("document", b"%PDF-1.7\n<script>alert(1)</script>", 422),
    ("document", make_document()[:100], 422),
    ("document", make_document(pages=301), 422),
    ("document", make_picture(), 422),
)
FILE_NAME = '../../"><script>alert(1)</script>\r\n.jpg'


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_hostile_file_is_refused_in_words_and_nothing_of_it_kept(
    world: World, east: District, clerk: FlaskClient
) -> None:
    before = content_of(world)

    for kind, file, status in FILES:
        words = {"photo": "alt", "document": "document_title"}[kind]
        sent = {words: "Words", kind: (io.BytesIO(file), FILE_NAME)}
        answer = post(clerk, f"/court/lots/{east.draft}/{kind}s", sent)
        assert answer.status_code == status, file[:20]
        assert "alert(1)" not in answer.text
        assert ('role="alert"' if status == 422 else "This is too large") in answer.text

    assert content_of(world) == before
    assert _count(world, Photo, Document) == [1, 1]


# Addresses and methods


QUESTIONS = (
    ("page=-1", 200),
    ("page=0", 200),
    ("page=1e9", 200),
    ("page=99999999999999999999", 200),
    ("price_from=abc", 422),
    ("price_to=NaN", 422),
    ("price_from=-1", 422),
    ("price_from=1" + "0" * 30, 422),
    ("price_from=%EF%BC%97", 422),
    ("sort=drop+table", 200),
    ("status=%27+OR+1%3D1", 200),
    ("court=" + "x" * 5_000, 200),
    ("q=" + "x" * 50_000, 200),
    ("q=%25%25%25%5C", 200),
    ("q=%ED%A0%80", 200),
    ("q=%00", 422),
    ("%00=1", 422),
    ("_scheme=javascript&_external=1&_anchor=x", 200),
    ("language=xx&language=en", 200),
    ("&&&=&", 200),
)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_strange_question_to_the_list_gets_a_page(app: Flask) -> None:
    visitor = app.test_client()

    answers = [visitor.get(f"/lots?{query}") for query, _status in QUESTIONS]

    assert [answer.status_code for answer in answers] == [status for _query, status in QUESTIONS]
    assert all("<h1" in answer.text for answer in answers)


IDS = ("%00", "%ED%A0%80", "%2e%2e%2fetc", "a" * 5_000, "%0d%0aX:y", "9" * 5_000)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_strange_id_is_nothing_behind_every_address(app: Flask, east: District, clerk: FlaskClient) -> None:
    token = form_token(clerk)

    wrong = []
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & {"GET", "POST"}) if rule.arguments else ():
            for strange in IDS:
                path = _with_ids(rule, strange)
                data = {"csrf_token": token} if method == "POST" else None
                status = clerk.open(path, method=method, data=data).status_code
                # What a clerk may not enter is shut before anything is looked for; what is no number is
                # no row of an import, and its import takes no form.
                if status not in (403, 404, 405) and rule.endpoint not in ANSWERING:
                    wrong.append(f"{method} {path[:80]}: {status}")

    assert wrong == []


# A link that does not work leads to where a new one is asked for; a browser that is gone is signed out.
ANSWERING = frozenset({"security.confirm_email", "security.reset_password", "people.end_session"})


def _with_ids(rule: Rule, strange: str) -> str:
    parts = [part.partition(">") for part in rule.rule.split("<")]
    return parts[0][0] + "".join(strange + rest for _, _, rest in parts[1:])


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_form_without_its_token_and_every_wrong_method_is_refused_in_words(
    app: Flask, world: World
) -> None:
    browser = app.test_client()
    before = content_of(world)

    for rule in app.url_map.iter_rules():
        path = _with_ids(rule, "1")
        methods = rule.methods or set()
        if "POST" in methods and rule.endpoint != "payments.webhook":
            answer = browser.post(path, data={"csrf_token": "guessed"})
            assert (answer.status_code, "no longer valid" in answer.text) == (400, True), path
        known = {m for r in app.url_map.iter_rules() if _with_ids(r, "1") == path for m in r.methods or ()}
        for method in sorted({"POST", "GET", "PUT", "PATCH", "DELETE"} - known):
            answer = browser.open(path, method=method)
            assert answer.status_code == 405, (method, path)
            assert answer.headers["Allow"]
            assert "another kind of request" in answer.text

    assert content_of(world) == before


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_form_without_files_is_at_most_a_megabyte(app: Flask) -> None:
    browser, kind = app.test_client(), "application/x-www-form-urlencoded"

    fits = browser.post("/account/login", data="a" * FORM_BYTES_MAX, content_type=kind)
    spills = browser.post("/account/login", data="a&" * (FORM_BYTES_MAX // 2) + "a", content_type=kind)

    assert fits.status_code == 400
    assert spills.status_code == 413
    assert "This is too large" in spills.text


HEADERS: tuple[dict[str, str], ...] = (
    {"Cookie": "session=~; bidding_pass=; language=%00"},
    {"Cookie": "session=~" + "x" * 5_000},
    {"Cookie": "session=\xff\xfe; language=<script>"},
    {"Cookie": "=;;;=="},
    {"Accept-Language": "zh-" + "x" * 5_000 + ";q=NaN, *;q=-1, ;;;"},
    {"User-Agent": "<script>alert(1)</script>" * 500},
    {"Range": "bytes=99999999999999999999-", "If-None-Match": '"' * 99, "If-Modified-Since": "never"},
    {"Sec-Fetch-Site": "\x7f", "Referer": "javascript:alert(1)", "X-Forwarded-For": "a" * 5_000},
    {"Host": "evil.example"},
    {"Content-Length": "0", "Content-Type": "multipart/form-data"},
)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_strange_headers_get_the_page_all_the_same(app: Flask, east: District) -> None:
    bare = app.test_client(use_cookies=False)

    for headers in HEADERS:
        for path in ("/", "/account/login", f"/hall/{east.open.round_id}", f"/lots/{east.open.lot_id}"):
            answer = bare.get(path, headers=headers)
            assert answer.status_code == 200, (path, headers)
            assert "alert(1)" not in answer.text
            assert "evil.example" not in answer.text
