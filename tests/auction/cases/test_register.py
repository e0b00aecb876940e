"""What may be registered: courts, cases, accounts, parties and claims."""

from __future__ import annotations

import pytest

from auction.cases import register
from auction.cases.register import Consent, NewAccount, NewCase, NewClaim, NewCourt, NewParty
from auction.cases.words import WORDS
from auction.rules.rule_sets import CURRENT, rule_set

COURT = NewCourt("Harbour Court", "Asia/Shanghai", "CNY")
PARTIES = frozenset({"p1"})
RULES = rule_set(CURRENT)


def _reasons(refusals):
    return {field: str(refusal.reason) for field, refusal in refusals.items()}


@pytest.mark.parametrize(
    ("court", "known", "reasons"),
    [
        (COURT, False, {}),
        (COURT, True, {"name": "court_already_registered"}),
        (NewCourt("", "UTC", "CNY"), False, {"name": "case_field_missing"}),
        (NewCourt("x" * 200, "UTC", "CNY"), False, {}),
        (NewCourt("x" * 201, "UTC", "CNY"), False, {"name": "case_field_too_long"}),
        (NewCourt("A\x00B", "UTC", "CNY"), False, {"name": "case_field_not_printable"}),
        (NewCourt("A\ud800", "UTC", "CNY"), False, {"name": "case_field_not_printable"}),
        (NewCourt("A", "Mars/Olympus", "CNY"), False, {"time_zone": "time_zone_unknown"}),
        (NewCourt("A", "EST", "CNY"), False, {"time_zone": "time_zone_unknown"}),
        (NewCourt("A", "../../etc/passwd", "CNY"), False, {"time_zone": "time_zone_unknown"}),
        (NewCourt("A", "UTC", "cny"), False, {"currency": "currency_unknown"}),
        (NewCourt("A", "UTC", "XAU"), False, {"currency": "currency_unknown"}),
        (NewCourt("A", "UTC", "CNY", language="zh-Hant"), False, {}),
        (NewCourt("A", "UTC", "CNY", language="zh_TW"), False, {"language": "language_unknown"}),
        (NewCourt("A", "", ""), False, {"time_zone": "case_field_missing", "currency": "case_field_missing"}),
    ],
)
def test_a_court_needs_a_name_a_place_and_a_currency(court, known, reasons):
    assert _reasons(register.check_court(court, known=known)) == reasons


@pytest.mark.parametrize(
    ("case", "known", "reasons"),
    [
        (NewCase("(2026) 17"), False, {}),
        (NewCase("(2026) 17"), True, {"case_number": "case_already_registered"}),
        (NewCase(""), False, {"case_number": "case_field_missing"}),
        (NewCase("9" * 80), False, {}),
        (NewCase("9" * 81), False, {"case_number": "case_field_too_long"}),
        (NewCase("1", cause="c" * 401), False, {"cause": "case_field_too_long"}),
        (NewCase("1", basis="b\nb"), False, {}),
    ],
)
def test_a_case_number_is_used_once(case, known, reasons):
    assert _reasons(register.check_case(case, known=known)) == reasons


@pytest.mark.parametrize(
    ("account", "known", "named", "reasons"),
    [
        (NewAccount("6222000000000001", "Court"), False, False, {}),
        (NewAccount("6222", "Court"), False, False, {}),
        (NewAccount("622", "Court"), False, False, {"account_number": "case_account_malformed"}),
        (NewAccount("6" * 35, "Court"), False, False, {"account_number": "case_account_malformed"}),
        (NewAccount("６２２２", "Court"), False, False, {"account_number": "case_account_malformed"}),
        (NewAccount("6222", ""), False, False, {"holder": "case_field_missing"}),
        (NewAccount("6222", "Court"), True, False, {"account_number": "case_account_used_elsewhere"}),
        (NewAccount("6222", "Court"), True, True, {"account_number": "case_account_already_named"}),
    ],
)
def test_a_case_has_one_account_and_an_account_one_case(account, known, named, reasons):
    assert _reasons(register.check_account(account, known=known, named=named)) == reasons


def test_account_numbers_are_compared_without_spaces_and_dashes():
    assert register.compact_account(NewAccount("de12 3456-7890", "Court")).account_number == "DE1234567890"


