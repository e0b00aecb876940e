"""Every form of every page is filled with what bad hands send: a named no, and nothing half done.

The small tier fills all fields of a form at once with a few of the values; the slow one fills each
field alone with every value, in all forms that a walk over all pages finds.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from auction.approvals.tables import ProposedAct
from auction.cases.tables import Court
from auction.enrolment.tables import Enrolment
from auction.kernel.doors import OFFICERS, Role
from auction.kernel.world import World
from auction.payments.tables import PaymentRequest
from auction.people.tables import Identity
from auction.rounds.tables import Round
from listings.desk.steps import Step
from tests.support.districts import District, Sale, make_district, make_sale
from tests.support.enrolment import acknowledge, begin, make_admitted, make_asked
from tests.support.hostile import (
    FEW,
    HOSTILE,
    SCRIPT,
    Form,
    content_of,
    forms_of,
    links_of,
    post_raw,
    send,
)
from tests.support.listings import notice_read
from tests.support.people import ID_NUMBERS, email_of, form_token, make_bidder, make_staff, sign_in
from tests.support.refused import refuse_a_credit, refuse_a_refund_of_no_court

PAGES_MAX = 150
# Answered alike whatever is asked, so that nobody learns who has an account.
ALIKE = ("/account/reset", "/account/confirm")
# What is wrong with the one row of the district's import, and what might be written instead.
FAULT = "reason=row_price_malformed&column=appraisal_krw&given=?&written=700000"
# Whoever has many forms before them gets the values in parts, which several workers share.
PARTS = {"clerk": 9, "judge": 9, "finance": 3, "operator": 2}
WHO = "visitor newcomer beginner asked admitted buyer clerk judge finance auditor operator".split()
# Whoever is signed out, or removed, sees no more forms.
LAST = ("logout", "remove", "end", "withdraw", "send-back")


@dataclass(frozen=True)
class Crowd:
    """A district, a sale in it, and the addresses of everybody who has forms before them."""

    district: District
    sale: Sale
    emails: dict[str, str]

    def pages(self) -> dict[str, tuple[str, ...]]:
        """Return for each person the pages on which they have forms of their own."""
        d = self.district
        lot, case = "/court/lots/{}".format, f"/court/cases/{d.case_id}"
        return {
            "visitor": ("/account/login", "/account/register", "/account/reset", "/account/confirm"),
            "newcomer": ("/account/", "/account/change"),
            "beginner": (f"/enrol/{d.open.round_id}",),
            "asked": (f"/enrol/{d.open.round_id}",),
            "admitted": (f"/hall/{d.open.round_id}",),
            "clerk": (
                lot(d.draft),
                *(f"{lot(d.draft)}/{step}" for step in list(Step)[:-1]),
                f"{lot(d.draft)}/findings/2?kind=VEHICLE",
                f"{lot(d.draft)}/parties",
                f"{lot(d.draft)}/valuation",
                lot(d.submitted),
                case,
                f"/court/rounds/{d.open.round_id}/bidders/",
                f"{case}/lots/new",
                "/court/lots/new",
                "/court/cases/new",
                "/court/due/",
                "/court/imports",
                f"/court/imports/{d.run_id}/rows/1",
                f"/court/imports/{d.run_id}/together?{FAULT}",
            ),
            "judge": (lot(d.submitted), lot(d.open.lot_id), lot(d.suspended.lot_id), lot(d.scheduled.lot_id)),
            "finance": (
                "/court/bank",
                "/court/bank/statements",
                f"/court/bank/to-resolve/{d.bank.payment_id}",
            ),
            "operator": (
                "/operator/courts",
                f"/operator/courts/{d.court_id}",
                "/operator/accounts",
                "/operator/stops",
            ),
        }


@pytest.fixture
def crowd(app: Flask, world: World) -> Crowd:
    """Give a district with people on every step of their way, and a bank that reaches us."""
    app.extensions["payments.deliver"] = lambda url, body, headers: (
        app.test_client().post(urlsplit(url).path, data=body, headers=headers).status_code
    )
    district = make_district(world, "East")
    sale = make_sale(world, district)
    round_id = district.open.round_id
    # Forms that are there only when something was refused on its way out.
    refuse_a_credit(world, gateway="paper", court_id=district.court_id, case_id=district.case_id)
    refuse_a_refund_of_no_court(world)
    with world.database.transaction() as tx:
        staff = {str(role): f"{role}@town.example" for role in (Role.OPERATOR, Role.AUDITOR)}
        for role, email in staff.items():
            make_staff(world, tx, Role(role), email=email)
        make_bidder(world, tx, email="newcomer@town.example")
        beginner = make_bidder(world, tx, email="beginner@town.example", name="Beginner")
    assert begin(world, round_id, beginner) is None
    assert acknowledge(world, round_id, beginner, 1) is None
    asked, admitted = make_asked(world, round_id, "Asked"), make_admitted(world, round_id, "Admitted")
    emails = {
        "visitor": "",
        "newcomer": "newcomer@town.example",
        "beginner": "beginner@town.example",
        "asked": email_of(world, asked),
        "admitted": email_of(world, admitted.account_id),
        "buyer": email_of(world, sale.buyer.account_id),
        **{str(role): district.email(role) for role in OFFICERS},
        **staff,
    }
    return Crowd(district, sale, emails)


def _browser(app: Flask, crowd: Crowd, who: str) -> FlaskClient:
    browser = app.test_client()
    if crowd.emails[who]:
        sign_in(browser, crowd.emails[who])
    if who == "admitted":
        enter = f"/enrol/{crowd.district.open.round_id}/enter"
        post_raw(browser, enter, {"csrf_token": form_token(browser)})
    return browser


def _fields(form: Form) -> list[str]:
    return [name for name in form.names if name != "csrf_token"]


class _Attack:
    """Sends hostile values to one form and notes what should not be."""

    def __init__(self, world: World, browser: FlaskClient) -> None:
        self.world = world
        self.browser = browser
        self.wrong: list[str] = []
        self.sent = 0
        self._address = itertools.count(1)

    def send(self, form: Form, wish: dict[str, str | bytes], name: str) -> int:
        """Send one form; an exception is an error of the server."""
        order = next(self._address)
        # From everywhere, or the limits would answer in the place of the forms.
        self.browser.environ_base["REMOTE_ADDR"] = f"10.0.{order // 250}.{order % 250}"
        self.sent += 1
        try:
            answer = send(self.browser, form, wish)
        except Exception as error:
            self.wrong.append(f"{form.target} {name}: {error!r:.300}")
            return 500
        status = answer.status_code
        is_shown = status < 400 and status not in (302, 303)
        if status >= 500 or status == 429 or (is_shown and form.target not in ALIKE):
            self.wrong.append(f"{form.target} {name}: {status}")
        if SCRIPT in answer.text or "Traceback" in answer.text or "\n" in answer.headers.get("Location", ""):
            self.wrong.append(f"{form.target} {name}: said back as it came")
        if status >= 400 and "<h1" not in answer.text:
            self.wrong.append(f"{form.target} {name}: {status} without a page")
        return status

    def series(self, form: Form, wishes: Iterator[tuple[str, dict[str, str | bytes]]]) -> None:
        """Send one form many times; while all is refused nothing changes."""
        before = content_of(self.world)
        for name, wish in wishes:
            status = self.send(form, wish, name)
            if status < 400:
                form = self._anew(form)
                before = content_of(self.world)
        if content_of(self.world) != before:
            self.wrong.append(f"{form.target}: half done")

    def _anew(self, form: Form) -> Form:
        """Return the form as the page shows it after an act that was done."""
        page = self.browser.get(form.page, follow_redirects=True).text
        return next((each for each in forms_of(form.page, page) if each.target == form.target), form)


def test_no_form_stumbles_when_all_its_fields_are_hostile(app: Flask, world: World, crowd: Crowd) -> None:
    wrong, sent, seen = [], 0, set()
    # SQLite takes nearly everything; what it alone cannot take is a number beyond 64 bits.
    names = FEW[:2] if world.database.is_sqlite else FEW
    for who, pages in crowd.pages().items():
        attack = _Attack(world, _browser(app, crowd, who))
        for path in pages:
            page = attack.browser.get(path)
            assert page.status_code == 200, (who, path)
            for form in forms_of(path, page.text):
                if form.kind in seen or not _fields(form) or form.target.endswith(LAST):
                    continue
                seen.add(form.kind)
                fill = ((name, dict.fromkeys(_fields(form), HOSTILE[name])) for name in names)
                attack.series(form, fill)
        wrong += attack.wrong
        sent += attack.sent

    assert wrong == []
    assert len(seen) > 25
    assert sent > len(names) * 25


# SQLite takes nearly everything, so field by field the strict database is asked; the small tier asks both.
@pytest.mark.slow
@pytest.mark.parametrize("world", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("who", "part"),
    [(who, part) for who in WHO for part in range(PARTS.get(who, 1))],
)
def test_no_field_of_any_form_stumbles(app: Flask, world: World, crowd: Crowd, who: str, part: int) -> None:
    attack = _Attack(world, _browser(app, crowd, who))
    forms, broken = _walk(attack.browser, crowd, who)

    for form in sorted(forms, key=lambda form: form.target.rsplit("/", 1)[1] in LAST):
        if form.target.endswith("/logout"):
            continue
        attack.series(form, _one_by_one(form, list(HOSTILE)[part :: PARTS.get(who, 1)]))

    assert broken == []
    assert attack.wrong == []


def _one_by_one(form: Form, names: Sequence[str]) -> Iterator[tuple[str, dict[str, str | bytes]]]:
    for name in names:
        yield f"all={name}", dict.fromkeys(_fields(form), HOSTILE[name])
        for field in _fields(form):
            yield f"{field}={name}", {field: HOSTILE[name]}


def _walk(browser: FlaskClient, crowd: Crowd, who: str) -> tuple[list[Form], list[str]]:
    """Follow every link from the first pages; return all forms, and the links that lead nowhere."""
    todo = ["/", *crowd.pages().get(who, ())]
    forms: dict[object, Form] = {}
    seen: set[str] = set()
    broken = []
    while todo and len(seen) < PAGES_MAX:
        path = todo.pop(0)
        if path in seen:
            continue
        seen.add(path)
        # Read to its end, as browsers do with a file: else it would end in the middle of a later request.
        with browser.get(path, follow_redirects=True) as answer:
            text = answer.get_data(as_text=answer.mimetype == "text/html")
        if answer.status_code >= 400:
            broken.append(f"{path}: {answer.status_code}")
        if not isinstance(text, str):
            continue
        for form in forms_of(path, text):
            forms.setdefault(form.kind, form)
        links = links_of(path, text)
        todo += sorted(link for link in links if not any(each in link for each in ("language=", "theme=")))
    return list(forms.values()), broken


# The same act by two hands at once


def _at_once(app: Flask, email: str, path: str, fields: dict[str, str]) -> list[int]:
    """Send one form from two browsers of one person at the same moment; return the statuses, sorted."""
    browsers = [app.test_client() for _ in range(2)]
    for browser in browsers:
        sign_in(browser, email)
    tokens = [form_token(browser) for browser in browsers]
    if path.endswith("/publish"):
        page = browsers[0].get(path.removesuffix("/publish")).get_data(as_text=True)
        version = page.partition('name="version" value="')[2].partition('"')[0]
        fields = {**fields, **notice_read(page), "version": version}
    ready = threading.Barrier(2)

    def go(order: int) -> int:
        ready.wait(10)
        data = {**fields, "csrf_token": tokens[order]}
        return browsers[order].post(path, data=data).status_code

    with ThreadPoolExecutor(2) as hands:
        return sorted(hands.map(go, range(2)))


Act = Callable[[Crowd], tuple[str, str, dict[str, str]]]
DECLARED = {"declared": "yes", "qualified": "yes"}
IDENTITY = {"kind": "NATURAL", "name": "Ann", "number": ID_NUMBERS[0]}
COURT = {"name": "North Court", "time_zone": "Asia/Shanghai", "currency": "CNY"}
AUDITOR = {"email": "x@town.example", "role": "auditor"}
# Who does what, and how many rows of which table come of it.
RACES: dict[str, tuple[Act, type, int]] = {
    "publish": (
        lambda c: ("judge", f"/court/lots/{c.district.submitted}/publish", {}),
        Round,
        1,
    ),
    "begin": (lambda c: ("buyer", f"/enrol/{c.district.open.round_id}/begin", DECLARED), Enrolment, 1),
    "deposit": (lambda c: ("asked", f"/enrol/{c.district.open.round_id}/deposit", {}), PaymentRequest, 0),
    "identity": (lambda _: ("newcomer", "/account/identity", IDENTITY), Identity, 1),
    "court": (lambda _: ("operator", "/operator/courts", COURT), Court, 1),
    "staff": (lambda _: ("operator", "/operator/accounts", AUDITOR), ProposedAct, 1),
}


def test_two_clicks_at_the_same_moment_act_once(app: Flask, world: World, crowd: Crowd) -> None:
    for name, (make, table, more) in RACES.items():
        who, path, fields = make(crowd)
        before = _count(world, table)

        statuses = _at_once(app, crowd.emails[who], path, fields)

        assert _count(world, table) == before + more, name
        assert statuses[0] in (302, 303), name
        assert statuses[1] < 500, name


def _count(world: World, table: type) -> int:
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table)) or 0
