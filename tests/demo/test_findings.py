"""Everything that the demo sells has a kind of its class, and an answer to each question about it."""

from __future__ import annotations

import pytest

from auction.rules.asset_class import AssetClass
from auction.rules.rule_sets import rule_set
from demo.findings import findings_of, kind_of
from demo.stories import alderport, harbour, lakeside
from listings.asset import Asset
from listings.diligence.check import check_asset, questions_of

RULES = rule_set("cn-2016-18")
COURTS = (lakeside.COURT, harbour.COURT, alderport.COURT)
ASSETS = [(court.language, asset) for court in COURTS for lot in court.lots for asset in lot.assets]


@pytest.mark.parametrize(("language", "story"), ASSETS, ids=[story.title[:20] for _, story in ASSETS])
def test_nothing_is_left_blank(language, story):
    asset = Asset(
        AssetClass(story.asset_class),
        story.title,
        kind=kind_of(story),
        findings=findings_of(story, language),
    )

    assert check_asset(asset, RULES) == ()
    assert set(story.answers) <= set(questions_of(RULES, kind_of(story)))


def test_one_court_says_what_it_tried_in_vain():
    home = next(asset for lot in alderport.COURT.lots for asset in lot.assets if "Cottage" in asset.title)

    plan = findings_of(home, "en")["floor_plan"]

    assert not plan.established
    assert plan.text.startswith("No plan is on the folio")
