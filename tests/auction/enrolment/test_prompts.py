"""The seven prompts of R-24."""

from __future__ import annotations

import pytest

from auction.enrolment import prompts


def test_there_are_seven_and_none_says_the_same():
    assert len(set(prompts.PROMPTS)) == 7


@pytest.mark.parametrize("prompt", [-1, 0, 8, 10**30])
def test_a_prompt_that_does_not_exist_is_refused(prompt):
    refusal = prompts.may_acknowledge(prompt)

    assert refusal is not None
    assert (refusal.reason, refusal.numbers["prompt"]) == ("prompt_unknown", prompt)


@pytest.mark.parametrize(
    ("acknowledged", "rule"),
    [
        (set(), "R-24/ACK(1)"),
        ({1, 2, 3, 4, 5, 6}, "R-24/ACK(7)"),
        ({1, 2, 4, 5, 6, 7}, "R-24/ACK(3)"),
        ({7}, "R-24/ACK(1)"),
    ],
)
def test_no_deposit_before_all_seven(acknowledged, rule):
    refusal = prompts.may_pay(acknowledged)

    assert refusal is not None
    assert refusal.rule == rule


def test_all_seven_in_any_order_open_the_deposit():
    assert prompts.may_pay([7, 3, 1, 2, 6, 5, 4]) is None
    assert all(prompts.may_acknowledge(number) is None for number in prompts.NUMBERS)
