"""Reads the form of a draft, and keeps and reads what it says as text.

Kept are only texts: amounts as plain decimals of the court's currency, times as ISO text in UTC,
the date as ISO text.  A draft may be incomplete; what is written must be readable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from auction.kernel.limits import TEXT_LENGTH_MAX, TITLE_LENGTH_MAX
from auction.kernel.money import Money, NotAnAmount, format_plain, parse_plain
from auction.kernel.refusal import Refusal
from auction.rounds.terms import PRICE_MINOR_MAX
from auction.rules.asset_class import AssetClass
from listings.asset import Asset
from listings.bundle import Withheld
from listings.channel import judge_channel
from listings.lot import Draft, Lot, PriorityPlace, Purpose, kept_asset
from listings.reason import Reason
from listings.valuation.price import Method, Price
from listings.valuation.reason import Reason as PriceReason

WORDS = (
    "bidder_conditions",
    "rights_and_duties",
    "legal_liability",
    "payment_method",
    "enforcement_basis",
    "pricing_basis",
    "occupation",
    "priority_holders",
    "parties_notified",
    "taxes",
    "panel_decision",
    "viewing",
    "remarks",
)
AMOUNTS = ("starting_price", "increment", "deposit")
TIMES = ("opens_at", "closes_at", "balance_due_at")
DATES = ("parties_notified_on", "price_fixed_on", "price_valid_until")
CHOICES = ("price_method", "enforcement_shown", "warranty")
PRICE = ("price_method", "price_fixed_on", "price_valid_until")
CHANNEL = ("channel", "channel_basis")
TERMS = (*AMOUNTS, *TIMES)
FIELDS = (*WORDS, *AMOUNTS, *TIMES, *DATES, *CHOICES, *CHANNEL)
# What a correction leaves as it was published.
FIXED = (*TERMS, *PRICE, *CHANNEL)
ASSET_FIELDS = ("title", "asset_class", "description", "place", "reference_price", "known_defects")
PLACE_LENGTH_MAX = 400
# What the field of the warranty says where the notice disclaims it.
DISCLAIMED = "disclaimed"
_AN_ID = re.compile("[0-9a-f]{32}")
YEARS = range(2000, 2200)


@dataclass(frozen=True)
class DraftForm:
    """What a form says: the lot's first asset, the texts to keep, and what could not be read."""

    asset: Asset
    fields: Mapping[str, str]
    errors: Mapping[str, Refusal]


