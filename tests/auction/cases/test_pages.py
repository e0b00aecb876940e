"""The pages of courts and cases: who sees what, and what bad forms are told."""

from __future__ import annotations

import re

import pytest

from auction.cases import store
from auction.cases.commands import group
from auction.kernel.doors import Role
from tests.support.cases import make_case, make_court
from tests.support.people import ID_NUMBERS, email_of, make_staff, sign_in

CASE = {
    "case_number": "(2026) 17",
    "cause": "Loan",
    "basis": "Judgment",
    "account_number": "6222 0000 1111",
    "holder": "Court",
}
COURT = {"name": "Harbour Court", "time_zone": "Asia/Shanghai", "currency": "CNY"}


@pytest.fixture
def court_id(world):
    with world.database.transaction() as tx:
        return make_court(tx)


def _signed_in(app, world, role, court_id=""):
    with world.database.transaction() as tx:
        account_id = make_staff(world, tx, role, court_id=court_id)
    client = app.test_client()
    sign_in(client, email_of(world, account_id))
    return client


def _post(client, address, page=None, **form):
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page or address).text).group(1)
    return client.post(address, data={"csrf_token": token, **form})


def _alert(response):
    return re.search(r'role="alert">(.*?)</div>', response.text, re.DOTALL).group(1)


def test_a_clerk_registers_a_case_and_finds_it(app, world, court_id):
    client = _signed_in(app, world, Role.CLERK, court_id)

    response = _post(client, "/court/cases/new", **CASE)

    assert response.status_code == 303
    page = client.get(response.location).text
    assert "(2026) 17" in page and "6222 0000 1111" in page
    assert "(2026) 17" in client.get("/court/cases?number=17").text
    assert "(2026) 17" not in client.get("/court/cases?number=18").text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"case_number": ""}, "needed"),
        ({"case_number": "9" * 81}, "81 characters"),
        ({"cause": "a\x01b"}, "cannot be shown"),
        ({"account_number": "12"}, "4 to 34"),
    ],
)
def test_a_bad_case_is_refused_in_words_and_the_form_keeps_its_values(app, world, court_id, form, words):
    client = _signed_in(app, world, Role.JUDGE, court_id)

    response = _post(client, "/court/cases/new", **{**CASE, **form})

    assert response.status_code == 422
    assert words in _alert(response)
    assert 'value="Court"' in response.text and 'aria-invalid="true"' in response.text


def test_a_case_registered_twice_is_refused_by_both_numbers(app, world, court_id):
    client = _signed_in(app, world, Role.CLERK, court_id)
    _post(client, "/court/cases/new", **CASE)

    response = _post(client, "/court/cases/new", **CASE)

    assert response.status_code == 422
    assert "(2026) 17 already" in _alert(response) and "622200001111" in _alert(response)


def test_parties_claims_and_costs_are_added_in_the_currency_of_the_court(app, world, court_id):
    with world.database.transaction() as tx:
        case_id = make_case(tx, court_id=court_id)
    client, page = _signed_in(app, world, Role.CLERK, court_id), f"/court/cases/{case_id}"

    party = _post(client, f"{page}/parties", page, name="Bank", role="CREDITOR")
    claim = _post(client, f"{page}/claims", page, kind="CLAIM", subject="Loan", amount="500,000")
    wrong = _post(client, f"{page}/claims", page, kind="COST", subject="Storage", amount="1e9")

    assert (party.status_code, claim.status_code, wrong.status_code) == (303, 303, 422)
    assert "1e9 is not an amount in CNY" in _alert(wrong)
    assert 'value="Storage"' in wrong.text
    assert "Bank" in client.get(page).text and "500,000.00" in client.get(page).text


