"""Every question of the law has a reason of its own, a sentence, a name and a help."""

from __future__ import annotations

from auction.rules.asset_kind import AssetKind
from auction.rules.rule_sets import RULE_SETS
from listings.diligence.check import questions_of
from listings.diligence.reason import Reason, Unanswered, unanswered
from listings.diligence.words import HELP, WORDS
from listings.words import ASSET_KINDS, FINDINGS


def test_every_question_of_every_rule_set_can_be_missed_asked_and_explained():
    asked = {name for rules in RULE_SETS for kind in AssetKind for name in questions_of(rules, kind)}

    assert {unanswered(name) for name in asked} == set(Unanswered)
    assert set(FINDINGS) == set(HELP) == asked


def test_every_reason_has_its_sentence_and_every_kind_its_name():
    assert set(WORDS) == {*Reason, *Unanswered}
    assert set(ASSET_KINDS) == set(AssetKind)
