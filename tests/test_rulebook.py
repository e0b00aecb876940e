"""Every rule that is due has a table named after it, or a reason on record why it has none."""

from __future__ import annotations

import pytest

from tests.support import rulebook
from tests.support.rulebook import NOT_YET, SIMPLER, TITLES, is_due, tables


def test_there_are_eighty_eight_rules_in_their_order():
    numbers = [int(rule.removeprefix("R-")) for rule in TITLES]

    assert len(numbers) == 88
    assert numbers == sorted(set(numbers))
    assert (numbers[0], numbers[-1]) == (1, 100)


@pytest.mark.parametrize("rule", [rule for rule in TITLES if is_due(rule)])
def test_a_rule_that_is_due_is_tested_under_its_number_or_says_what_is_missing(rule):
    is_tested, is_excused = rule in tables(), rule in NOT_YET

    assert is_tested or is_excused, f"{rule} has neither a table nor a reason"
    assert not (is_tested and is_excused), f"{rule} has a table now: its reason is out of date"


def test_no_table_names_a_rule_that_does_not_exist_and_no_reason_one_that_is_not_due():
    assert set(tables()) <= set(TITLES)
    assert {rule for rule in NOT_YET if not is_due(rule)} == set()
    assert set(NOT_YET) <= set(TITLES)
    assert set(SIMPLER) <= set(tables())


def test_the_list_prints_every_rule_once(capsys):
    rulebook.main()

    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed] == list(TITLES)
    assert "tests/rulebook/test_during.py" in next(line for line in printed if line.startswith("R-43"))
