"""Reads what an officer writes about an asset: its kind, and an answer to each question.

``found-mileage`` is the answer in words; with ``tried-mileage`` it could not be established, and the
words say what was tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auction.kernel.limits import TEXT_LENGTH_MAX
from auction.kernel.refusal import Refusal
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind, class_of_kind
from listings.asset import Asset
from listings.diligence.finding import Finding
from listings.diligence.reason import Reason
from listings.draft_form import clean
from listings.reason import Reason as FormReason

FOUND, TRIED = "found-", "tried-"


def read_kind(text: str, asset: Asset) -> AssetKind | Refusal:
    """Read a kind of this asset's class."""
    if text not in set(AssetKind):
        return Refusal(Reason.KIND_UNKNOWN, "R-27")
    if not _is_of(AssetKind(text), asset.asset_class):
        return Refusal(Reason.KIND_OF_OTHER_CLASS, "R-27", {"asset": asset.title})
    return AssetKind(text)


def read_findings(
    form: Mapping[str, str], questions: Iterable[str]
) -> tuple[dict[str, Finding], dict[str, Refusal]]:
    """Read the answers to these questions; what is empty is left out, what is too long is refused."""
    found, errors = dict[str, Finding](), dict[str, Refusal]()
    for name in questions:
        text = clean(form.get(FOUND + name, ""))
        if len(text) > TEXT_LENGTH_MAX:
            numbers = {"length": len(text), "length_max": TEXT_LENGTH_MAX}
            errors[name] = Refusal(FormReason.TEXT_TOO_LONG, "", numbers)
        elif text:
            found[name] = Finding(text, established=TRIED + name not in form)
    return found, errors


def form_of(findings: Mapping[str, Finding]) -> dict[str, str]:
    """Return the values by which a form shows the findings."""
    texts = {FOUND + name: each.text for name, each in findings.items()}
    return texts | {TRIED + name: "yes" for name, each in findings.items() if not each.established}


def _is_of(kind: AssetKind, asset_class: AssetClass) -> bool:
    return class_of_kind(kind) is asset_class
