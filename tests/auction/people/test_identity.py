"""What a bidder may say to be."""

from __future__ import annotations

from datetime import date

import pytest

from auction.people import identity
from auction.people.identity import FIELD_OF, IdentityClaim, IdentityReason
from tests.support.people import ID_NUMBERS

TODAY = date(2026, 3, 1)
CREDIT_CODE = "91110000600037341L"


def natural(name: str = "王小明", number: str = ID_NUMBERS[0]) -> IdentityClaim:
    return IdentityClaim("NATURAL", name, number)


def company(name: str = "北京某某有限公司", number: str = CREDIT_CODE, by: str = "李四") -> IdentityClaim:
    return IdentityClaim("COMPANY", name, number, by)


def with_check_digit(body: str) -> str:
    digit = (1 - 2 * int(body, 13)) % 11
    return body + ("X" if digit == 10 else str(digit))


@pytest.mark.parametrize("claim", [*(natural(number=number) for number in ID_NUMBERS), company()])
def test_what_can_be_right_is_not_refused(claim):
    assert identity.check(identity.tidy(claim), today=TODAY) == ()


@pytest.mark.parametrize(
    ("claim", "reasons"),
    [
        (IdentityClaim("GHOST", "", ""), ["identity_unknown_kind"]),
        (IdentityClaim("", "王小明", ID_NUMBERS[0]), ["identity_unknown_kind"]),
        (natural(name=""), ["identity_name_missing"]),
        (natural(name=" 　 "), ["identity_name_missing"]),
        (natural(name="12345"), ["identity_name_missing"]),
        (natural(name="王" * 101), ["identity_name_too_long"]),
        (natural(number=""), ["id_number_malformed"]),
        (natural(number=ID_NUMBERS[0][:17]), ["id_number_malformed"]),
        (natural(number=ID_NUMBERS[0] + "1"), ["id_number_malformed"]),
        (natural(number="A" * 18), ["id_number_malformed"]),
        (natural(number="٣" * 18), ["id_number_malformed"]),
        (natural(number=ID_NUMBERS[0][:17] + "1"), ["id_number_wrong_check_digit"]),
        (natural(number=with_check_digit("11010119901307758")), ["id_number_wrong_birth_date"]),
        (natural(number=with_check_digit("11010119900230758")), ["id_number_wrong_birth_date"]),
        (natural(number=with_check_digit("11010120260302758")), ["id_number_wrong_birth_date"]),
        (natural(name="", number="1"), ["identity_name_missing", "id_number_malformed"]),
        (company(number=CREDIT_CODE[:17]), ["credit_code_malformed"]),
        (company(number=CREDIT_CODE[:17] + "I"), ["credit_code_malformed"]),
        (company(number=CREDIT_CODE[:17] + "A"), ["credit_code_wrong_check_digit"]),
        (company(by=""), ["representative_missing"]),
        (company(by="李" * 101), ["representative_too_long"]),
        (
            company(name="", number="", by=""),
            ["identity_name_missing", "credit_code_malformed", "representative_missing"],
        ),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(claim, reasons):
    refusals = identity.check(identity.tidy(claim), today=TODAY)

    assert [str(refusal.reason) for refusal in refusals] == reasons


def test_one_is_born_today_at_the_latest():
    born_today = natural(number=with_check_digit("11010120260301758"))
    born_tomorrow = natural(number=with_check_digit("11010120260302758"))

    assert identity.check(born_today, today=TODAY) == ()
    assert identity.check(born_tomorrow, today=TODAY) != ()


def test_a_place_that_the_table_does_not_know_turns_nobody_away():
    assert identity.check(natural(number=with_check_digit("99999919900307758")), today=TODAY) == ()


def test_every_wrong_digit_is_found():
    for place in range(18):
        number = ID_NUMBERS[1]
        other = "1" if number[place] != "1" else "2"
        changed = number[:place] + other + number[place + 1 :]

        assert identity.check(natural(number=changed), today=TODAY), f"digit {place + 1}"


def test_a_claim_is_kept_in_one_form():
    loose = IdentityClaim(
        "NATURAL", "  Ａnn   Li ", f" {ID_NUMBERS[0][:6]} {ID_NUMBERS[0][6:].lower()} ", "nobody"
    )

    assert identity.tidy(loose) == IdentityClaim("NATURAL", "Ann Li", ID_NUMBERS[0], "")


def test_a_number_on_a_screen_shows_little():
    assert identity.shown_number("110101199003077580") == "11••••••••••••7580"


def test_every_refusal_but_the_final_ones_belongs_to_a_field():
    assert set(IdentityReason) - set(FIELD_OF) == {IdentityReason.FIXED}
