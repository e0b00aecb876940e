"""How a lot is sold: online by default, another way only where a law orders it (R-01)."""

from __future__ import annotations

import enum
from collections.abc import Collection

from auction.kernel.refusal import Refusal
from auction.rules.asset_kind import AssetKind
from auction.rules.rule_set import RuleSet
from listings.reason import Reason


class Channel(enum.StrEnum):
    """The ways to sell; a draft that names none is sold as the rule set says."""

    ONLINE = "online"
    OFFLINE = "offline"


def judge_channel(channel: str, basis: str) -> Refusal | None:
    """Say why a lot may not be kept as one that is sold so: another way needs its legal basis."""
    if channel and channel not in set(Channel):
        return Refusal(Reason.CHANNEL_UNKNOWN, "R-01")
    if channel == Channel.OFFLINE and not basis:
        return Refusal(Reason.CHANNEL_WITHOUT_BASIS, "R-01/NO_BASIS")
    return None


def judge_sale(channel: str, kinds: Collection[AssetKind | None], rules: RuleSet) -> Refusal | None:
    """Say why a lot may not be published here as an online round; shares are sold online always."""
    if (channel or rules.choice("channel_default")) == Channel.ONLINE:
        return None
    if AssetKind.SHARES in kinds:
        return Refusal(Reason.SHARES_ONLINE_ONLY, "R-01")
    return Refusal(Reason.SOLD_ANOTHER_WAY, "R-01")
