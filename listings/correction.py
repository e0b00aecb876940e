"""What a corrected notice says differently from the version before it (R-22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auction.kernel.refusal import Refusal
from auction.rules.rule_set import RuleSet
from listings.draft_form import DISCLAIMED
from listings.reason import Reason

PRICE_TEXTS = ("price_method", "price_fixed_on", "price_valid_until")
ASSET_TEXTS = ("title", "description", "place", "known_defects")
PLAIN_TEXTS = ("title", "parties_notified_on", "court_contact", "supervision", "platform")


@dataclass(frozen=True)
class Change:
    """One thing that reads differently: which, before and after."""

    name: str
    before: str
    after: str


def changes(older: Mapping[str, Any], newer: Mapping[str, Any]) -> tuple[Change, ...]:
    """Compare two parsed notices of one round and return what changed, in the order of the form."""
    before, after = _flat(older), _flat(newer)
    names = list(dict.fromkeys([*before, *after]))
    return tuple(
        Change(name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )


def judge_lead(
    found: Iterable[Change], *, opens_at: datetime, earliest: datetime, rules: RuleSet
) -> Refusal | None:
    """R-22: a material change restarts the lead time, and the round opens no earlier than that leaves.

    Times are never moved by a correction, so where they are too near the round is withdrawn and
    published anew.
    """
    is_material = any(change.name in rules.listed("material_changes") for change in found)
    if not is_material or opens_at >= earliest:
        return None
    return Refusal(Reason.CORRECTED_TOO_LATE, "R-22", {"opens": opens_at, "earliest": earliest})


def _flat(notice: Mapping[str, Any]) -> dict[str, str]:
    flat = {name: notice[name] for name in PLAIN_TEXTS}
    for asset in notice["assets"]:
        for name in ASSET_TEXTS:
            known = flat.get(f"asset_{name}")
            flat[f"asset_{name}"] = f"{known}\n{asset[name]}" if known else asset[name]
    # A correction leaves the price; a later round may stand on a new one.
    flat |= {name: notice.get(name, "") for name in PRICE_TEXTS}
    flat["findings"] = "\n".join(
        f"{asset['title']}: {found['text']}"
        for asset in notice["assets"]
        for found in asset.get("findings", ())
    )
    panel = notice.get("panel") or {}
    flat["panel"] = f"{panel['document']} ({panel['decided_on']})" if panel else ""
    flat |= notice["words"]
    flat["enforcement_shown"] = _shown(notice)
    flat["warranty"] = DISCLAIMED if notice.get("warranty_disclaimer") else ""
    flat["priorities"] = "\n".join(f"{place['rank']}. {place['basis']}" for place in notice["priorities"])
    flat["notified"] = "\n".join(
        " ".join((each["role"], each["mode"], each["on"])) for each in notice.get("notified", ())
    )
    flat["photos"] = "\n".join(f"{photo['alt']} ({photo['hash'][:12]})" for photo in notice["photos"])
    flat["documents"] = "\n".join(f"{paper['title']} ({paper['hash'][:12]})" for paper in notice["documents"])
    return flat


def _shown(notice: Mapping[str, Any]) -> str:
    """Return the title of the document that is shown, or the code of the reason why none is."""
    titles: dict[str, str] = {paper.get("id", ""): paper["title"] for paper in notice["documents"]}
    chosen: str = notice.get("enforcement_shown", "")
    return titles.get(chosen, chosen)