class UnreadableError(Exception):
    """A field cannot be read; carries the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def read_form(form: Mapping[str, str], *, currency: str, time_zone: str) -> DraftForm:
    """Read the form of a lot; every field that cannot be read has its refusal in ``errors``."""
    errors: dict[str, Refusal] = {}
    asset = read_asset(form, currency, errors)
    fields: dict[str, str] = {}
    for name in FIELDS:
        try:
            fields[name] = _read_field(name, form.get(name, ""), currency=currency, time_zone=time_zone)
        except UnreadableError as unreadable:
            errors[name] = unreadable.refusal
    refused = judge_channel(fields.get("channel", ""), fields.get("channel_basis", ""))
    if refused is not None:
        errors["channel" if refused.reason == Reason.CHANNEL_UNKNOWN else "channel_basis"] = refused
    return DraftForm(asset, {name: text for name, text in fields.items() if text}, errors)


def read_changes(
    form: Mapping[str, str], *, lot: Lot, first: Asset, currency: str, time_zone: str
) -> DraftForm:
    """Read a form that holds some of the fields; what it does not name stays as it is stored."""
    asset_shown = {
        name: text for name, text in form_of(lot, (first,), time_zone).items() if name in ASSET_FIELDS
    }
    read = read_form({**asset_shown, **form}, currency=currency, time_zone=time_zone)
    kept = {name: text for name, text in lot.fields.items() if name not in form}
    errors = {name: refusal for name, refusal in read.errors.items() if name in form}
    return DraftForm(read.asset, kept | dict(read.fields), errors)


def read_asset(form: Mapping[str, str], currency: str, errors: dict[str, Refusal]) -> Asset:
    """Read an asset; what cannot be read is put into ``errors`` and left out."""
    texts = {}
    limits = {
        "title": TITLE_LENGTH_MAX,
        "description": TEXT_LENGTH_MAX,
        "place": PLACE_LENGTH_MAX,
        "known_defects": TEXT_LENGTH_MAX,
    }
    for name, length_max in limits.items():
        texts[name] = clean(form.get(name, ""), one_line=name in ("title", "place"))
        if len(texts[name]) > length_max:
            errors[name] = _too_long(texts[name], length_max)
    if not texts["title"]:
        errors["title"] = Refusal(Reason.TITLE_MISSING, "")
    asset_class, price = AssetClass.MOVABLE, None
    try:
        asset_class = AssetClass(form.get("asset_class", ""))
    except ValueError:
        errors["asset_class"] = Refusal(Reason.CLASS_UNKNOWN, "R-21")
    try:
        price = read_amount(form.get("reference_price", ""), currency)
    except UnreadableError as unreadable:
        errors["reference_price"] = unreadable.refusal
    return Asset(
        asset_class,
        texts["title"],
        description=texts["description"],
        place=texts["place"],
        reference_price=price,
        known_defects=texts["known_defects"],
    )


def read_amount(text: str, currency: str) -> Money | None:
    """Read an amount; nothing written is None.  Raises UnreadableError."""
    if not text.strip():
        return None
    try:
        amount = parse_plain(text, currency)
    except NotAnAmount:
        numbers = {"written": clean(text, one_line=True)[:40], "currency": currency}
        raise UnreadableError(Refusal(Reason.AMOUNT_UNREADABLE, "", numbers)) from None
    if amount.minor > PRICE_MINOR_MAX:
        numbers_max = {"amount": amount, "most": Money(PRICE_MINOR_MAX, currency)}
        raise UnreadableError(Refusal(Reason.AMOUNT_TOO_LARGE, "", numbers_max))
    return amount


def read_time(text: str, time_zone: str) -> datetime | None:
    """Read a local time of the court's zone, ``2026-12-01T10:00``.  Raises UnreadableError."""
    if not text.strip():
        return None
    shown = {"written": clean(text, one_line=True)[:40], "time_zone": time_zone}
    try:
        local = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UnreadableError(Refusal(Reason.TIME_UNREADABLE, "", shown)) from None
    if local.tzinfo is not None or local.year not in YEARS:
        raise UnreadableError(Refusal(Reason.TIME_UNREADABLE, "", shown))
    at = local.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)
    # Where clocks are put forward an hour does not exist, and Python would not say so.
    if at.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None) != local:
        raise UnreadableError(Refusal(Reason.TIME_DOES_NOT_EXIST, "", shown))
    return at


