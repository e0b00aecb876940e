"""The stories of an account through the doors, on both databases."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from auction.approvals import service as approvals
from auction.approvals import store as approvals_store
from auction.kernel.doors import Role
from auction.people import service
from auction.people.acts import ACTS
from auction.people.limits import IDENTITIES_MAX
from auction.people.tables import Account, SignedInSession
from tests.support.cases import make_court
from tests.support.people import (
    ID_NUMBERS,
    PASSWORD,
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


def test_sign_up_confirm_sign_in_be_listed_be_signed_out(world, app, client):
    assert register(client).location == "/account/login"
    (letter,) = letters(world)
    assert "To: bea@people.example" in letter
    fields = {"email": "bea@people.example", "password": PASSWORD}
    assert post(client, "/account/login", fields).status_code == 422

    assert client.get(link_in(letter)).location == "/account/login"
    answer = post(client, "/account/login", {**fields, "email": "BEA@people.example"})
    assert answer.location == "/account/after-sign-in"
    page = text_of(client.get("/account/"))
    assert "bea@people.example" in page and "this browser" in page

    other = app.test_client()
    sign_in(other, "bea@people.example")
    page = text_of(client.get("/account/"))
    (token_hash,) = re.findall(r"/account/sessions/(\w{64})/end", page)
    assert post(client, f"/account/sessions/{token_hash}/end").status_code == 302
    assert other.get("/account/").location.startswith("/account/login")
    assert client.get("/account/").status_code == 200


def test_a_taken_address_is_told_to_its_owner_only(world, client, ann):
    answer = register(client, "ann@people.example")

    assert answer.location == "/account/login"
    assert "has an account already" in letters(world)[0]


def test_two_who_take_one_address_at_the_same_moment_are_both_answered(world, app):
    browsers = [app.test_client() for _ in range(2)]
    tokens = [form_token(browser) for browser in browsers]
    fields = {"email": "bea@people.example", "password": PASSWORD, "password_confirm": PASSWORD}
    ready = threading.Barrier(2)

    def take(order):
        ready.wait(5)
        data = {**fields, "csrf_token": tokens[order]}
        return browsers[order].post("/account/register", data=data).status_code

    with ThreadPoolExecutor(2) as both:
        statuses = sorted(both.map(take, range(2)))

    assert statuses in ([302, 302], [302, 409])
    with world.database.reading() as tx:
        assert tx.query(Account).count() == 1


def test_a_forgotten_password_is_set_anew_once_and_signs_everybody_out(world, app, client, ann):
    sign_in(client, "ann@people.example")
    other = app.test_client()
    assert post(other, "/account/reset", {"email": "ann@people.example"}).status_code == 200
    link = link_in(letters(world)[-1])

    fields = {"password": NEW_PASSWORD, "password_confirm": NEW_PASSWORD}
    assert post(other, link, fields).location == "/account/login"

    assert client.get("/account/").location.startswith("/account/login")
    assert session_count(world) == 0
    sign_in(other, "ann@people.example", NEW_PASSWORD)
    assert post(app.test_client(), link, fields).location == "/account/reset"


def test_a_changed_password_keeps_this_browser_and_ends_the_others(world, app, client, ann):
    other = app.test_client()
    sign_in(other, "ann@people.example")
    sign_in(client, "ann@people.example")
    fields = {
        "password": PASSWORD,
        "new_password": NEW_PASSWORD,
        "new_password_confirm": NEW_PASSWORD,
    }

    assert post(client, "/account/change", {**fields, "password": "wrong" * 4}).status_code == 422
    assert post(client, "/account/change", fields).location == "/account/"

    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert session_count(world) == 1


def test_the_browser_holds_no_more_than_a_new_token(world, client, ann):
    client.get("/account/login")
    before = client.get_cookie("session").value
    sign_in(client, "ann@people.example")
    after = client.get_cookie("session")

    assert after.value.startswith("~") and after.value != before
    assert after.http_only and after.same_site == "Lax"
    with world.database.reading() as tx:
        assert after.value[1:] not in tx.query(SignedInSession).one().token_hash


def test_idle_browsers_are_signed_out_and_busy_ones_are_not(world, client, ann):
    sign_in(client, "ann@people.example")

    world.clock.advance(minutes=29)
    assert client.get("/account/").status_code == 200
    world.clock.advance(minutes=29)
    assert client.get("/account/").status_code == 200
    world.clock.advance(minutes=30)
    assert client.get("/account/").status_code == 302


def test_an_identity_is_registered_and_wrong_ones_are_explained(client, ann):
    sign_in(client, "ann@people.example")
    wrong = {"kind": "NATURAL", "name": "王小明", "number": ID_NUMBERS[0][:17] + "1"}

    answer = post(client, "/account/identity", wrong)

    assert answer.status_code == 422
    assert "The last character of the id number does not fit the others" in text_of(answer)
    assert 'value="王小明"' in text_of(answer) and wrong["number"] in text_of(answer)
    assert "GB 11643" in text_of(answer) and 'role="alert"' in text_of(answer)

    right = {**wrong, "number": ID_NUMBERS[0], "next": "/other/open"}
    assert post(client, "/account/identity", right).location == "/other/open"


def test_an_identity_can_be_corrected_until_it_is_fixed(world, client, ann):
    sign_in(client, "ann@people.example")
    slip = {"kind": "NATURAL", "name": "王小日", "number": ID_NUMBERS[1]}
    post(client, "/account/identity", slip)

    page = text_of(client.get("/account/"))
    assert (
        "Correct and seal again" in page and f'value="{ID_NUMBERS[1]}"' in page and 'value="王小日"' in page
    )
    right = {**slip, "name": "王小明", "number": ID_NUMBERS[0]}
    assert post(client, "/account/identity", right).location == "/account/"
    assert 'value="王小明"' in text_of(client.get("/account/"))

    with world.database.transaction() as tx:
        service.fix_identity(tx, account_id=ann, at=world.clock.now())
    page = text_of(client.get("/account/"))
    assert "王小明" in page and ID_NUMBERS[0] not in page and "Correct and seal again" not in page
    assert "write to the court of the sale" in page
    refused = post(client, "/account/identity", slip)
    assert refused.status_code == 409 and "You have begun to enrol" in text_of(refused)


def test_nobody_tries_out_whose_number_is_registered(world, client, ann):
    with world.database.transaction() as tx:
        make_bidder(world, tx, name="Bo", number=ID_NUMBERS[1])
    sign_in(client, "ann@people.example")
    wish = {"kind": "NATURAL", "name": "王小明", "number": ID_NUMBERS[1]}

    slips = [post(client, "/account/identity", {**wish, "name": ""}).status_code for _ in range(12)]
    tries = [post(client, "/account/identity", wish).status_code for _ in range(IDENTITIES_MAX + 1)]

    assert set(slips) == {422}
    assert tries == [409] * IDENTITIES_MAX + [429]


def approve_account(world) -> str:
    """Let a second operator approve the one account that waits; return its id."""
    with world.database.transaction() as tx:
        second = make_staff(world, tx, Role.OPERATOR, email="second@people.example")
        (proposal,) = approvals_store.open_proposals(tx, "")
        refusals = approvals.approve(
            tx, act=ACTS[0], proposal_id=proposal.id, court_id="", hash_read=proposal.content_hash,
            by=second, at=world.clock.now(),
        )  # fmt: skip
    assert refusals == ()
    return proposal.id


def test_two_operators_make_staff_who_set_their_password_and_work(world, app, client, operator):
    with world.database.transaction() as tx:
        court_id = make_court(tx, name="First Court")
    wish = {"email": "clerk@court.example", "role": "clerk", "court_id": court_id}

    assert post(client, "/operator/accounts", wish).location == "/operator/accounts"
    assert "Proposed accounts" in text_of(client.get("/operator/accounts"))
    account_id = approve_account(world)
    page = text_of(client.get("/operator/accounts"))
    assert "clerk@court.example" in page and "First Court" in page
    assert post(client, f"/operator/accounts/{account_id}/invite").status_code == 302

    clerk = app.test_client()
    fields = {"password": NEW_PASSWORD, "password_confirm": NEW_PASSWORD}
    assert post(clerk, link_in(letters(world)[-1]), fields).location == "/account/login"
    sign_in(clerk, "clerk@court.example", NEW_PASSWORD)
    assert clerk.get("/other/officers").status_code == 200


def test_removed_staff_are_out_at_once_and_stay_out(world, app, client, operator):
    with world.database.transaction() as tx:
        auditor = make_staff(world, tx, Role.AUDITOR, email="auditor@people.example")
    other = app.test_client()
    sign_in(other, "auditor@people.example")

    assert post(client, f"/operator/accounts/{auditor}/remove").status_code == 302

    assert other.get("/other/signed_in").status_code == 302
    fields = {"email": "auditor@people.example", "password": PASSWORD}
    assert post(other, "/account/login", fields).status_code == 422
    post(other, "/account/reset", {"email": "auditor@people.example"})
    assert post(client, f"/operator/accounts/{auditor}/remove").status_code == 409
    assert post(client, f"/operator/accounts/{auditor}/invite").status_code == 404
