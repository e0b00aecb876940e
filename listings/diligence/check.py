"""Whether the court looked into everything that the law asks of each asset (R-27).

An answer may be that something could not be established, with the steps taken; it is never blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auction.kernel.refusal import Refusal
from auction.rules.asset_kind import AssetKind, asked_of, class_of_kind
from auction.rules.rule_set import RuleSet
from listings.asset import Asset
from listings.diligence.finding import Finding
from listings.diligence.reason import Reason, unanswered

# The law asks these as well, and every notice answers them in fields of its own.
ANSWERED_ELSEWHERE = frozenset({"occupation", "taxes", "known_defects"})


def questions_of(rules: RuleSet, kind: AssetKind) -> tuple[str, ...]:
    """Return what is to be found out of a thing of this kind beside what every notice says."""
    return tuple(name for name in asked_of(rules, kind) if name not in ANSWERED_ELSEWHERE)


def answers_to(asset: Asset, rules: RuleSet) -> tuple[tuple[str, Finding], ...]:
    """Return question and answer in the order of the law; what a former kind was asked is left out."""
    if asset.kind is None:
        return ()
    asked = questions_of(rules, asset.kind)
    return tuple((name, asset.findings[name]) for name in asked if name in asset.findings)


def check_findings(assets: Sequence[Asset], rules: RuleSet) -> tuple[Refusal, ...]:
    """Return what nobody has looked into yet, asset by asset, in the order of the law."""
    return tuple(refusal for asset in assets for refusal in check_asset(asset, rules))


def check_asset(asset: Asset, rules: RuleSet) -> tuple[Refusal, ...]:
    """Return what nobody has looked into yet of one asset."""
    if asset.kind is None:
        return (Refusal(Reason.KIND_UNSAID, "R-27", {"asset": asset.title}),)
    if class_of_kind(asset.kind) is not asset.asset_class:
        return (Refusal(Reason.KIND_OF_OTHER_CLASS, "R-27", {"asset": asset.title}),)
    return tuple(_unanswered(asset, asset.kind, rules))


def _unanswered(asset: Asset, kind: AssetKind, rules: RuleSet) -> Iterator[Refusal]:
    for name in questions_of(rules, kind):
        answer = asset.findings.get(name)
        if answer is None or not answer.text.strip():
            yield Refusal(unanswered(name), f"R-27/{kind}.{name}", {"asset": asset.title})
