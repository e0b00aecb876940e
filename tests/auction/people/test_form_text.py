"""What is no text is refused by the name of its field."""

from __future__ import annotations

from auction.people.form_text import FormTextReason, check_texts


def test_text_in_any_script_is_text():
    assert check_texts([("name", "王小明 \n\t\u202e"), ("", "")]) is None


def test_the_character_of_code_zero_is_refused_wherever_it_stands():
    value = check_texts([("name", "王"), ("number", "1\x00")])
    name = check_texts([("na\x00me", "王")])

    assert (value.reason, value.numbers["field"]) == (FormTextReason.ZERO_CHARACTER, "number")
    assert (name.reason, name.numbers["field"]) == (FormTextReason.ZERO_CHARACTER, "name")
