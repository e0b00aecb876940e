"""Every refusal about people has its sentence, and the sentence its numbers."""

from __future__ import annotations

import re

import pytest

from auction.people.form_text import FormTextReason
from auction.people.identity import IdentityReason
from auction.people.sign_in_words import MESSAGES, SUBJECTS
from auction.people.staff import StaffReason
from auction.people.words import WORDS


def test_every_reason_has_a_sentence_and_every_sentence_a_reason():
    assert set(WORDS) == {*FormTextReason, *IdentityReason, *StaffReason}


@pytest.mark.parametrize("sentence", WORDS.values())
def test_sentences_name_known_numbers_only(sentence):
    assert set(re.findall(r"%\((\w+)\)s", sentence)) <= {"length", "most", "field"}
    assert sentence % {"length": 1, "most": 2, "field": "name"}


def test_the_library_knows_every_message_that_we_say_differently():
    from flask_security.core import _default_config, _default_messages

    assert set(MESSAGES) <= set(_default_messages)
    assert set(SUBJECTS) <= set(_default_config)


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_our_messages_use_the_librarys_names(key):
    from flask_security.core import _default_messages

    ours, theirs = (
        set(re.findall(r"%\((\w+)\)", text)) for text in (MESSAGES[key][0], _default_messages[key][0])
    )

    assert ours <= theirs
