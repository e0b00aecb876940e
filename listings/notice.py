"""A notice: what it must say, its canonical form and hash, and what a correction changed.

The form is JSON with sorted keys and texts in NFC; amounts are text of minor units beside the one
``currency``, times ISO text in UTC::

    {"assets": [{"asset_class": "MOVABLE", "title": "…", "reference_price_minor": "8600000", …}],
     "closes_at": "2026-12-16T02:00:00+00:00", "currency": "CNY", "words": {"taxes": "…"}, …}
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from auction.cases.platform import NO_CREDITORS, Choice, judge_sale_here
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds import enough
from auction.rounds.conduct import conduct_of
from auction.rounds.enough import NO_OTHER_LOTS, CaseLots
from auction.rounds.guard import watched_from
from auction.rounds.terms import RoundKind, Terms, TermsFacts, check_terms
from auction.rules.days import local_date
from auction.rules.rule_set import RuleSet
from listings import disclosure
from listings.asset import Asset, class_of, reference_of
from listings.bundle import check_shown, missing
from listings.channel import judge_sale
from listings.diligence.check import answers_to, check_findings
from listings.lot import Draft, PriorityPlace, Purpose
from listings.parties import notified
from listings.parties.notified import Person
from listings.reason import Missing
from listings.valuation import panel
from listings.valuation.panel import Decision
from listings.valuation.price import Dates, Price, check_price
from listings.valuation.surplus import check_surplus
from listings.valuation.way import Fact


@dataclass(frozen=True)
class CourtFacts:
    """What a notice says about the court, the case and the place of the sale."""

    court_id: str
    case_id: str
    court_name: str
    court_contact: str
    supervision: str
    time_zone: str
    currency: str
    case_number: str
    platform: str
    account_number: str
    language: str = ""


@dataclass(frozen=True)
class Attachment:
    """A photo or document as a notice names it: by id, words and the hash of its bytes."""

    id: str
    title: str
    hash: str
    page_count: int = 0


@dataclass(frozen=True)
class Failed:
    """The round that failed before a second one."""

    starting_price: Money
    failed_at: datetime


@dataclass(frozen=True)
class Proposal:
    """All that a notice is made of and judged by."""

    lot_id: str
    purpose: Purpose
    draft: Draft
    court: CourtFacts
    rules: RuleSet
    photos: Sequence[Attachment] = ()
    documents: Sequence[Attachment] = ()
    failed: Failed | None = None
    parties: Sequence[Person] = ()
    choice: Choice = NO_CREDITORS
    noticed_at: Sequence[datetime] = ()
    case_lots: CaseLots = NO_OTHER_LOTS
    panel: Decision | None = None
    # What is paid before the creditor, and what the creditor answered for this round.
    first: Money | None = None
    answers: Sequence[Fact] = ()


def check_notice(proposal: Proposal, at: datetime) -> tuple[Refusal, ...]:
    """Return everything that forbids publishing this notice at that time, in the order of the form."""
    draft, time_zone = proposal.draft, proposal.court.time_zone
    return (
        *_check_channel(proposal),
        *disclosure.lacking_property(draft),
        *check_findings(draft.assets, proposal.rules),
        *check_price(draft.price, rules=proposal.rules, dates=dates_of(proposal, at)),
        *disclosure.lacking_terms(draft),
        *_check_terms(proposal, at),
        *check_decided(proposal),
        *check_worth(proposal),
        *disclosure.lacking_words(draft),
        *_check_shown(proposal),
        *disclosure.check_notified(
            draft.parties_notified_on, rules=proposal.rules, published_at=at, time_zone=time_zone
        ),
        *_check_parties(proposal, at),
        *_check_platform(proposal.choice),
        *_lacking_court(proposal.court),
    )


def check_correction(proposal: Proposal) -> tuple[Refusal, ...]:
    """Return everything that forbids publishing this correction; its terms stand already."""
    return (
        *disclosure.lacking_property(proposal.draft),
        *check_findings(proposal.draft.assets, proposal.rules),
        *check_decided(proposal),
        *disclosure.lacking_words(proposal.draft),
        *_check_shown(proposal),
        *_lacking_court(proposal.court),
    )


def check_decided(proposal: Proposal) -> tuple[Refusal, ...]:
    """R-08: every amount and the priority list are those that the panel decided."""
    return panel.check_panel(proposal.panel, panel_values(proposal), proposal.rules)


def check_worth(proposal: Proposal) -> tuple[Refusal, ...]:
    """R-19: a sale that could bring the creditor nothing waits for the creditor."""
    refusal = check_surplus(proposal.draft.starting_price, proposal.first, proposal.answers)
    return (refusal,) if refusal else ()


def panel_values(proposal: Proposal) -> dict[str, str]:
    """Return what a panel decides of this notice, as far as it is written."""
    failed = proposal.failed if proposal.purpose is Purpose.SECOND else None
    values = panel.values_of(proposal.draft, failed.starting_price if failed else None)
    # A correction leaves the terms; its round was decided with its cut.
    decided = proposal.purpose is Purpose.CORRECTION
    return {name: value for name, value in values.items() if not (decided and name == panel.Field.CUT)}


def dates_of(proposal: Proposal, at: datetime) -> Dates:
    """Return the days by which the price is judged, if the notice were published at that time."""
    zone, opens_at = proposal.court.time_zone, proposal.draft.opens_at
    return Dates(
        today=local_date(at, zone),
        opens_on=local_date(opens_at, zone) if opens_at else None,
        noticed_on=tuple(local_date(noticed, zone) for noticed in proposal.noticed_at),
    )


def terms_of(proposal: Proposal) -> Terms | None:
    """Return the terms of the round to come, or None while one of them is missing."""
    if disclosure.lacking_terms(proposal.draft):
        return None
    draft = proposal.draft
    assert draft.starting_price is not None, "no amount is missing"
    assert draft.increment is not None, "no amount is missing"
    assert draft.deposit is not None, "no amount is missing"
    assert draft.opens_at is not None, "no time is missing"
    assert draft.closes_at is not None, "no time is missing"
    assert draft.balance_due_at is not None, "no time is missing"
    return Terms(
        kind=RoundKind(proposal.purpose.value),
        starting_price=draft.starting_price,
        increment=draft.increment,
        deposit=draft.deposit,
        opens_at=draft.opens_at,
        closes_at=draft.closes_at,
        extension_window=proposal.rules.span("ext_length"),
        balance_due_at=draft.balance_due_at,
        rule_set=proposal.rules.id,
        rule_set_version=proposal.rules.version,
        conduct=conduct_of(proposal.rules),
        watched_from=_watched_from(proposal, draft.deposit),
    )


def _watched_from(proposal: Proposal, deposit: Money) -> Money | None:
    reference = reference_of(proposal.draft.assets)
    return watched_from(reference=reference, deposit=deposit, rules=proposal.rules) if reference else None


def compose(proposal: Proposal, *, terms: Terms, round_id: str, version: int) -> str:
    """Write the notice: the bytes that are hashed, stored and shown."""
    draft, court = proposal.draft, proposal.court
    body = {
        **_court_part(court),
        **terms_part(terms),
        "lot_id": proposal.lot_id,
        "round_id": round_id,
        "version": version,
        "title": draft.title,
        "asset_class": class_of(draft.assets).value,
        "reference_price_minor": _minor(reference_of(draft.assets)),
        **_price_part(draft.price),
        "panel": panel.as_noticed(proposal.panel),
        "assets": [_asset_part(asset, proposal.rules) for asset in draft.assets],
        "words": dict(draft.words),
        "enforcement_shown": draft.enforcement_shown,
        "warranty_disclaimer": draft.warranty_disclaimer,
        "parties_notified_on": draft.parties_notified_on.isoformat() if draft.parties_notified_on else "",
        "notified": notified.as_noticed(proposal.parties),
        "priorities": [{"rank": place.rank, "basis": place.basis} for place in _ranked(draft)],
        "photos": [{"id": photo.id, "alt": photo.title, "hash": photo.hash} for photo in proposal.photos],
        "documents": [
            {"id": paper.id, "title": paper.title, "hash": paper.hash, "page_count": paper.page_count}
            for paper in proposal.documents
        ],
    }
    return unicodedata.normalize("NFC", orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode())


def hash_of(body: str) -> str:
    """Return the SHA-256 of a notice, as hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def parse(body: str) -> dict[str, Any]:
    """Read a notice; amounts become Money, times become times, under the names without ``_minor``."""
    notice: dict[str, Any] = orjson.loads(body)
    for part in (notice, *notice["assets"]):
        for name in [name for name in part if name.endswith("_minor")]:
            part[name.removesuffix("_minor")] = Money(int(part[name]), notice["currency"])
    for name in ("opens_at", "closes_at", "balance_due_at"):
        notice[name] = datetime.fromisoformat(notice[name])
    # Notices from before languages, ways to a price, kinds and findings were noted say none.
    for name in ("language", "price_method", "price_fixed_on", "price_valid_until", "enforcement_shown"):
        notice.setdefault(name, "")
    notice.setdefault("warranty_disclaimer", False)
    for asset in notice["assets"]:
        asset.setdefault("kind", "")
        asset.setdefault("findings", [])
    # Older notices say it in words only.
    notice.setdefault("notified", [])
    notice.setdefault("panel", {})
    notice["extension_window"] = timedelta(seconds=notice["extension_window_s"])
    return notice


