"""The enrolment pages through their doors, without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from auction.enrolment import jobs, store
from auction.enrolment.bidding_pass import open_pass
from auction.enrolment.rights import store as rights
from auction.kernel.doors import Role
from auction.people import service as people
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.outcome import Sold, Unsold
from tests.support import enrolment
from tests.support.cases import make_court
from tests.support.people import ID_NUMBERS, email_of, make_bidder, make_staff, post, sign_in
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round

DECLARED = {"declared": "yes", "qualified": "yes"}


@pytest.fixture
def round_id(world):
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        return make_round(tx)


@pytest.fixture
def ann(world, client):
    with world.database.transaction() as tx:
        account_id = make_bidder(world, tx, name="Ann", email="ann@people.example")
    sign_in(client, "ann@people.example")
    return account_id


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def end_round(world, round_id, outcome):
    world.clock.set(OPENS_AT)
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
    world.clock.set(CLOSES_AT)
    with world.database.transaction() as tx:
        board = rounds_store.lock_board(tx, round_id)
        rounds.record_outcomes(tx, ended=[(board, outcome)], at=CLOSES_AT)


def test_the_way_from_the_first_page_to_the_hall(world, client, round_id, ann):
    page = f"/enrol/{round_id}"
    assert "Begin to enrol" in text_of(client.get(page))
    assert post(client, f"{page}/begin", DECLARED).status_code == 303
    for prompt in range(1, 8):
        assert f"{prompt - 1} of 7 acknowledged" in text_of(client.get(page))
        assert post(client, f"{page}/prompts/{prompt}").status_code == 303
    assert post(client, f"{page}/deposit").status_code == 303
    asked = text_of(client.get(page))
    assert "CN¥71,400.00" in asked
    assert re.search(r"[B-Z2-9]{5}-[B-Z2-9]{5}", asked)
    assert "Write this name as the payer Ann" in asked
    enrolment.pay(world, round_id, ann)
    assert "It is being confirmed" in text_of(client.get(page))
    jobs.confirm_deposits(world)
    with world.database.reading() as tx:
        code = store.enrolled(tx, round_id=round_id, account_id=ann).bidder_code
    assert code in text_of(client.get(page))

    entered = post(client, f"{page}/enter")

    assert (entered.status_code, entered.headers["Location"]) == (303, f"/hall/{round_id}")
    cookie = entered.headers["Set-Cookie"]
    assert f"Path=/hall/{round_id}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    token = re.match(r"bidding_pass=([^;]+)", cookie)[1]
    opened = open_pass(world.settings.secret_key, token, at=world.clock.now())
    assert (opened.round_id, opened.bidder_code) == (round_id, code)


def test_without_an_identity_the_page_leads_to_the_account(world, client, round_id):
    with world.database.transaction() as tx:
        make_bidder(world, tx, email="nobody@people.example")
    sign_in(client, "nobody@people.example")

    assert 'href="/account/"' in client.get(f"/enrol/{round_id}").get_data(as_text=True)
    refused = post(client, f"/enrol/{round_id}/begin", DECLARED)

    assert (refused.status_code, "R-31" in text_of(refused)) == (409, True)


def test_a_skipped_prompt_is_named(client, round_id, ann):
    post(client, f"/enrol/{round_id}/begin", DECLARED)
    for prompt in (1, 2, 3, 4, 5, 6):
        post(client, f"/enrol/{round_id}/prompts/{prompt}")

    refused = post(client, f"/enrol/{round_id}/deposit")

    assert refused.status_code == 409
    assert "R-24/ACK(7)" in text_of(refused)


ODD_STEPS = [
    ("/prompts/8", 422),
    ("/prompts/0", 422),
    ("/prompts/-1", 404),
    ("/prompts/" + "9" * 5000, 404),
    ("/prompts/x", 404),
    ("/enter", 409),
    ("/deposit", 409),
]
STEPS = ("begin", "prompts/1", "deposit", "enter")


def test_odd_steps_are_refused(client, round_id, ann):
    post(client, f"/enrol/{round_id}/begin", DECLARED)

    answered = [(path, post(client, f"/enrol/{round_id}{path}").status_code) for path, _ in ODD_STEPS]

    assert answered == ODD_STEPS


def test_an_unknown_round_is_not_found(client, ann):
    for unknown in ("0" * 32, "x" * 300, "%00", "\u4e00"):
        pages = [client.get(f"/enrol/{unknown}")]
        pages += [post(client, f"/enrol/{unknown}/{step}") for step in STEPS]

        assert {page.status_code for page in pages} == {404}, unknown


def test_a_returned_deposit_says_why(world, client, round_id):
    account_id = enrolment.make_asked(world, round_id, "Ann")
    enrolment.pay(world, round_id, account_id, name="Bo")
    jobs.confirm_deposits(world)
    sign_in(client, email_of(world, account_id))

    seen = text_of(client.get(f"/enrol/{round_id}"))

    assert "The payer's name is not the real name of the bidder" in seen.replace("&#39;", "'")
    assert "Bo" not in re.findall(r"\w+", seen)


def test_the_list_shows_where_each_enrolment_stands(world, client, round_id):
    seat = enrolment.make_admitted(world, round_id, "Ann")
    sign_in(client, email_of(world, seat.account_id))
    assert seat.bidder_code in text_of(client.get("/my/enrolments"))
    end_round(world, round_id, Unsold(CLOSES_AT))
    sign_in(client, email_of(world, seat.account_id))

    seen = text_of(client.get("/my/enrolments"))

    assert "The round ended without a sale" in seen
    assert "The round ended without a sale" in text_of(client.get(f"/enrol/{round_id}"))


def test_whoever_signs_out_leaves_no_pass_behind(world, client, round_id):
    seat = enrolment.make_admitted(world, round_id, "Ann")
    world.clock.set(OPENS_AT)
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
    sign_in(client, email_of(world, seat.account_id))
    hall = f"/hall/{round_id}"
    post(client, f"/enrol/{round_id}/enter")
    assert client.get_cookie("bidding_pass", path=hall) is not None
    assert f"{hall}/bid" in client.get(hall).get_data(as_text=True)

    post(client, "/account/logout")

    assert client.get_cookie("bidding_pass", path=hall) is None
    assert f"{hall}/bid" not in client.get(hall).get_data(as_text=True)


def test_the_buyer_is_led_to_the_balance_and_the_others_are_not(world, client, app, round_id):
    ann = enrolment.make_admitted(world, round_id, "Ann")
    bo = enrolment.make_admitted(world, round_id, "Bo")
    end_round(world, round_id, Sold(ann.bidder_code, cny(744_000), CLOSES_AT))
    sign_in(client, email_of(world, ann.account_id))
    other = app.test_client()
    sign_in(other, email_of(world, bo.account_id))

    bought, outbid = client.get(f"/enrol/{round_id}"), other.get(f"/enrol/{round_id}")

    assert f"/my/rounds/{round_id}/balance" in bought.get_data(as_text=True)
    assert f"/my/rounds/{round_id}/balance" not in outbid.get_data(as_text=True)
    assert "Another bidder bought it" in text_of(outbid)
    assert f"/my/rounds/{round_id}/balance" in client.get("/my/enrolments").get_data(as_text=True)


def test_staff_see_how_many_and_which_codes_but_nobody(world, client, round_id):
    seat = enrolment.make_admitted(world, round_id, "Ann")
    with world.database.transaction() as tx:
        own = rounds_store.read_round(tx, round_id).court_id
        make_staff(world, tx, Role.CLERK, court_id=own, email="clerk@court.example")
    sign_in(client, "clerk@court.example")

    seen = client.get(f"/enrol/{round_id}").get_data(as_text=True)

    assert seat.bidder_code in seen
    assert not any(secret in seen for secret in (seat.account_id, seat.enrolment_id, ">Ann<"))
    assert post(client, f"/enrol/{round_id}/begin", DECLARED).status_code == 403
    assert client.get("/my/enrolments").status_code == 403


def test_an_officer_of_another_court_finds_nothing(world, client, round_id):
    with world.database.transaction() as tx:
        make_staff(world, tx, Role.JUDGE, court_id=make_court(tx), email="judge@other.example")
    sign_in(client, "judge@other.example")

    assert client.get(f"/enrol/{round_id}").status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, round_id):
    answer = client.get(f"/enrol/{round_id}")

    assert (answer.status_code, "/account/login" in answer.headers["Location"]) == (302, True)
    assert client.get("/my/enrolments").status_code == 302


def test_an_agent_enters_from_the_own_page_once_the_bidder_has_a_code(world, client, round_id, ann):
    with world.database.transaction() as tx:
        bidder = make_bidder(world, tx, name="Bo")
        digests = [people.identity_of(tx, each).digest for each in (bidder, ann)]
        told = {"power": "No. 7", "proposal_id": "", "at": world.clock.now()}
        rights.add_agent(tx, round_id=round_id, principal=digests[0], agent=digests[1], **told)
    assert "The bidder has no bidder code yet" in text_of(client.get(f"/enrol/{round_id}"))
    assert f"/enrol/{round_id}" in client.get("/my/enrolments").text
    enrolment.admit(world, round_id, bidder, name="Bo")

    page = client.get(f"/enrol/{round_id}")

    assert "You bid for somebody else" in text_of(page)
    assert post(client, f"/enrol/{round_id}/enter").headers["Location"] == f"/hall/{round_id}"
    assert post(client, f"/enrol/{round_id}/begin", DECLARED).status_code == 409
    left = post(client, "/account/logout")
    assert any(f"Path=/hall/{round_id}" in cookie for cookie in left.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("declared", [{}, {"declared": "yes"}, {"qualified": "yes"}])
def test_nobody_begins_without_both_declarations(client, round_id, ann, declared):
    refused = post(client, f"/enrol/{round_id}/begin", declared)

    assert (refused.status_code, "R-35" in text_of(refused)) == (409, True)


def test_a_bidder_names_who_buys_together_and_nothing_written_is_lost(world, client, round_id, ann):
    page = f"/enrol/{round_id}"
    post(client, f"{page}/begin", DECLARED)
    bo = {"kind": "NATURAL", "name": "Bo Lin", "number": ID_NUMBERS[1], "share": "1/2", "agreed": "yes"}

    refused = post(client, f"{page}/partners", {**bo, "number": "17", "share": ""})
    assert refused.status_code == 409
    assert "Write which share this person takes" in text_of(refused)
    assert 'value="Bo Lin"' in refused.get_data(as_text=True)
    assert post(client, f"{page}/partners", bo).status_code == 303
    shown = client.get(page).get_data(as_text=True)
    assert "Bo Lin · 1/2" in shown and ID_NUMBERS[1] not in shown
    assert "named already" in text_of(post(client, f"{page}/partners", bo))

    drop = re.search(r"/partners/([0-9a-f]{32})/drop", shown)[1]
    assert post(client, f"{page}/partners/{drop}/drop").status_code == 303
    assert "Bo Lin" not in text_of(client.get(page))
    assert post(client, f"{page}/partners/{drop}/drop").status_code == 409