def test_a_cost_that_bills_the_buyer_is_refused_and_a_number_is_never_shown(app, world, court_id):
    with world.database.transaction() as tx:
        case_id = make_case(tx, court_id=court_id)
    client, page = _signed_in(app, world, Role.CLERK, court_id), f"/court/cases/{case_id}"
    debtor = {"name": "Ann", "role": "DEBTOR", "id_number": ID_NUMBERS[0], "consumption_restricted": "yes"}
    invoice = {"kind": "COST", "subject": "Photos", "amount": "6000", "work": "PREPARATION"}

    party = _post(client, f"{page}/parties", page, **debtor)
    wrong = _post(client, f"{page}/parties", page, **debtor | {"id_number": "123"})
    billed = _post(client, f"{page}/claims", page, **invoice, payer="buyer")
    borne = _post(client, f"{page}/claims", page, **invoice, payer="judgment_debtor")
    agreed = _post(client, f"{page}/sell-all", page, agreed="yes", document="Statement 7")

    answers = [response.status_code for response in (party, wrong, billed, borne, agreed)]
    assert answers == [303, 422, 422, 303, 303]
    assert "nobody else is billed" in _alert(billed)
    shown = client.get(page).text
    assert "Consumption restricted" in shown and ID_NUMBERS[0] not in shown
    assert "Statement 7" in shown and "Borne by: Judgment debtor" in shown


def test_a_court_chooses_the_platform_by_a_decision_where_no_creditor_picked(app, world, court_id):
    with world.database.transaction() as tx:
        case_id = make_case(tx, court_id=court_id)
    client, page = _signed_in(app, world, Role.CLERK, court_id), f"/court/cases/{case_id}"
    _post(client, f"{page}/parties", page, name="Bank", role="CREDITOR")

    undecided = _post(client, f"{page}/platform", page, platform="HERE")
    unknown = _post(client, f"{page}/platform", page, platform="MARS", decision="Decision 4")
    decided = _post(client, f"{page}/platform", page, platform="HERE", decision="Decision 4")

    assert (undecided.status_code, unknown.status_code, decided.status_code) == (422, 422, 303)
    assert "the court decides" in _alert(undecided)
    assert "This platform · Decision 4" in client.get(page).text


def test_an_officer_of_another_court_finds_nothing(app, world, court_id):
    with world.database.transaction() as tx:
        case_id, other = make_case(tx, court_id=court_id, case_number="(2026) 99"), make_court(tx)
    client, page = _signed_in(app, world, Role.CLERK, other), f"/court/cases/{case_id}"

    for action in ("parties", "claims", "account", "sell-all", "platform"):
        assert _post(client, f"{page}/{action}", "/court/cases/new").status_code == 404
    assert client.get(page).status_code == 404
    assert client.get("/court/cases/nothing").status_code == 404
    assert "(2026) 99" not in client.get("/court/cases").text


def test_only_clerks_and_judges_register_and_only_operators_see_courts(app, world, court_id):
    finance = _signed_in(app, world, Role.FINANCE, court_id)

    assert finance.get("/court/cases").status_code == 200
    assert finance.get("/court/cases/new").status_code == 403
    assert finance.get("/operator/courts").status_code == 403
    assert app.test_client().get("/court/cases").status_code == 302


def test_an_operator_registers_a_court_and_says_how_it_is_reached(app, world):
    client = _signed_in(app, world, Role.OPERATOR)

    done = _post(client, "/operator/courts", **COURT)
    twice = _post(client, "/operator/courts", **COURT)
    nowhere = _post(client, "/operator/courts", **{**COURT, "name": "Other", "time_zone": "Mars/North"})

    assert (done.status_code, twice.status_code, nowhere.status_code) == (303, 422, 422)
    assert "Mars/North is not a time zone" in _alert(nowhere)
    with world.database.reading() as tx:
        (court,) = store.courts(tx)
    address = f"/operator/courts/{court.id}"
    assert _post(client, address, contact="x" * 401).status_code == 422
    assert _post(client, address, contact="Hall 3", supervision="Desk 1", language="ko").status_code == 303
    assert 'value="Hall 3"' in client.get(address).text
    assert '<option value="ko" selected>' in client.get(address).text
    assert client.get("/operator/courts/nothing").status_code == 404


def test_courts_are_added_and_listed_from_the_terminal(app):
    runner = app.test_cli_runner()
    add = ["add", "Harbour Court", "--time-zone", "Asia/Shanghai", "--currency"]

    done, twice = runner.invoke(group, [*add, "CNY"]), runner.invoke(group, [*add, "XXX"])

    assert done.exit_code == 0 and twice.exit_code == 1
    assert "name: The court Harbour Court is registered already." in twice.output
    assert "currency: XXX is not a currency" in twice.output
    assert runner.invoke(group, ["list"]).output.startswith(done.output.strip())
