"""The rules are read by everybody, on a page and in the terminal."""

from __future__ import annotations

import pytest

from auction.rules.meanings import NOT_HELD
from auction.rules.rule_sets import rule_set


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_the_page_shows_every_parameter_with_its_article(app):
    page = app.test_client().get("/rules/cn-2016-18/1").text

    for each in rule_set("cn-2016-18", 1).parameters:
        assert f'id="{each.name}"' in page
    for said in ("70 %", "300 seconds", "法释〔2016〕18号 §10", "without limit"):
        assert said in page
    assert "0.0175 % a day" in page
    assert page.count("not kept to by the platform yet") == len(NOT_HELD)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize("address", ["/rules/cn-2016-18/2", "/rules/nowhere/1"])
def test_a_version_that_was_never_published_is_not_found(app, address):
    assert app.test_client().get(address).status_code == 404


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_the_terminal_shows_the_same(app):
    run = app.test_cli_runner().invoke

    assert "cn-2016-18@1" in run(args=["rules", "list"]).output
    shown = run(args=["rules", "show", "cn-2016-18"]).output
    assert "floor_round1                    R-18  statute   70 %  (法释〔2016〕18号 §10)" in shown
    assert all(each.name in shown for each in rule_set("cn-2016-18", 1).parameters)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize("named", ["nowhere", "cn-2016-18@9", "cn-2016-18@x"])
def test_the_terminal_names_what_there_is_when_asked_for_something_else(app, named):
    told = app.test_cli_runner().invoke(args=["rules", "show", named])

    assert told.exit_code == 1
    assert f"there is no rule set {named}; there are: cn-2016-18@1" in told.output