@pytest.mark.parametrize(
    ("party", "reasons"),
    [
        (NewParty("CREDITOR", "Bank"), {}),
        (NewParty("JUDGE", "Bank"), {"role": "party_role_unknown"}),
        (NewParty("", ""), {"role": "case_field_missing", "name": "case_field_missing"}),
        (NewParty("TENANT", "Shop"), {}),
        (NewParty("DEBTOR", "Ann", consumption_restricted=True), {}),
        (
            NewParty("OTHER", "Ann", consumption_restricted=True),
            {"consumption_restricted": "party_only_a_debtor_is_restricted"},
        ),
        (NewParty("CREDITOR", "Bank", platform_pick="P1"), {}),
        (NewParty("DEBTOR", "Ann", platform_pick="P1"), {"platform_pick": "party_only_a_creditor_picks"}),
    ],
)
def test_a_party_has_a_role_and_a_name(party, reasons):
    assert _reasons(register.check_party(party)) == reasons


@pytest.mark.parametrize(
    ("kind", "amount", "party_id", "reasons"),
    [
        ("CLAIM", "500000", "p1", {}),
        ("COST", "0.01", "", {}),
        ("CLAIM", "10,000,000,000,000.00", "", {}),
        ("CLAIM", "10,000,000,000,000.01", "", {"amount": "claim_amount_beyond_bound"}),
        ("CLAIM", "0", "", {"amount": "claim_amount_malformed"}),
        ("CLAIM", "-5", "", {"amount": "claim_amount_malformed"}),
        ("CLAIM", "NaN", "", {"amount": "claim_amount_malformed"}),
        ("CLAIM", "1e9", "", {"amount": "claim_amount_malformed"}),
        ("CLAIM", "1.005", "", {"amount": "claim_amount_malformed"}),
        ("CLAIM", "", "", {"amount": "case_field_missing"}),
        ("FEE", "5", "", {"kind": "claim_kind_unknown"}),
        ("CLAIM", "5", "p2", {"party_id": "claim_party_elsewhere"}),
    ],
)
def test_a_claim_is_a_plain_positive_amount_of_a_party(kind, amount, party_id, reasons):
    claim = register.borne(NewClaim(kind, "Loan and interest", amount, party_id), RULES)

    assert _reasons(register.check_claim(claim, currency="CNY", party_ids=PARTIES, rules=RULES)) == reasons


@pytest.mark.parametrize(
    ("kind", "more", "reasons"),
    [
        # An invoice that bills the buyer is refused, and so is one that bills a creditor.
        pytest.param("COST", {"payer": "buyer"}, {"payer": "cost_payer_named_wrongly"}, id="R-06/10"),
        pytest.param("COST", {"payer": "creditor"}, {"payer": "cost_payer_named_wrongly"}, id="R-06/11"),
        pytest.param("COST", {"payer": "judgment_debtor", "work": "EXPERT"}, {}, id="R-06/12"),
        pytest.param("COST", {"work": "STORAGE"}, {}, id="R-06/13"),
        pytest.param("COST", {"work": "MAGIC"}, {"work": "cost_work_unknown"}, id="R-06/14"),
        pytest.param("COST", {"secured": True}, {"secured": "claim_only_a_claim_is_secured"}, id="R-06/15"),
        pytest.param("CLAIM", {"secured": True}, {}, id="R-06/16"),
        pytest.param("CLAIM", {"payer": "buyer"}, {"payer": "cost_only_a_cost_has_a_payer"}, id="R-06/17"),
        pytest.param("CLAIM", {"work": "EXPERT"}, {"payer": "cost_only_a_cost_has_a_payer"}, id="R-06/18"),
    ],
)
def test_nobody_but_the_judgment_debtor_bears_a_cost(kind, more, reasons):
    wish = register.borne(NewClaim(kind, "Invoice of the agency", "6000", **more), RULES)

    assert _reasons(register.check_claim(wish, currency="CNY", party_ids=PARTIES, rules=RULES)) == reasons


def test_a_cost_without_a_payer_is_borne_as_the_law_says():
    assert register.borne(NewClaim("COST", "Storage", "5"), RULES).payer == "judgment_debtor"
    assert register.borne(NewClaim("CLAIM", "Loan", "5"), RULES).payer == ""


@pytest.mark.parametrize(
    ("agreed", "document", "reasons"),
    [
        (True, "Statement of 2026-02-01", {}),
        (False, "", {}),
        (True, "", {"document": "sell_all_without_document"}),
    ],
)
def test_a_debtor_agrees_in_writing_to_sell_everything(agreed, document, reasons):
    assert _reasons(register.check_consent(Consent(agreed, document))) == reasons


def test_tidy_joins_letters_and_marks_and_drops_space_around():
    tidied = register.tidy(NewParty(" OTHER ", " Cafe\u0301 "))

    assert tidied == NewParty("OTHER", "Café")


def test_every_reason_has_its_words():
    assert set(WORDS) == set(register.Reason)
