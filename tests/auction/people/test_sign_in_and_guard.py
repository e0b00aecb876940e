"""What sign-in, sessions and the guard refuse, through the doors, on the embedded database."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from auction.kernel.clock import ClockUnsure
from auction.kernel.doors import Role
from auction.people import sign_in_views
from auction.people.limits import REGISTRATIONS_MAX, SIGN_IN_ATTEMPTS_MAX
from auction.people.tables import SignedInSession
from tests.support.cases import make_court
from tests.support.people import (
    ID_NUMBERS,
    PASSWORD,
    email_of,
    form_token,
    letters,
    link_in,
    make_bidder,
    make_staff,
    post,
    sign_in,
)
from tests.support.people_app import make_app

NEW_PASSWORD = "another sentence to keep"


@pytest.fixture
def world(sqlite_world):
    return sqlite_world


@pytest.fixture
def app(world):
    return make_app(world)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def ann(world):
    with world.database.transaction() as tx:
        return make_bidder(world, tx, email="ann@people.example")


@pytest.fixture
def operator(world, client):
    with world.database.transaction() as tx:
        account_id = make_staff(world, tx, Role.OPERATOR, email="op@people.example")
    sign_in(client, "op@people.example")
    return account_id


def register(client, email="bea@people.example", password=PASSWORD, again=PASSWORD):
    return post(
        client, "/account/register", {"email": email, "password": password, "password_confirm": again}
    )


def session_count(world) -> int:
    with world.database.reading() as tx:
        return tx.query(SignedInSession).count()


def text_of(answer) -> str:
    return answer.get_data(as_text=True)


def test_a_confirmation_link_works_by_our_address_whatever_the_request_says(world, client):
    client.get("/account/login")
    token = re.search(r'name="csrf_token" value="([^"]+)"', text_of(client.get("/account/register")))[1]
    client.post(
        "/account/register",
        data={
            "email": "bea@people.example",
            "password": PASSWORD,
            "password_confirm": PASSWORD,
            "csrf_token": token,
        },
        headers={"X-Forwarded-Host": "evil.example"},
    )

    assert f"{world.settings.public_url}/account/confirm/" in letters(world)[0]
    assert client.get(link_in(letters(world)[0])[:-2]).location == "/account/confirm"


@pytest.mark.parametrize(
    ("email", "password", "again", "words"),
    [
        ("nobody", PASSWORD, PASSWORD, "This is not an e-mail address."),
        ("bea@people.example", "short", "short", "A password has at least 12 and at most 128 characters."),
        ("bea@people.example", "p" * 129, "p" * 129, "at least 12 and at most 128 characters."),
        ("bea@people.example", PASSWORD, PASSWORD + "!", "The two passwords differ."),
        ("", "", "", "Enter your e-mail address."),
    ],
)
def test_a_registration_that_cannot_be_right_is_shown_again(world, client, email, password, again, words):
    answer = register(client, email, password, again)

    assert answer.status_code == 422
    assert words in text_of(answer) and f'value="{email}"' in text_of(answer)
    assert letters(world) == []


def test_nobody_registers_as_something_else(world, client):
    post(
        client,
        "/account/register",
        {
            "email": "bea@people.example",
            "password": PASSWORD,
            "password_confirm": PASSWORD,
            "role": "operator",
            "active": "1",
            "confirmed_at": "2026-01-01",
        },
    )
    client.get(link_in(letters(world)[0]))
    sign_in(client, "bea@people.example")

    assert client.get("/operator/accounts").status_code == 403


def test_a_wrong_password_and_a_stranger_get_the_same_answer(client, ann):
    wrong = post(client, "/account/login", {"email": "ann@people.example", "password": "x" * 12})
    stranger = post(client, "/account/login", {"email": "eve@people.example", "password": "x" * 12})

    assert wrong.status_code == stranger.status_code == 422
    assert "do not belong together" in text_of(wrong) and "do not belong together" in text_of(stranger)


@pytest.mark.parametrize("password", ["p" * 5_000, "\ufdfa" * 500, "e\u0301" * 3_000], ids=len)
def test_a_password_longer_than_any_is_a_wrong_one(client, ann, password):
    for email in ("ann@people.example", "eve@people.example"):
        answer = post(client, "/account/login", {"email": email, "password": password})
        assert answer.status_code == 422 and "do not belong together" in text_of(answer)

    sign_in(client, "ann@people.example")
    fields = {"password": password, "new_password": PASSWORD + "!", "new_password_confirm": PASSWORD + "!"}
    assert post(client, "/account/change", fields).status_code == 422


def test_an_address_is_the_same_in_the_capitals_of_every_script(world, app, client):
    for typed in ("Élodie@people.example", "élodie@PEOPLE.example", "ÉLODIE@people.example"):
        assert register(client, typed).status_code == 302
    client.get(link_in(letters(world)[0]))

    sign_in(app.test_client(), "ÉLODIE@people.example")
    assert len({line for letter in letters(world) for line in letter.splitlines() if "To:" in line}) == 1


def test_guessing_passwords_ends_after_five_and_hurts_nobody_else(app, client, ann, world):
    for _ in range(SIGN_IN_ATTEMPTS_MAX):
        wrong = post(client, "/account/login", {"email": "ann@people.example", "password": "x" * 12})
        assert wrong.status_code == 422

    answer = post(client, "/account/login", {"email": "Ann@people.example", "password": PASSWORD})

    assert answer.status_code == 429 and "Too many attempts" in text_of(answer)
    assert int(answer.headers["Retry-After"]) > 0
    with world.database.transaction() as tx:
        bob = make_bidder(world, tx)
    sign_in(app.test_client(), email_of(world, bob))


def test_a_browser_without_an_address_is_limited_too(client, ann):
    client.environ_base["REMOTE_ADDR"] = ""
    fields = {"email": "ann@people.example", "password": "x" * 12}

    statuses = [post(client, "/account/login", fields).status_code for _ in range(SIGN_IN_ATTEMPTS_MAX + 1)]
    registered = [register(client, f"b{n}@people.example").status_code for n in range(REGISTRATIONS_MAX + 1)]

    assert statuses[-2:] == [422, 429]
    assert registered[-2:] == [302, 429]


def test_signing_in_often_is_no_attempt(client, ann):
    for _ in range(SIGN_IN_ATTEMPTS_MAX + 1):
        sign_in(client, "ann@people.example")
        assert post(client, "/account/logout").status_code == 302


def test_registrations_from_one_address_are_limited(client):
    for number in range(REGISTRATIONS_MAX):
        assert register(client, f"bea{number}@people.example").status_code == 302

    assert register(client, "one-more@people.example").status_code == 429


def test_asking_for_a_link_tells_nobody_who_has_an_account(world, client, ann):
    known = post(client, "/account/reset", {"email": "ann@people.example"})
    unknown = post(client, "/account/reset", {"email": "eve@people.example"})

    assert known.status_code == unknown.status_code == 200
    assert len(letters(world)) == 1


def test_a_form_token_planted_before_sign_in_is_worth_nothing_after_it(client, ann):
    client.get("/account/login")
    planted = form_token(client)
    sign_in(client, "ann@people.example")

    answer = client.post("/other/signed_in", data={"csrf_token": planted})

    assert answer.status_code == 400
    assert form_token(client) != planted


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("trouble", [OperationalError("s", {}, Exception("x")), PoolTimeout(), ClockUnsure()])
def test_a_database_too_busy_to_say_who_comes_signs_nobody_out(client, ann, monkeypatch, method, trouble):
    sign_in(client, "ann@people.example")
    cookie = client.get_cookie("session").value

    def fail(*_args):
        raise trouble

    with monkeypatch.context() as patched:
        patched.setattr("auction.people.store.session", fail)
        busy = getattr(client, method)("/other/signed_in")

    assert busy.status_code == 503 and "Retry-After" in busy.headers
    assert client.get_cookie("session").value == cookie
    assert client.get("/account/").status_code == 200


def test_an_act_is_not_undone_because_its_message_was_lost(client, ann, monkeypatch):
    sign_in(client, "ann@people.example")
    token = form_token(client)

    def fail(*_args):
        raise OperationalError("s", {}, Exception("x"))

    monkeypatch.setattr("auction.people.store.keep_session", fail)

    assert client.post("/account/sessions/end", data={"csrf_token": token}).status_code == 302


def test_signing_out_ends_the_session_in_the_table(world, client, ann):
    sign_in(client, "ann@people.example")
    cookie = client.get_cookie("session").value

    post(client, "/account/logout")

    assert session_count(world) == 0
    client.set_cookie("session", cookie)
    assert client.get("/account/").status_code == 302


def test_a_signed_cookie_never_says_who_is_signed_in(world, app, client, ann):
    with client.session_transaction() as forged, world.database.reading() as tx:
        from auction.people import store

        forged["_user_id"] = store.account(tx, ann).fs_uniquifier
    interface = app.session_interface
    serializer = interface.get_signing_serializer(app)
    client.set_cookie("session", serializer.dumps({"_user_id": "x", "_fresh": True}))

    assert client.get("/account/").status_code == 302


def test_the_day_ends_after_twelve_hours_however_busy(world, client, ann):
    sign_in(client, "ann@people.example")

    for _ in range(26):
        last = client.get("/account/").status_code
        world.clock.advance(minutes=29)

    assert last == 302


def test_reading_pages_writes_at_most_once_a_minute(world, client, ann):
    sign_in(client, "ann@people.example")
    client.get("/account/")

    def seen():
        with world.database.reading() as tx:
            return tx.query(SignedInSession.last_seen_at).scalar()

    first = seen()
    world.clock.advance(seconds=59)
    client.get("/account/")
    assert seen() == first
    world.clock.advance(seconds=1)
    client.get("/account/")
    assert seen() == world.clock.now()


def test_visitors_leave_no_row(world, client):
    client.get("/account/login")
    client.get("/other/open")

    assert session_count(world) == 0


@pytest.mark.parametrize("wish", ["//evil.example/", "/\t/evil.example", "/\\evil.example", ""])
def test_the_identity_form_leads_nowhere_outside(client, ann, wish):
    sign_in(client, "ann@people.example")
    fields = {"kind": "NATURAL", "name": "王小明", "number": ID_NUMBERS[0], "next": wish}

    assert post(client, "/account/identity", fields).location == "/account/"


def test_signing_in_leads_back_to_where_one_was_stopped_and_nowhere_else(client, ann):
    stopped = client.get("/other/signed_in?page=2")
    assert stopped.location == "/account/login?next=/other/signed_in?page%3D2"

    fields = {"email": "ann@people.example", "password": PASSWORD}
    assert post(client, stopped.location, fields).location == "/other/signed_in?page=2"
    post(client, "/account/logout")
    outside = post(client, "/account/login?next=https://evil.example/", fields)
    assert "evil" not in (outside.location or "")


def test_staff_that_cannot_be_made_or_removed_are_explained(client, operator, ann):
    answer = post(client, "/operator/accounts", {"email": "ann@people.example", "role": "judge"})

    assert answer.status_code == 422
    assert "There is an account with this address already." in text_of(answer)
    assert "An officer belongs to a court; choose it." in text_of(answer)
    assert post(client, f"/operator/accounts/{operator}/remove").status_code == 409
    assert post(client, f"/operator/accounts/{ann}/remove").status_code == 404
    assert post(client, f"/operator/accounts/{ann}/invite").status_code == 404


def test_the_first_operator_is_made_on_the_command_line(world, app):
    runner, arguments = app.test_cli_runner(), ["people", "make-operator", "op@people.example"]

    made = runner.invoke(args=arguments)
    again = runner.invoke(args=arguments)

    assert made.exit_code == 0 and again.exit_code == 1
    assert "There is an account with this address already." in again.output
    client, fields = app.test_client(), {"password": PASSWORD, "password_confirm": PASSWORD}
    post(client, link_in(made.output), fields)
    sign_in(client, "op@people.example")
    assert client.get("/operator/accounts").status_code == 200


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        (None, "/other/open", 200),
        (None, "/other/signed_in", 302),
        (None, "/other/forgotten", 403),
        (None, "/operator/accounts", 302),
        (Role.BIDDER, "/other/signed_in", 200),
        (Role.BIDDER, "/other/officers", 403),
        (Role.BIDDER, "/operator/accounts", 403),
        (Role.AUDITOR, "/other/officers", 403),
        (Role.AUDITOR, "/operator/accounts", 403),
        (Role.JUDGE, "/other/officers", 200),
        (Role.JUDGE, "/operator/accounts", 403),
        (Role.OPERATOR, "/operator/accounts", 200),
        (Role.OPERATOR, "/other/officers", 403),
        (Role.OPERATOR, "/other/forgotten", 403),
        (Role.OPERATOR, "/nothing/here", 404),
    ],
)
def test_the_guard_opens_only_what_a_row_opens(world, client, role, path, status):
    with world.database.transaction() as tx:
        if role is not None:
            court_id = make_court(tx) if role is Role.JUDGE else ""
            make_staff(world, tx, role, court_id=court_id, email="who@people.example")
    if role is not None:
        sign_in(client, "who@people.example")

    assert client.get(path).status_code == status


def test_a_form_from_elsewhere_is_refused(client, ann):
    sign_in(client, "ann@people.example")

    assert post(client, "/other/signed_in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post(client, "/other/signed_in", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    stale = client.post("/other/signed_in")
    assert stale.status_code == 400 and "This form is no longer valid" in text_of(stale)


def test_what_is_no_text_is_refused_by_name_before_any_door(client, ann):
    sign_in(client, "ann@people.example")

    for answer in (
        post(client, "/account/identity", {"kind": "NATURAL", "name": "a\x00b"}),
        client.get("/other/signed_in?q=a%00b"),
    ):
        assert answer.status_code == 422 and "(code 0)" in text_of(answer)
    assert client.get("/other/sig\x00ned_in").status_code == 404


def test_what_is_not_public_is_not_stored_by_browsers(client, ann):
    assert client.get("/other/open").headers["Cache-Control"] == "private, no-cache"
    sign_in(client, "ann@people.example")
    assert client.get("/account/").headers["Cache-Control"] == "no-store"
    assert client.get("/account/login").headers["Cache-Control"] == "no-store"


def test_everybody_is_led_to_their_work(client, operator):
    assert client.get("/account/after-sign-in").location == "/operator/accounts"


@pytest.mark.parametrize(
    ("method", "path", "writes"),
    [
        ("GET", "/account/login", False),
        ("POST", "/account/login", False),
        ("GET", "/account/register", False),
        ("POST", "/account/register", True),
        ("GET", "/account/confirm/token", True),
        ("POST", "/account/reset/token", True),
        ("POST", "/account/change", True),
        ("POST", "/account/identity", False),
        ("POST", "/other/open", False),
        ("GET", "/nothing", False),
    ],
)
def test_the_library_takes_the_write_lock_only_where_an_account_changes(app, method, path, writes):
    with app.test_request_context(path, method=method):
        assert sign_in_views._is_writing() is writes


def test_a_page_is_read_although_somebody_holds_the_write_lock(world, client, ann, monkeypatch):
    monkeypatch.setattr("auction.kernel.database.BUSY_TIMEOUT_MS", 50)
    sign_in(client, "ann@people.example")
    world.clock.advance(minutes=2)

    with world.database.transaction() as tx:
        tx.connection()
        assert client.get("/account/").status_code == 200