def clean(text: str, *, one_line: bool = False) -> str:
    """Return the text in NFC without control characters, with plain line ends."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in plain if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(kept.split()) if one_line else kept.strip()


def form_of(lot: Lot, assets: tuple[Asset, ...], time_zone: str) -> dict[str, str]:
    """Return the values by which the form shows a stored draft."""
    form = dict(lot.fields) | asset_form(assets[0]) | {"title": lot.title}
    for name in TIMES:
        if name in form:
            local = datetime.fromisoformat(form[name]).astimezone(ZoneInfo(time_zone))
            form[name] = local.replace(tzinfo=None).isoformat(timespec="minutes")
    return form


def asset_form(asset: Asset) -> dict[str, str]:
    """Return the values by which a form shows an asset."""
    return {
        "title": asset.title,
        "asset_class": asset.asset_class.value,
        "description": asset.description,
        "place": asset.place,
        "reference_price": format_plain(asset.reference_price) if asset.reference_price else "",
        "known_defects": asset.known_defects,
    }


def draft_of(
    lot: Lot, assets: tuple[Asset, ...], priorities: tuple[PriorityPlace, ...], currency: str
) -> Draft:
    """Return the notice to come from what was kept of it."""
    fields = lot.fields
    amounts = {name: parse_plain(fields[name], currency) for name in AMOUNTS if name in fields}
    times = {name: datetime.fromisoformat(fields[name]) for name in TIMES if name in fields}
    days = {name: date.fromisoformat(fields[name]) for name in DATES if name in fields}
    return Draft(
        title=lot.title,
        currency=currency,
        assets=assets,
        words={name: fields[name] for name in WORDS if name in fields},
        starting_price=amounts.get("starting_price"),
        increment=amounts.get("increment"),
        deposit=amounts.get("deposit"),
        opens_at=times.get("opens_at"),
        closes_at=times.get("closes_at"),
        balance_due_at=times.get("balance_due_at"),
        parties_notified_on=days.get("parties_notified_on"),
        priorities=priorities,
        enforcement_shown=fields.get("enforcement_shown", ""),
        warranty_disclaimer=fields.get("warranty") == DISCLAIMED,
        channel=fields.get("channel", ""),
        price=Price(
            fields.get("price_method", ""), days.get("price_fixed_on"), days.get("price_valid_until")
        ),
    )


def keep_terms(lot: Lot, first: Asset, form: DraftForm) -> DraftForm:
    """Return the form as it may be saved: a correction never moves class, prices and times."""
    if lot.purpose is not Purpose.CORRECTION:
        return form
    fields = {name: text for name, text in form.fields.items() if name not in FIXED}
    fields |= {name: text for name, text in lot.fields.items() if name in FIXED}
    asset = kept_asset(lot, first, form.asset)
    errors = {
        name: refusal
        for name, refusal in form.errors.items()
        if name not in (*FIXED, "asset_class", "reference_price")
    }
    return DraftForm(asset, fields, errors)


def _read_field(name: str, text: str, *, currency: str, time_zone: str) -> str:
    if name in AMOUNTS:
        amount = read_amount(text, currency)
        return format_plain(amount) if amount else ""
    if name in TIMES:
        at = read_time(text, time_zone)
        return at.isoformat() if at else ""
    if name in DATES:
        return _read_date(text)
    if name == "price_method":
        return _read_method(text)
    if name == "enforcement_shown":
        return _read_shown(text)
    if name == "warranty":
        return _read_warranty(text)
    words = clean(text)
    if len(words) > TEXT_LENGTH_MAX:
        raise UnreadableError(_too_long(words, TEXT_LENGTH_MAX))
    return words


def _read_date(text: str) -> str:
    if not text.strip():
        return ""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = date.min
    if day.year not in YEARS:
        written = {"written": clean(text, one_line=True)[:40]}
        raise UnreadableError(Refusal(Reason.DATE_UNREADABLE, "", written))
    return day.isoformat()


def _read_method(text: str) -> str:
    if text.strip() and text.strip() not in set(Method):
        raise UnreadableError(Refusal(PriceReason.METHOD_UNKNOWN, "R-11", {"known": ", ".join(Method)}))
    return text.strip()


def _read_shown(text: str) -> str:
    """Read a document's id, or the code of a reason to withhold it."""
    chosen = text.strip()
    if chosen and chosen not in set(Withheld) and not _AN_ID.fullmatch(chosen):
        raise UnreadableError(Refusal(Reason.SHOWN_UNREADABLE, "R-23"))
    return chosen


def _read_warranty(text: str) -> str:
    if text.strip() not in ("", DISCLAIMED):
        raise UnreadableError(Refusal(Reason.WARRANTY_UNKNOWN, "R-25"))
    return text.strip()


def _too_long(text: str, length_max: int) -> Refusal:
    return Refusal(Reason.TEXT_TOO_LONG, "", {"length": len(text), "length_max": length_max})
