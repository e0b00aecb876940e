"""The pages of proposals: what waits, one to read, and a decision by another person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auction.approvals import service, store
from auction.approvals.proposal import State, Subject
from auction.kernel.doors import FINANCE, Role
from auction.kernel.refusal import Refusal
from tests.support.approvals import Noted
from tests.support.cases import AT, make_court
from tests.support.people import email_of, make_staff, post, sign_in

P1, P2 = "1" * 32, "2" * 32


class Desk:
    """A court with a clerk and a judge, an act that notes, and a browser each."""

    def __init__(self, world, app) -> None:
        self.world, self.app, self.noted = world, app, Noted()
        app.extensions["auction.acts"] = {"tests.note": self.noted.act}
        world.clock.set(AT)
        with world.database.transaction() as tx:
            self.court_id = make_court(tx, name="Harbour Court")
            self.other_id = make_court(tx, name="Hill Court")
            self.accounts = {
                "clerk": make_staff(world, tx, Role.CLERK, court_id=self.court_id),
                "judge": make_staff(world, tx, Role.JUDGE, court_id=self.court_id),
                "finance": make_staff(world, tx, Role.FINANCE, court_id=self.court_id),
                "stranger": make_staff(world, tx, Role.JUDGE, court_id=self.other_id),
            }

    def browser(self, who):
        client = self.app.test_client()
        sign_in(client, email_of(self.world, self.accounts[who]))
        return client

    def propose(self, proposal_id=P1, *, by="clerk", words="Close the <b>door</b>", act="tests.note"):
        with self.world.database.transaction() as tx:
            return service.propose(
                tx, proposal_id=proposal_id, act=act, subject=Subject(self.court_id),
                content={"words": words, "key": proposal_id}, by=self.accounts[by], at=self.world.clock.now(),
            )  # fmt: skip

    def state(self, proposal_id=P1):
        with self.world.database.reading() as tx:
            return store.proposal(tx, proposal_id, self.court_id).state


@pytest.fixture
def desk(sqlite_world, request):
    from bidding import sockets
    from tests.support import templates
    from wsgi import create_app

    app = create_app(world=sqlite_world)
    app.config.update(TESTING=True)
    templates.share(app)
    yield Desk(sqlite_world, app)
    sockets.detach(app)


def hash_on(page: str) -> str:
    return page.split('name="hash" value="')[1].split('"', maxsplit=1)[0]


def test_a_judge_reads_word_by_word_and_approves(desk):
    desk.propose()
    judge = desk.browser("judge")

    waiting = judge.get("/court/approvals/").get_data(as_text=True)
    assert "Write a note" in waiting
    home = judge.get("/court/").get_data(as_text=True)
    # Notices wait in a list of their own: that none does says nothing of other acts.
    assert "Write a note" in home and "No notice of anybody else waits for a judge." in home
    assert "Nobody else has proposed anything" not in home
    page = judge.get(f"/court/approvals/{P1}").get_data(as_text=True)
    assert "Close the &lt;b&gt;door&lt;/b&gt;" in page
    answer = post(judge, f"/court/approvals/{P1}/approve", {"hash": hash_on(page)})

    assert answer.status_code == 303
    assert [words for words, *_ in desk.noted.done] == ["Close the <b>door</b>"]
    assert desk.state() is State.APPROVED
    assert "approved and done" in judge.get(f"/court/approvals/{P1}").get_data(as_text=True)


def test_who_proposed_has_no_button_and_is_refused(desk):
    desk.propose(by="judge")
    judge = desk.browser("judge")

    page = judge.get(f"/court/approvals/{P1}").get_data(as_text=True)
    assert 'name="hash"' not in page
    with desk.world.database.reading() as tx:
        read = store.proposal(tx, P1, desk.court_id).content_hash
    answer = post(judge, f"/court/approvals/{P1}/approve", {"hash": read})
    assert answer.status_code == 409
    assert "only another person" in answer.get_data(as_text=True)
    assert desk.noted.done == []


def test_finance_reads_no_proposal_which_may_name_who_bids(desk):
    desk.propose()
    finance = desk.browser("finance")

    assert finance.get(f"/court/approvals/{P1}").status_code == 404
    assert post(finance, f"/court/approvals/{P1}/take-back", {}).status_code == 404
    assert post(finance, f"/court/approvals/{P1}/approve", {"hash": "x"}).status_code == 403
    assert P1 not in finance.get("/court/approvals/").get_data(as_text=True)


def test_finance_follows_what_it_proposes_itself_and_takes_it_back(desk):
    money = replace(desk.noted.act, name="tests.money", proposers=FINANCE)
    desk.app.extensions["auction.acts"]["tests.money"] = money
    desk.propose(by="finance", act="tests.money")
    desk.propose(P2)
    finance = desk.browser("finance")

    listed = finance.get("/court/approvals/").get_data(as_text=True)
    answer = post(finance, f"/court/approvals/{P1}/take-back", {})

    assert (P1 in listed, P2 in listed) == (True, False)
    assert answer.status_code == 303
    assert desk.state() is State.TAKEN_BACK


def test_another_role_neither_approves_nor_gives_back(desk):
    desk.propose()
    client = desk.browser("clerk")

    for act, fields in (("approve", {"hash": "x"}), ("return", {"because": "x"})):
        answer = post(client, f"/court/approvals/{P1}/{act}", fields)
        assert (answer.status_code, "Your role may not do this" in answer.get_data(as_text=True)) == (
            409,
            True,
        )
    assert desk.state() is State.OPEN


def test_another_court_sees_nothing(desk):
    desk.propose()
    stranger = desk.browser("stranger")

    assert stranger.get(f"/court/approvals/{P1}").status_code == 404
    assert "Write a note" not in stranger.get("/court/approvals/").get_data(as_text=True)
    for act in ("approve", "return", "take-back"):
        assert post(stranger, f"/court/approvals/{P1}/{act}").status_code == 404


def test_it_is_given_back_with_a_reason_and_what_was_written_is_kept_on_a_refusal(desk):
    desk.propose()
    judge = desk.browser("judge")

    empty = post(judge, f"/court/approvals/{P1}/return", {"because": "  "})
    assert (empty.status_code, "Say why you give it back" in empty.get_data(as_text=True)) == (409, True)
    too_long = post(judge, f"/court/approvals/{P1}/return", {"because": "y" * 2001})
    assert "y" * 2001 in too_long.get_data(as_text=True)
    done = post(judge, f"/court/approvals/{P1}/return", {"because": "Which door?"})
    assert done.status_code == 303
    assert "Which door?" in desk.browser("clerk").get("/court/approvals/").get_data(as_text=True)


def test_only_who_proposed_takes_back(desk):
    desk.propose()

    assert post(desk.browser("judge"), f"/court/approvals/{P1}/take-back").status_code == 409
    assert post(desk.browser("clerk"), f"/court/approvals/{P1}/take-back").status_code == 303
    assert desk.state() is State.TAKEN_BACK


def test_after_a_day_it_says_that_it_expired_before_the_clock_came_by(desk):
    desk.propose()
    desk.world.clock.set(AT + timedelta(hours=24))
    judge = desk.browser("judge")

    page = judge.get(f"/court/approvals/{P1}").get_data(as_text=True)
    assert "expired" in page
    assert 'name="hash"' not in page


def test_what_would_be_refused_is_said_before_anybody_approves(desk):
    desk.propose()
    desk.noted.refusals = (Refusal("approval_not_proposed", "R-05"),)
    judge = desk.browser("judge")

    page = judge.get(f"/court/approvals/{P1}").get_data(as_text=True)
    assert "Now it would be refused" in page
    answer = post(judge, f"/court/approvals/{P1}/approve", {"hash": hash_on(page)})
    assert answer.status_code == 409
    assert desk.state() is State.OPEN


def test_an_empty_list_says_so(desk):
    assert "Nothing waits." in desk.browser("clerk").get("/court/approvals/").get_data(as_text=True)
