"""What is said beside each field of a draft: why not, or fine and by how much.

Pure: a proposal as far as it is written goes in, one fact for each field that can be judged comes
out.  An empty field is not judged; what is missing is said before publication.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from auction.kernel.money import Money, least_share
from auction.kernel.refusal import Number, Refusal
from auction.rounds import terms
from auction.rounds.conduct import conduct_of
from auction.rounds.terms import RoundKind, Terms, TermsFacts
from auction.rules.days import local_date
from auction.rules.lead_times import lead_days
from auction.rules.rule_set import RuleSet
from auction.rules.sources import cited
from listings import disclosure
from listings.asset import class_of, reference_of
from listings.desk.steps import place_of
from listings.draft_form import DraftForm, draft_of
from listings.lot import Lot, Purpose
from listings.notice import Proposal, dates_of
from listings.reason import Missing
from listings.valuation.price import begun_until, check_price, sold_until, valid_until
from listings.valuation.reason import Reason as PriceReason


class Says(enum.StrEnum):
    """What may be said of a field that is fine."""

    LEAST_START = "desk_least_start"
    SHARE_OF_REFERENCE = "desk_share_of_reference"
    SHARE_OF_FAILED = "desk_share_of_failed"
    INCREMENT_SHARE = "desk_increment_share"
    DEPOSIT_SHARE = "desk_deposit_share"
    DAYS_OF_NOTICE = "desk_days_of_notice"
    HOURS_OF_BIDDING = "desk_hours_of_bidding"
    DAYS_FOR_BALANCE = "desk_days_for_balance"
    PRICE_HOLDS = "desk_price_holds"
    DAYS_OF_NOTIFICATION = "desk_days_of_notification"


@dataclass(frozen=True)
class Fact:
    """One sentence beside a field; said like a refusal, with rule and numbers, also when it is fine."""

    fine: bool
    said: Refusal


# Of which number of the law a reason speaks, so that its article can be shown beside its rule.
_PARAMETERS: Mapping[str, str] = {
    terms.Reason.PRICE_BELOW_FLOOR: "floor_round1",
    terms.Reason.PRICE_CUT_TOO_DEEP: "cut_max",
    terms.Reason.DEPOSIT_TOO_SMALL: "deposit_min",
    terms.Reason.DEPOSIT_TOO_LARGE: "deposit_max",
    terms.Reason.SECOND_TOO_LATE: "round2_within",
    terms.Reason.BIDDING_TOO_SHORT: "min_window",
    terms.Reason.BALANCE_DUE_TOO_EARLY: "balance_due",
    Says.LEAST_START: "floor_round1",
    Says.SHARE_OF_REFERENCE: "floor_round1",
    Says.SHARE_OF_FAILED: "cut_max",
    Says.PRICE_HOLDS: "ref_valid_max",
    PriceReason.EXPIRED: "ref_valid_max",
    PriceReason.STALE: "ref_grace",
    PriceReason.VALID_TOO_LONG: "ref_valid_max",
    Says.DEPOSIT_SHARE: "deposit_min",
    Says.HOURS_OF_BIDDING: "min_window",
    Says.DAYS_FOR_BALANCE: "balance_due",
}
_OF_LEAD_TIME = (terms.Reason.NOTICE_TOO_SHORT, Says.DAYS_OF_NOTICE)


def cite(refusal: Refusal, proposal: Proposal) -> Refusal:
    """Return the refusal with the article that its rule stands in, as far as the rule set names one."""
    reason = str(refusal.reason)
    name = _lead_parameter(proposal) if reason in _OF_LEAD_TIME else _PARAMETERS.get(reason)
    article = proposal.rules.parameter(name).article if name else ""
    return replace(refusal, rule=f"{refusal.rule}, {cited(article)}") if article else refusal


def check_fields(proposal: Proposal, at: datetime) -> dict[str, Fact]:
    """Judge every field that is written, as if the notice were published at that time."""
    found: dict[str, Fact] = {}
    for refusal in _refusals(proposal, at):
        found.setdefault(place_of(refusal).field, Fact(fine=False, said=cite(refusal, proposal)))
    for field, said in (*_of_amounts(proposal), *_of_validity(proposal), *_of_times(proposal, at)):
        found.setdefault(field, Fact(fine=True, said=cite(said, proposal)))
    return found


def as_written(proposal: Proposal, lot: Lot, form: DraftForm) -> Proposal:
    """Return the proposal as it would be if the form were saved."""
    draft = proposal.draft
    typed = draft_of(
        replace(lot, title=form.asset.title, fields=form.fields),
        (form.asset, *draft.assets[1:]),
        draft.priorities,
        draft.currency,
    )
    return replace(proposal, draft=typed)


def _refusals(proposal: Proposal, at: datetime) -> Iterator[Refusal]:
    draft = proposal.draft
    yield from (refusal for refusal in _of_prices(proposal) if refusal)
    judged = check_price(draft.price, rules=proposal.rules, dates=dates_of(proposal, at))
    yield from (no for no in judged if no.reason not in set(Missing))
    dates = _dates(proposal)
    if dates is not None:
        found = terms.check_dates(dates, rules=proposal.rules, facts=_facts(proposal, at))
        yield from (no for no in found if no and getattr(draft, place_of(no).field, None))
    yield from disclosure.check_notified(
        draft.parties_notified_on,
        rules=proposal.rules,
        published_at=at,
        time_zone=proposal.court.time_zone,
    )


def _of_prices(proposal: Proposal) -> Iterator[Refusal | None]:
    draft, start, reference = (
        proposal.draft,
        proposal.draft.starting_price,
        reference_of(proposal.draft.assets),
    )
    failed = proposal.failed.starting_price if proposal.failed else None
    if start is None:
        return
    if reference is not None:
        yield terms.check_starting_price(
            start,
            kind=_kind(proposal),
            rules=proposal.rules,
            reference_price=reference,
            previous_starting_price=failed,
        )
    if draft.increment is not None:
        yield terms.check_increment(draft.increment, starting_price=start)
    if draft.deposit is not None:
        yield terms.check_deposit(draft.deposit, rules=proposal.rules, starting_price=start)


def _of_amounts(proposal: Proposal) -> Iterator[tuple[str, Refusal]]:
    draft, rules = proposal.draft, proposal.rules
    start, reference = draft.starting_price, reference_of(draft.assets)
    is_second = _kind(proposal) is RoundKind.SECOND
    numbers: dict[str, Number]
    if reference and not is_second:
        share = rules.parameter("floor_round1").value
        numbers = {"floor": least_share(reference, rules.share("floor_round1")), "percent": str(share)}
        yield "reference_price", Refusal(Says.LEAST_START, "R-18", numbers)
    if start is None:
        return
    if is_second and proposal.failed:
        previous = proposal.failed.starting_price
        floor = least_share(previous, 1 - rules.share("cut_max"))
        numbers = {"percent": percent(start, previous), "floor": floor}
        yield "starting_price", Refusal(Says.SHARE_OF_FAILED, "R-69", numbers)
    elif reference:
        floor = least_share(reference, rules.share("floor_round1"))
        numbers = {"percent": percent(start, reference), "floor": floor}
        yield "starting_price", Refusal(Says.SHARE_OF_REFERENCE, "R-18", numbers)
    if draft.increment:
        yield "increment", Refusal(Says.INCREMENT_SHARE, "R-41", {"percent": percent(draft.increment, start)})
    if draft.deposit:
        numbers = {"percent": percent(draft.deposit, start), **_deposit_range(rules, start)}
        yield "deposit", Refusal(Says.DEPOSIT_SHARE, "R-30", numbers)


def _of_validity(proposal: Proposal) -> Iterator[tuple[str, Refusal]]:
    price, rules = proposal.draft.price, proposal.rules
    end, latest, begun = (ask(price, rules) for ask in (valid_until, sold_until, begun_until))
    if end and latest and begun:
        numbers = {"valid_until": end.isoformat(), "latest": latest.isoformat(), "begun": begun.isoformat()}
        yield "price_fixed_on", Refusal(Says.PRICE_HOLDS, "R-15", numbers)


def _of_times(proposal: Proposal, at: datetime) -> Iterator[tuple[str, Refusal]]:
    draft, zone = proposal.draft, proposal.court.time_zone
    today = local_date(at, zone)
    if draft.opens_at:
        days = (local_date(draft.opens_at, zone) - today).days
        numbers: dict[str, Number] = {"days": days, "least": _lead_days(proposal)}
        yield "opens_at", Refusal(Says.DAYS_OF_NOTICE, "R-21", numbers)
    if draft.opens_at and draft.closes_at:
        hours = (draft.closes_at - draft.opens_at) // timedelta(hours=1)
        least = proposal.rules.span("min_window") // timedelta(hours=1)
        yield "closes_at", Refusal(Says.HOURS_OF_BIDDING, "R-42", {"hours": hours, "least": least})
    if draft.closes_at and draft.balance_due_at:
        days = (local_date(draft.balance_due_at, zone) - local_date(draft.closes_at, zone)).days
        yield "balance_due_at", Refusal(Says.DAYS_FOR_BALANCE, "R-63", {"days": days})
    if draft.parties_notified_on:
        days = (today - draft.parties_notified_on).days
        numbers = {"days": days, "least": proposal.rules.days("party_notice_lead")}
        yield "parties_notified_on", Refusal(Says.DAYS_OF_NOTIFICATION, "R-26", numbers)


def percent(part: Money, whole: Money) -> str:
    """Return a share in percent with one decimal, never rounded up: 69.99 % must not read as 70."""
    tenths = part.minor * 1_000 // whole.minor
    return f"{tenths // 10}.{tenths % 10}"


def _deposit_range(rules: RuleSet, start: Money) -> dict[str, Number]:
    share = rules.share("deposit_max")
    most = Money(start.minor * share.numerator // share.denominator, start.currency)
    return {"least": least_share(start, rules.share("deposit_min")), "most": most}


def _dates(proposal: Proposal) -> Terms | None:
    """Return terms of nothing but dates; what is not written yet is put where it breaks no rule."""
    draft, rules = proposal.draft, proposal.rules
    opens_at = draft.opens_at
    if opens_at is None:
        return None
    closes_at = draft.closes_at or opens_at + rules.span("min_window")
    one = Money(1, draft.currency)
    return Terms(
        kind=_kind(proposal),
        starting_price=one,
        increment=one,
        deposit=one,
        opens_at=opens_at,
        closes_at=closes_at,
        extension_window=rules.span("ext_length"),
        balance_due_at=draft.balance_due_at or closes_at + timedelta(days=1),
        rule_set=rules.id,
        rule_set_version=rules.version,
        conduct=conduct_of(rules),
    )


def _facts(proposal: Proposal, at: datetime) -> TermsFacts:
    draft, failed = proposal.draft, proposal.failed
    return TermsFacts(
        asset_class=class_of(draft.assets),
        reference_price=Money(1, draft.currency),
        published_at=at,
        time_zone=proposal.court.time_zone,
        previous_starting_price=failed.starting_price if failed else None,
        previous_failed_at=failed.failed_at if failed else None,
    )


def _kind(proposal: Proposal) -> RoundKind:
    return RoundKind.SECOND if proposal.purpose is Purpose.SECOND else RoundKind.FIRST


def _lead_days(proposal: Proposal) -> int:
    is_second = _kind(proposal) is RoundKind.SECOND
    return lead_days(proposal.rules, asset_class=class_of(proposal.draft.assets), second=is_second)


def _lead_parameter(proposal: Proposal) -> str:
    round_name = _kind(proposal).value.lower()
    return f"notice_{round_name}_{class_of(proposal.draft.assets).value.lower()}"