def parse_draft(proposal: Proposal) -> dict[str, Any] | None:
    """Return the notice as it would read, or None while an amount or time is missing."""
    terms = terms_of(proposal)
    if terms is None or reference_of(proposal.draft.assets) is None:
        return None
    return parse(compose(proposal, terms=terms, round_id="", version=1))


def snapshot_of(notice: Mapping[str, Any]) -> dict[str, str]:
    """Return what a round carries about its lot, so that nothing below reads listings."""
    photos = notice["photos"]
    return {
        "title": notice["title"],
        "asset_class": notice["asset_class"],
        "asset_kinds": " ".join(sorted({asset["kind"] for asset in notice["assets"] if asset["kind"]})),
        "court_name": notice["court_name"],
        "case_number": notice["case_number"],
        "place": notice["assets"][0]["place"],
        "time_zone": notice["time_zone"],
        "court_contact": notice["court_contact"],
        "language": notice["language"],
        "photo_id": photos[0]["id"] if photos else "",
    }


def terms_part(terms: Terms) -> dict[str, object]:
    """Return the terms as a notice states them."""
    return {
        "round_kind": terms.kind.value,
        "currency": terms.currency,
        "starting_price_minor": _minor(terms.starting_price),
        "increment_minor": _minor(terms.increment),
        "deposit_minor": _minor(terms.deposit),
        "opens_at": terms.opens_at.isoformat(),
        "closes_at": terms.closes_at.isoformat(),
        "balance_due_at": terms.balance_due_at.isoformat(),
        "extension_window_s": int(terms.extension_window.total_seconds()),
        "rule_set": terms.rule_set,
        "rule_set_version": terms.rule_set_version,
    }


