"""Every article of a rule set can be cited by the name of its source."""

from __future__ import annotations

import pytest

from auction.rules.rule_sets import RULE_SETS
from auction.rules.sources import SOURCES, cited


@pytest.mark.parametrize(
    ("article", "name"),
    [("L1 §10", "法释〔2016〕18号 §10"), ("L6 §85", "民事诉讼法 §85"), ("", ""), ("W2", "W2")],
)
def test_an_article_is_cited(article, name):
    assert cited(article) == name


def test_no_rule_set_cites_a_source_without_a_name():
    parameters = [parameter for rules in RULE_SETS for parameter in rules.parameters]
    articles = {parameter.article for parameter in parameters if parameter.article}

    assert {article for article in articles if cited(article) == article} == set()
    assert {article.split()[0] for article in articles} <= set(SOURCES)
