"""The way to a reference price as its steps were noted: what may be noted next, what is due, what results.

Pure: facts in the order in which they were noted go in.  Four ways follow one another: negotiation,
targeted inquiry, network inquiry, appraisal; one is skipped only if both parties agree (R-10 to R-14).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import last_day
from listings.valuation.price import Method
from listings.valuation.reason import WayReason


class Step(enum.StrEnum):
    """One thing that happened on the way to a price, or in the talk with a creditor (R-19)."""

    SEIZED = "seized"
    BEGUN = "begun"
    OFFERED = "offered"
    NEGOTIATION_FAILED = "negotiation_failed"
    TARGETED_AGREED = "targeted_agreed"
    NETWORK_AGREED = "network_agreed"
    APPRAISAL_ASKED = "appraisal_asked"
    TARGETED_ASKED = "targeted_asked"
    TARGETED_ANSWERED = "targeted_answered"
    TARGETED_FAILED = "targeted_failed"
    INQUIRY_ASKED = "inquiry_asked"
    INQUIRY_DELIVERED = "inquiry_delivered"
    INQUIRY_EXTENDED = "inquiry_extended"
    INQUIRY_FAILED = "inquiry_failed"
    APPRAISAL_COMMISSIONED = "appraisal_commissioned"
    APPRAISAL_EXTENDED = "appraisal_extended"
    APPRAISAL_DELIVERED = "appraisal_delivered"
    REPORT_SENT = "report_sent"
    REPORT_POSTED = "report_posted"
    RECEIVED = "received"
    DEEMED_RECEIVED = "deemed_received"
    OBJECTION = "objection"
    ANSWERED = "answered"
    REVIEW_ASKED = "review_asked"
    CREDITOR_TOLD = "creditor_told"
    CREDITOR_ELECTED = "creditor_elected"
    CREDITOR_DECLINED = "creditor_declined"


@dataclass(frozen=True)
class Fact:
    """A step: on which day, by whom or about whom, with which amount, by which document."""

    step: Step
    on: date
    given_by: str = ""
    amount: Money | None = None
    document: str = ""


@dataclass(frozen=True)
class Result:
    """A reference price as it follows from the facts, and the way by which it was found."""

    method: str
    amount: Money


# What must have happened before; one of several is enough.
AFTER: Mapping[Step, tuple[Step, ...]] = {
    Step.NEGOTIATION_FAILED: (Step.BEGUN,),
    Step.OFFERED: (Step.BEGUN,),
    Step.TARGETED_AGREED: (Step.BEGUN,),
    Step.NETWORK_AGREED: (Step.BEGUN,),
    Step.APPRAISAL_ASKED: (Step.BEGUN,),
    Step.TARGETED_ASKED: (Step.NEGOTIATION_FAILED, Step.TARGETED_AGREED),
    Step.TARGETED_ANSWERED: (Step.TARGETED_ASKED,),
    # Where no authority has a price, the targeted inquiry fails without having been asked.
    Step.TARGETED_FAILED: (Step.NEGOTIATION_FAILED, Step.TARGETED_ASKED),
    Step.INQUIRY_ASKED: (Step.TARGETED_FAILED, Step.NETWORK_AGREED),
    Step.INQUIRY_DELIVERED: (Step.INQUIRY_ASKED,),
    Step.INQUIRY_EXTENDED: (Step.INQUIRY_ASKED,),
    Step.INQUIRY_FAILED: (Step.INQUIRY_ASKED, Step.TARGETED_FAILED),
    Step.APPRAISAL_COMMISSIONED: (Step.INQUIRY_FAILED, Step.APPRAISAL_ASKED),
    Step.APPRAISAL_EXTENDED: (Step.APPRAISAL_COMMISSIONED,),
    Step.APPRAISAL_DELIVERED: (Step.APPRAISAL_COMMISSIONED,),
    Step.REPORT_SENT: (Step.INQUIRY_DELIVERED, Step.APPRAISAL_DELIVERED),
    Step.REPORT_POSTED: (Step.INQUIRY_DELIVERED, Step.APPRAISAL_DELIVERED),
    Step.RECEIVED: (Step.REPORT_SENT,),
    Step.DEEMED_RECEIVED: (Step.REPORT_POSTED,),
    # What was agreed or answered by an authority has no objection; only supervision may look at it.
    Step.OBJECTION: (Step.RECEIVED, Step.DEEMED_RECEIVED),
    Step.ANSWERED: (Step.OBJECTION,),
    Step.REVIEW_ASKED: (Step.OBJECTION,),
    Step.CREDITOR_ELECTED: (Step.CREDITOR_TOLD,),
    Step.CREDITOR_DECLINED: (Step.CREDITOR_TOLD,),
}
WITH_AMOUNT = frozenset(
    {Step.OFFERED, Step.TARGETED_ANSWERED, Step.INQUIRY_DELIVERED, Step.APPRAISAL_DELIVERED}
)
WITH_GIVER = frozenset(
    {
        Step.OFFERED,
        Step.INQUIRY_DELIVERED,
        Step.APPRAISAL_COMMISSIONED,
        Step.OBJECTION,
        Step.TARGETED_ANSWERED,
    }
)


def judge_fact(fact: Fact, facts: Sequence[Fact], rules: RuleSet, *, today: date) -> Refusal | None:
    """Say why a step may not be noted; None when it may."""
    if fact.on > today:
        return Refusal(WayReason.NOT_YET, "R-10", {"on": fact.on.isoformat()})
    if fact.step in WITH_AMOUNT and fact.amount is None:
        return Refusal(WayReason.AMOUNT_MISSING, "R-11")
    if fact.step in WITH_GIVER and not fact.given_by:
        return Refusal(WayReason.GIVER_MISSING, "R-11")
    if fact in facts:
        return Refusal(WayReason.NOTED_BEFORE, "R-10")
    before = AFTER.get(fact.step)
    if before and not any(each.step in before and each.on <= fact.on for each in facts):
        return Refusal(WayReason.OUT_OF_ORDER, "R-11")
    special = _SPECIAL.get(fact.step)
    return special(fact, facts, rules) if special else None


def begins_until(facts: Sequence[Fact], rules: RuleSet) -> date | None:
    """Return by which day the way to a price begins after the seizure (R-10, R-28)."""
    seized = last(facts, Step.SEIZED)
    return _last_day(seized.on if seized else None, rules.days("refprice_start_max"), rules)


def inquiry_until(facts: Sequence[Fact], rules: RuleSet) -> date | None:
    """Return by which day platforms deliver the network inquiry, its extension included (R-12, R-28)."""
    asked = last(facts, Step.INQUIRY_ASKED)
    extended = len(_since(facts, Step.INQUIRY_ASKED, Step.INQUIRY_EXTENDED))
    days = rules.days("ni_report") + extended * rules.days("ni_extension")
    return _last_day(asked.on if asked else None, days, rules)


def appraisal_until(facts: Sequence[Fact], rules: RuleSet) -> date | None:
    """Return by which day the agency at work delivers its appraisal, extensions included (R-13, R-28)."""
    commissioned = last(facts, Step.APPRAISAL_COMMISSIONED)
    return _last_day(commissioned.on if commissioned else None, _appraisal_days(facts, rules), rules)


def objection_until(facts: Sequence[Fact], rules: RuleSet) -> date | None:
    """Return by which day a report may be objected to, after it was received last (R-14, R-28)."""
    received = [fact.on for fact in facts if fact.step in (Step.RECEIVED, Step.DEEMED_RECEIVED)]
    return _last_day(max(received, default=None), rules.days("objection"), rules)


def result_of(facts: Sequence[Fact], rules: RuleSet) -> Result | None:
    """Return the reference price that follows from the facts: the latest way that was begun decides."""
    method, making = _making(facts, rules)
    mean = _mean([fact.amount for fact in making if fact.amount is not None])
    return Result(method, mean) if mean is not None else None


def found_on(facts: Sequence[Fact], rules: RuleSet) -> date | None:
    """Return on which day the price was found: the latest day of what makes it."""
    return max((fact.on for fact in _making(facts, rules)[1]), default=None)


def quotes_that_count(facts: Sequence[Fact], rules: RuleSet) -> list[Fact]:
    """R-12: results in time; of those, the ones that nobody objected to since they were delivered.

    Who corrects a result that came in time delivers it again, and that one counts.
    """
    until, newest = inquiry_until(facts, rules), dict[str, Fact]()
    for fact in facts[_newest(facts, Step.INQUIRY_ASKED) :]:
        if fact.step is Step.OBJECTION and fact.given_by in newest:
            newest[fact.given_by] = replace(fact, amount=None)
        elif fact.step is Step.INQUIRY_DELIVERED and (_in_time(fact, until) or fact.given_by in newest):
            newest[fact.given_by] = fact
    return [fact for fact in newest.values() if fact.amount is not None]


def last(facts: Sequence[Fact], step: Step) -> Fact | None:
    """Return the newest fact of a step."""
    return next((fact for fact in reversed(facts) if fact.step is step), None)


def _newest(facts: Sequence[Fact], step: Step) -> int:
    """Return the place of the newest fact of a step; behind the last where there is none."""
    return max((number for number, fact in enumerate(facts) if fact.step is step), default=len(facts))


def _since(facts: Sequence[Fact], start: Step, step: Step) -> list[Fact]:
    """Return the facts of one step since the newest start."""
    return [fact for fact in facts[_newest(facts, start) :] if fact.step is step]


def _in_time(fact: Fact, until: date | None) -> bool:
    return until is not None and fact.on <= until


def _last_day(start: date | None, days: int, rules: RuleSet) -> date | None:
    """Return the last day of a period; one that ends on a holiday ends on the next working day (R-28)."""
    return last_day(rules, start + timedelta(days=days)) if start else None


def _appraisal_days(facts: Sequence[Fact], rules: RuleSet) -> int:
    extended = len(_since(facts, Step.APPRAISAL_COMMISSIONED, Step.APPRAISAL_EXTENDED))
    return rules.days("appraisal_days") + extended * rules.days("appraisal_extension")


def _making(facts: Sequence[Fact], rules: RuleSet) -> tuple[Method, list[Fact]]:
    """Return the way that was begun last, and the facts that make its price: none until it has one."""
    if last(facts, Step.APPRAISAL_COMMISSIONED):
        delivered = _since(facts, Step.APPRAISAL_COMMISSIONED, Step.APPRAISAL_DELIVERED)
        return Method.APPRAISAL, delivered[-1:]
    if last(facts, Step.INQUIRY_ASKED):
        return Method.NETWORK, quotes_that_count(facts, rules)
    if last(facts, Step.TARGETED_FAILED):
        return Method.TARGETED, []
    if answered := last(facts, Step.TARGETED_ANSWERED):
        return Method.TARGETED, [answered]
    return Method.NEGOTIATION, _agreed(facts)


def _mean(amounts: Sequence[Money]) -> Money | None:
    """Return the arithmetic mean, half a minor unit rounded up."""
    if not amounts:
        return None
    total = sum(amount.minor for amount in amounts)
    return Money((2 * total + len(amounts)) // (2 * len(amounts)), amounts[0].currency)


def _agreed(facts: Sequence[Fact]) -> list[Fact]:
    """R-11: what the parties offered becomes the price when the newest offer of each is the same."""
    if last(facts, Step.NEGOTIATION_FAILED) is not None:
        return []
    newest = {fact.given_by: fact for fact in facts if fact.step is Step.OFFERED}
    amounts = {fact.amount for fact in newest.values()}
    return list(newest.values()) if len(newest) > 1 and len(amounts) == 1 else []


def _judge_inquiry_extension(_fact: Fact, facts: Sequence[Fact], rules: RuleSet) -> Refusal | None:
    until, extended = inquiry_until(facts, rules), _since(facts, Step.INQUIRY_ASKED, Step.INQUIRY_EXTENDED)
    if len(extended) >= rules.count("ni_extension_max"):
        return Refusal(WayReason.EXTENDED_BEFORE, "R-12")
    delivered = _since(facts, Step.INQUIRY_ASKED, Step.INQUIRY_DELIVERED)
    if any(until is not None and quote.on <= until for quote in delivered):
        return Refusal(WayReason.SOME_DELIVERED, "R-12")
    return None


def _judge_commission(fact: Fact, facts: Sequence[Fact], rules: RuleSet) -> Refusal | None:
    agencies = {each.given_by for each in facts if each.step is Step.APPRAISAL_COMMISSIONED}
    most = rules.count("appraisal_agencies")
    if len(agencies | {fact.given_by}) > most:
        return Refusal(WayReason.NO_AGENCY_LEFT, "R-13", {"most": most})
    return None


def _judge_appraisal_extension(fact: Fact, facts: Sequence[Fact], rules: RuleSet) -> Refusal | None:
    commissioned = last(facts, Step.APPRAISAL_COMMISSIONED)
    assert commissioned is not None, "only a commissioned appraisal is extended"
    until = commissioned.on + timedelta(days=_appraisal_days(facts, rules))
    most = rules.count("appraisal_extension_max")
    if len(_since(facts, Step.APPRAISAL_COMMISSIONED, Step.APPRAISAL_EXTENDED)) >= most:
        return Refusal(WayReason.NO_MORE_EXTENSIONS, "R-13", {"most": most})
    latest = until - timedelta(days=rules.days("appraisal_extension_asked"))
    if fact.on > latest:
        return Refusal(WayReason.EXTENSION_LATE, "R-13", {"latest": latest.isoformat()})
    return None


def _judge_appraisal(fact: Fact, facts: Sequence[Fact], rules: RuleSet) -> Refusal | None:
    until, agency = appraisal_until(facts, rules), last(facts, Step.APPRAISAL_COMMISSIONED)
    if until is not None and fact.on > until:
        return Refusal(WayReason.REPORT_LATE, "R-13", {"latest": until.isoformat()})
    if agency is not None and fact.given_by not in ("", agency.given_by):
        return Refusal(WayReason.OTHER_AGENCY, "R-13", {"agency": agency.given_by})
    return None


def _judge_deemed(fact: Fact, facts: Sequence[Fact], rules: RuleSet) -> Refusal | None:
    posted = last(facts, Step.REPORT_POSTED)
    assert posted is not None, "only a report that was posted counts as received"
    earliest = posted.on + timedelta(days=rules.days("deemed_receipt"))
    if fact.on < earliest:
        return Refusal(WayReason.DEEMED_EARLY, "R-14", {"earliest": earliest.isoformat()})
    return None


def _judge_objection(fact: Fact, facts: Sequence[Fact], rules: RuleSet) -> Refusal | None:
    until = objection_until(facts, rules)
    if until is not None and fact.on > until:
        return Refusal(WayReason.OBJECTION_LATE, "R-14", {"latest": until.isoformat()})
    return None


def _judge_answer(fact: Fact, facts: Sequence[Fact], rules: RuleSet) -> Refusal | None:
    told = last(facts, Step.CREDITOR_TOLD)
    assert told is not None, "only who was told answers"
    latest = last_day(rules, told.on + timedelta(days=rules.days("no_surplus_reply")))
    if fact.on > latest:
        return Refusal(WayReason.ANSWER_LATE, "R-19", {"latest": latest.isoformat()})
    return None


_SPECIAL = {
    Step.INQUIRY_EXTENDED: _judge_inquiry_extension,
    Step.APPRAISAL_COMMISSIONED: _judge_commission,
    Step.APPRAISAL_EXTENDED: _judge_appraisal_extension,
    Step.APPRAISAL_DELIVERED: _judge_appraisal,
    Step.DEEMED_RECEIVED: _judge_deemed,
    Step.OBJECTION: _judge_objection,
    Step.CREDITOR_ELECTED: _judge_answer,
    Step.CREDITOR_DECLINED: _judge_answer,
}