def _check_terms(proposal: Proposal, at: datetime) -> tuple[Refusal, ...]:
    terms, reference_price = terms_of(proposal), reference_of(proposal.draft.assets)
    if terms is None or reference_price is None:
        return ()
    failed = proposal.failed
    facts = TermsFacts(
        asset_class=class_of(proposal.draft.assets),
        reference_price=reference_price,
        published_at=at,
        time_zone=proposal.court.time_zone,
        previous_starting_price=failed.starting_price if failed else None,
        previous_failed_at=failed.failed_at if failed else None,
    )
    gap = proposal.rules.span("closing_gap")
    order = enough.check_order(terms.closes_at, proposal.case_lots.ends, gap=gap)
    need = enough.check_need(proposal.case_lots.sales)
    found = check_terms(terms, rules=proposal.rules, facts=facts)
    return (*found, *(no for no in (order, need) if no is not None))


def _check_parties(proposal: Proposal, at: datetime) -> tuple[Refusal, ...]:
    draft, time_zone = proposal.draft, proposal.court.time_zone
    plan = notified.plan_of(at=at, opens_at=draft.opens_at, closes_at=draft.closes_at, time_zone=time_zone)
    return notified.check(proposal.parties, plan, proposal.rules)


def _check_platform(choice: Choice) -> tuple[Refusal, ...]:
    refusal = judge_sale_here(choice)
    return (refusal,) if refusal else ()


def _check_shown(proposal: Proposal) -> tuple[Refusal, ...]:
    return check_shown(proposal.draft.enforcement_shown, [paper.id for paper in proposal.documents])


def _check_channel(proposal: Proposal) -> tuple[Refusal, ...]:
    kinds = {asset.kind for asset in proposal.draft.assets}
    refusal = judge_sale(proposal.draft.channel, kinds, proposal.rules)
    return (refusal,) if refusal else ()


def _lacking_court(court: CourtFacts) -> tuple[Refusal, ...]:
    needed = (
        (court.platform, Missing.PLATFORM, "R-22"),
        (court.account_number, Missing.CASE_ACCOUNT, missing("payment_method")),
        (court.court_contact, Missing.COURT_CONTACT, "R-22"),
        (court.supervision, Missing.SUPERVISION, missing("court")),
    )
    return tuple(Refusal(reason, rule) for text, reason, rule in needed if not text)


def _court_part(court: CourtFacts) -> dict[str, object]:
    return {
        "court_name": court.court_name,
        "court_contact": court.court_contact,
        "supervision": court.supervision,
        "time_zone": court.time_zone,
        "language": court.language,
        "case_number": court.case_number,
        "platform": court.platform,
    }


def _price_part(price: Price) -> dict[str, object]:
    return {
        "price_method": price.method,
        "price_fixed_on": price.fixed_on.isoformat() if price.fixed_on else "",
        "price_valid_until": price.valid_until.isoformat() if price.valid_until else "",
    }


def _asset_part(asset: Asset, rules: RuleSet) -> dict[str, object]:
    return {
        "asset_class": asset.asset_class.value,
        "title": asset.title,
        "description": asset.description,
        "place": asset.place,
        "reference_price_minor": _minor(asset.reference_price),
        "known_defects": asset.known_defects,
        "kind": asset.kind.value if asset.kind else "",
        "findings": [
            {"question": question, "text": each.text, "established": each.established}
            for question, each in answers_to(asset, rules)
        ],
    }


def _minor(amount: Money | None) -> str:
    assert amount is not None, "a notice without an amount is refused before it is written"
    return str(amount.minor)


def _ranked(draft: Draft) -> list[PriorityPlace]:
    return sorted(draft.priorities, key=lambda place: (place.rank, place.basis))
