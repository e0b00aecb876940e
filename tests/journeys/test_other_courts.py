"""Who may enter which door, and what ids of another court or person do there: nothing.

Both tables are made from the map of addresses and the rows of the doors, so a new door is in them
from its first day.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import wsgi
from auction.enrolment import service as enrolment
from auction.enrolment.priority import PriorityRight
from auction.enrolment.tables import Enrolment
from auction.kernel.doors import OFFICERS, Door, Role, Scope
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.payments.tables import PaymentRequest
from auction.people import service as people
from auction.people.permissions import ROLE_OF, Standing, roles_of
from auction.people.tables import Account, SignedInSession
from listings.searches import store as searches
from listings.searches.saved import SavedSearch
from tests.support.districts import District, make_district, make_sale
from tests.support.enrolment import make_admitted, make_asked
from tests.support.hostile import content_of
from tests.support.people import email_of, form_token, make_bidder, make_staff, post, sign_in

DOORS = {door.name: door for door in wsgi.joined_doors()}
# What every form of the desk asks for, so that nothing but the id can be the reason of a no.
FORM = {
    "version": "1",
    "reason": "A claim.",
    "legal_basis": "CPL art. 238",
    "ground": "other",
    "because": "The photo.",
    "reference": "K7F3K-9XQ2M",
    "number": "6222020200112233446",
    "bank": "ICBC",
    "code": "ICBKCNBJ",
    "currency": "CNY",
    "title": "A house",
    "asset_class": "MOVABLE",
    "role": "CREDITOR",
    "name": "A Bank",
    "kind": "CLAIM",
    "subject": "Loan",
    "amount": "100",
    "account_number": "62220000000099",
    "holder": "Court",
    "id_number": "11010119900307758X",
    "rank": "2",
    "basis": "Co-owner",
}


def _doors(app: Flask, *scopes: Scope) -> list[tuple[Rule, Door, str]]:
    """Return every address of these scopes with its row, once for each method that is used."""
    return [
        (rule, DOORS[rule.endpoint], method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        if rule.endpoint != "static" and DOORS[rule.endpoint].scope in scopes
    ]


def _address(app: Flask, rule: Rule, ids: dict[str, object]) -> str:
    """Build the address; an id of a new kind must be named here first."""
    return app.url_map.bind("").build(rule.endpoint, {name: ids[name] for name in rule.arguments})


def _browser(app: Flask, email: str) -> FlaskClient:
    browser = app.test_client()
    sign_in(browser, email)
    return browser


def _is_shut(answer: TestResponse) -> bool:
    """Say whether the guard let nobody in, rather than the page behind it refusing something."""
    if answer.status_code in (301, 302, 303, 307, 308):
        return answer.location.startswith("/account/login?next=")
    return answer.status_code == 403 and "This page is not open to you" in answer.text


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_every_door_opens_to_whom_the_table_of_roles_says_and_to_no_other(
    app: Flask, world: World, east: District, west: District
) -> None:
    """Every door, by nine standings, with own ids, those of another lot or person, those of another court."""
    # Whoever signs out stands before other doors afterwards.
    doors = sorted(_doors(app, *Scope), key=lambda door: door[0].endpoint == "security.logout")
    browsers = nine(app, world, east)

    wrong = []
    for standing, browser in browsers.items():
        token = form_token(browser)
        for rule, door, method in doors:
            is_open = ROLE_OF[standing] in roles_of(door.name)
            three = _three(east, west) if rule.arguments else (_Nowhere(),)
            # Before a shut door the guard asks for no id: one of the three, in turn.
            turn = len(standing + rule.rule) % len(three)
            for ids in three if is_open else three[turn : turn + 1]:
                data = {"csrf_token": token} if method == "POST" else None
                answer = browser.open(_address(app, rule, ids), method=method, data=data, buffered=True)
                if answer.status_code >= 500 or _is_shut(answer) is is_open:
                    wrong.append(f"{standing} {method} {rule.rule}: {answer.status_code}")

    assert wrong == []
    assert len(doors) > 100
    assert len(browsers) == 9


def nine(app: Flask, world: World, east: District) -> dict[Standing, FlaskClient]:
    """Return a browser for each standing: three bidders, one of them by priority right and one a creditor."""
    with world.database.transaction() as tx:
        for role in (Role.AUDITOR, Role.OPERATOR):
            make_staff(world, tx, role, email=f"{role}@east.example")
    emails = {
        standing: east.email(ROLE_OF[standing])
        for standing in Standing
        if ROLE_OF[standing] not in (Role.VISITOR, Role.BIDDER)
    }
    seats = {
        Standing.BIDDER: make_admitted(world, east.open.round_id, "Ann Li"),
        Standing.PRIORITY: make_admitted(world, east.open.round_id, "Bo Lin"),
        Standing.CREDITOR: make_admitted(world, east.open.round_id, "Cy Wu"),
    }
    with world.database.transaction() as tx:
        digest = people.identity_of(tx, seats[Standing.PRIORITY].account_id).digest
        right = PriorityRight(digest, 1, "Co-owner")
        enrolment.publish_priorities(tx, round_id=east.open.round_id, claims=[right], at=world.clock.now())
    emails |= {standing: email_of(world, seat.account_id) for standing, seat in seats.items()}
    found = {standing: _browser(app, email) for standing, email in emails.items()}
    return {Standing.VISITOR: app.test_client(), **found}


def _three(east: District, west: District) -> tuple[dict[str, object], ...]:
    """Return ids of the own court and round, of another lot of the court, and of another court."""
    return (
        _Nowhere(_ids(east, east.draft), round_id=east.open.round_id),
        _Nowhere(_ids(east, east.submitted), round_id=east.scheduled.round_id),
        _Nowhere(_ids(west, west.draft), round_id=west.open.round_id),
    )


class _Nowhere(dict[str, object]):
    """Ids of things that do not exist."""

    def __missing__(self, name: str) -> object:
        if name == "step":
            return "price"
        return 1 if name in ("position", "version", "prompt", "row") else new_id()


def _ids(district: District, lot_id: str) -> dict[str, object]:
    return {
        "case_id": district.case_id,
        "lot_id": lot_id,
        "photo_id": district.photo_id,
        "document_id": district.document_id,
        "run_id": district.run_id,
        "proposal_id": district.proposal_id,
        "alert_id": district.alert_id,
        "block_id": district.block_id,
        "difference_id": district.difference_id,
        "statement_id": district.bank.statement_id,
        "file_id": district.bank.file_id,
        "payment_id": district.bank.payment_id,
        "transfer_id": district.transfer_id,
        "payout_id": district.payout_id,
        "round_id": district.open.round_id,
        "row": 1,
        "position": 2,
        "step": "price",
        "of": "case",
        "subject_id": district.case_id,
    }


def _lots(district: District, rule: Rule) -> tuple[str, ...]:
    """Return the lots with which to try an address: one that is drafted, one that is sold, the others."""
    if "lot_id" not in rule.arguments:
        return ("",)
    published = (district.open, district.suspended, district.scheduled)
    return (district.draft, *(lot.lot_id for lot in published), district.submitted)


@pytest.fixture
def east(world: World) -> District:
    return make_district(world, "East")


@pytest.fixture
def west(world: World) -> District:
    return make_district(world, "West")


def test_an_id_of_another_court_is_nothing_behind_every_door(
    app: Flask, world: World, east: District, west: District
) -> None:
    doors = [(rule, door, method) for rule, door, method in _doors(app, Scope.COURT) if rule.arguments]
    officers = {role: _browser(app, east.email(role)) for role in sorted(OFFICERS)}
    before = content_of(world)

    wrong = []
    for role, browser in officers.items():
        form = {**FORM, "digest": west.digest, "csrf_token": form_token(browser)}
        for rule, door, method in doors:
            for lot_id in _lots(west, rule)[:2] if role in door.roles else ():
                path = _address(app, rule, _ids(west, lot_id))
                answer = browser.open(path, method=method, data=form if method == "POST" else None)
                if answer.status_code != 404 or "West" in answer.text:
                    wrong.append(f"{role} {method} {path}: {answer.status_code}")

    assert wrong == []
    assert content_of(world) == before
    _check_that_own_ids_open(app, officers, doors, east)


def _check_that_own_ids_open(
    app: Flask, officers: dict[Role, FlaskClient], doors: list[tuple[Rule, Door, str]], east: District
) -> None:
    """Prove that the doors above exist: with own ids each opens for some lot, whatever it then says."""
    tokens = {role: form_token(browser) for role, browser in officers.items()}
    for rule, door, method in doors:
        role = Role.JUDGE if Role.JUDGE in door.roles else min(door.roles & officers.keys())
        form = {**FORM, "digest": east.digest, "csrf_token": tokens[role]}
        for lot_id in _lots(east, rule):
            path = _address(app, rule, _ids(east, lot_id))
            data = form if method == "POST" else None
            answer = officers[role].open(path, method=method, data=data, buffered=True)
            if answer.status_code != 404:
                break
        assert answer.status_code < 500, rule.rule
        assert answer.status_code not in (403, 404), rule.rule


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_an_own_address_with_an_id_of_another_court_inside_changes_nothing(
    app: Flask, world: World, east: District, west: District
) -> None:
    clerk = _browser(app, east.email(Role.CLERK))
    lot, case = f"/court/lots/{east.draft}", f"/court/cases/{east.case_id}"
    claim = {"kind": "CLAIM", "subject": "Loan", "amount": "100", "party_id": west.party_id}
    before = content_of(world)

    assert post(clerk, f"{lot}/photos/{west.photo_id}/drop").status_code == 409
    assert post(clerk, f"{lot}/documents/{west.document_id}/drop").status_code == 409
    assert post(clerk, f"{lot}/priorities/drop", {"digest": west.digest}).status_code == 409
    assert post(clerk, f"{case}/claims", claim).status_code == 422

    assert content_of(world) == before


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_no_page_without_an_id_tells_of_another_court(
    app: Flask, world: World, east: District, west: District
) -> None:
    make_sale(world, west)
    secrets = (west.court_id, west.case_id, west.draft, west.submitted, west.run_id, "West Court")
    asked = {"case": west.case_id, "court": west.court_id, "lot": west.open.lot_id, "number": "2026"}
    pages = [
        r.rule
        for r, d, m in _doors(app, Scope.COURT)
        if m == "GET" and not r.arguments and d.roles >= OFFICERS
    ]

    told = []
    for role in sorted(OFFICERS):
        browser = _browser(app, east.email(role))
        for path in pages:
            for query in ({}, asked):
                answer = browser.get(path, query_string=query)
                assert answer.status_code == 200, path
                # A page repeats what it was asked in the addresses of the other languages.
                told += [(role, path, s) for s in secrets if s in answer.text and s not in query.values()]
        lines = browser.get("/audit/export/transfers.csv", query_string={"court": west.court_id})
        assert (lines.status_code, len(lines.text.splitlines()) == 1) == (
            (200, True) if role is Role.FINANCE else (403, False)
        )

    assert told == []
    assert len(pages) >= 4


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_what_is_not_published_is_nothing_to_others(
    app: Flask, world: World, east: District, west: District
) -> None:
    with world.database.transaction() as tx:
        make_bidder(world, tx, email="ben@town.example", name="Ben")
    others = [app.test_client(), _browser(app, "ben@town.example"), _browser(app, east.email(Role.JUDGE))]
    papers = [
        f"/photos/{west.photo_id}/large.webp",
        f"/photos/{west.photo_id}/thumb.webp",
        f"/documents/{west.document_id}",
    ]
    pages = [
        f"/lots/{lot_id}{more}" for lot_id in (west.draft, west.submitted) for more in ("", "/notices/1")
    ]

    for browser in others:
        assert [browser.get(path).status_code for path in (*papers, *pages)] == [404] * 7
    own = _browser(app, west.email(Role.FINANCE))
    assert [own.get(path).status_code for path in (*papers, *pages)] == [200] * 3 + [404] * 4


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_nobody_does_or_learns_anything_in_the_place_of_another_bidder(
    app: Flask, world: World, east: District
) -> None:
    sale = make_sale(world, east)
    ann = make_admitted(world, east.open.round_id, "Ann Li")
    cy = make_asked(world, east.open.round_id, "Cy Wu")
    with world.database.transaction() as tx:
        make_bidder(world, tx, email="ben@town.example", name="Ben")
        search = SavedSearch(new_id(), "Flats that Ann wants", "q=flat", world.clock.now())
        searches.add(tx, search, account_id=ann.account_id)
    emails = [email_of(world, each) for each in (ann.account_id, cy, sale.buyer.account_id)]
    others, ben = [_browser(app, email) for email in emails], _browser(app, "ben@town.example")
    token = form_token(ben)
    sessions, enrolments, secrets = _kept_of(world, others=emails)
    reference = _reference_of(world, cy)
    assert others[1].get(f"/my/payments/{reference}").status_code == 200
    assert (len(sessions), len(enrolments)) == (3, 4)

    told = []
    for rule, door, method in _doors(app, Scope.OWN):
        if not rule.arguments or Role.BIDDER not in door.roles:
            continue
        for lot in (east.open, sale.lot):
            for token_hash in sessions:
                ids = {"lot_id": lot.lot_id, "round_id": lot.round_id, "token_hash": token_hash, "prompt": 1}
                ids |= {"search_id": search.id, "partner_id": new_id(), "reference": reference}
                path = _address(app, rule, ids)
                answer = ben.open(
                    path, method=method, data={"csrf_token": token} if method == "POST" else None
                )
                assert answer.status_code < 500
                said = answer.text + str(answer.headers)
                told += [(path, secret) for secret in (*secrets, search.name) if secret in said]

    assert told == []
    assert ben.get(f"/my/rounds/{sale.lot.round_id}/balance").status_code == 404
    assert _kept_of(world, others=emails)[:2] == (sessions, enrolments)
    assert all(other.get("/account/").status_code == 200 for other in others)
    with world.database.reading() as tx:
        assert searches.searches_of(tx, ann.account_id) == [search]


def _reference_of(world: World, account_id: str) -> str:
    with world.database.reading() as tx:
        query = select(PaymentRequest.reference).where(PaymentRequest.account_id == account_id)
        return tx.scalars(query).one()


def _kept_of(world: World, *, others: list[str]) -> tuple[list[str], list[tuple[object, ...]], list[str]]:
    """Return the sessions and enrolments of everybody but Ben, and what only they may see."""
    with world.database.reading() as tx:
        ben = tx.scalars(select(Account.id).where(Account.email == "ben@town.example")).one()
        sessions = tx.scalars(
            select(SignedInSession.token_hash)
            .where(SignedInSession.account_id != ben)
            .order_by(SignedInSession.token_hash)
        ).all()
        rows = tx.execute(
            select(*Enrolment.__table__.columns).where(Enrolment.account_id != ben).order_by(Enrolment.id)
        ).all()
    codes = [row.bidder_code for row in rows if row.bidder_code]
    return list(sessions), [tuple(row) for row in rows], [*others, *codes, "Ann Li", "Cy Wu"]
