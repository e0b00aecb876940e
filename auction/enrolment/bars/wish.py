"""Reads from a form who must not bid; the id number leaves it only as a digest (R-35)."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from auction.enrolment.bars.bar import Extent, Nearness, Relation
from auction.enrolment.one_line import clean
from auction.kernel.refusal import Refusal
from auction.people.identity import check_number, tidy_number

ID_NUMBER_LENGTH_MAX = 40
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class WishReason(enum.StrEnum):
    """Why a person was not put on the list."""

    NUMBER_WRONG = "blocked_number_wrong"
    RELATION_UNKNOWN = "blocked_relation_unknown"
    NEARNESS_UNKNOWN = "blocked_nearness_unknown"
    EXTENT_UNKNOWN = "blocked_extent_unknown"
    FOUND_UNKNOWN = "check_found_unknown"
    DAY_UNREADABLE = "check_day_unreadable"
    DOCUMENT_MISSING = "check_document_missing"
    NOT_ON_THE_LIST = "blocked_not_on_the_list"


@dataclass(frozen=True)
class BlockWish:
    """Whom to block, by digest, as what, and for how much."""

    identity_digest: str
    relation: Relation
    nearness: Nearness
    extent: Extent


@dataclass(frozen=True)
class CheckWish:
    """What the court found: of whom, by digest, whether qualified, on which day, by which document."""

    identity_digest: str
    is_qualified: bool
    checked_on: date
    document: str


def read_check(
    form: Mapping[str, str], *, digest: Callable[[str], str], today: date
) -> CheckWish | tuple[Refusal, ...]:
    """Return what was found of a qualification, or everything that cannot be read of the form (R-38)."""
    number = tidy_number(form.get("id_number", "")[:ID_NUMBER_LENGTH_MAX])
    found, document = form.get("found", ""), clean(form.get("document", ""))
    day = _day(form.get("checked_on", ""))
    refusals = []
    if not check_number(number, today=today):
        refusals.append(Refusal(WishReason.NUMBER_WRONG, "R-38"))
    if found not in ("yes", "no"):
        refusals.append(Refusal(WishReason.FOUND_UNKNOWN, "R-38"))
    if day is None or day > today:
        refusals.append(Refusal(WishReason.DAY_UNREADABLE, "R-38", {"today": today.isoformat()}))
    if not document:
        refusals.append(Refusal(WishReason.DOCUMENT_MISSING, "R-38"))
    if refusals or day is None:
        return tuple(refusals)
    return CheckWish(digest(number), found == "yes", day, document)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def read_block(
    form: Mapping[str, str], *, digest: Callable[[str], str], today: date
) -> BlockWish | tuple[Refusal, ...]:
    """Return whom to block, or everything that cannot be read of the form."""
    number = tidy_number(form.get("id_number", "")[:ID_NUMBER_LENGTH_MAX])
    relation, nearness, extent = (form.get(name, "") for name in ("relation", "nearness", "extent"))
    refusals = []
    if not check_number(number, today=today):
        refusals.append(Refusal(WishReason.NUMBER_WRONG, "R-35"))
    if relation not in set(Relation):
        refusals.append(Refusal(WishReason.RELATION_UNKNOWN, "R-35"))
    if nearness not in set(Nearness):
        refusals.append(Refusal(WishReason.NEARNESS_UNKNOWN, "R-35"))
    if extent not in set(Extent):
        refusals.append(Refusal(WishReason.EXTENT_UNKNOWN, "R-35"))
    if refusals:
        return tuple(refusals)
    return BlockWish(digest(number), Relation(relation), Nearness(nearness), Extent(extent))
