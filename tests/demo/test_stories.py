"""The demo's stories are whole: three courts, all classes, every word of a notice, words for pictures."""

from __future__ import annotations

import pytest

from demo.pictures.gallery import SUBJECTS
from demo.seed import COURTS
from demo.story import CourtStory, LotStory, Stage
from listings.disclosure import WORDS_NEEDED

LOTS = [(court, lot) for court in COURTS for lot in court.lots]
# Signs that only one of the two ways of writing has.
SIMPLIFIED, TRADITIONAL = "这为产华发会单标实车机", "這為產華發會單標實車機"


def texts_of(court: CourtStory, lot: LotStory) -> str:
    told = [court.name, court.contact, court.supervision, *court.words.values(), *lot.words.values()]
    for asset in lot.assets:
        told += [asset.title, asset.place, asset.description, asset.defects]
    told += [words for _, words in (*lot.photos, *lot.papers)]
    return "".join([*told, *lot.priorities, lot.defects_before, lot.remarks_again])


def test_there_are_three_courts_with_lots_of_all_classes_and_stages() -> None:
    assert len({court.time_zone for court in COURTS}) == len({court.currency for court in COURTS}) == 3
    assert len(LOTS) >= 24
    for court in COURTS:
        classes = {asset.asset_class for lot in court.lots for asset in lot.assets}
        assert classes == {"MOVABLE", "IMMOVABLE", "OTHER_RIGHT"}
    assert {lot.stage for _, lot in LOTS} == set(Stage)


def test_titles_and_addresses_of_staff_are_used_once() -> None:
    titles = [lot.title for _, lot in LOTS]
    emails = [email for court in COURTS for email in court.staff.values()]
    accounts = [case.account_number for court in COURTS for case in court.cases]

    for names in (titles, emails, accounts):
        assert len(names) == len(set(names))


@pytest.mark.parametrize("court", COURTS, ids=lambda court: court.language)
def test_a_notice_lacks_no_word(court: CourtStory) -> None:
    for lot in court.lots:
        words = {**court.words, **lot.words}
        assert [name for name, _, _ in WORDS_NEEDED if not words.get(name)] == []


def test_pictures_are_known_and_have_words_of_their_own() -> None:
    for _, lot in LOTS:
        alternatives = [words for _, words in lot.photos]
        assert all(subject in SUBJECTS for subject, _ in lot.photos)
        assert 1 <= len(lot.photos) <= 6
        assert len(set(alternatives)) == len(alternatives)


@pytest.mark.parametrize("court", COURTS, ids=lambda court: court.language)
def test_a_court_writes_one_language(court: CourtStory) -> None:
    told = "".join(texts_of(court, lot) for lot in court.lots)

    if court.language == "zh-Hans":
        assert not set(TRADITIONAL) & set(told)
    elif court.language == "zh-Hant":
        assert not set(SIMPLIFIED) & set(told)
    else:
        assert all(letter < "\u2e80" for letter in told)
