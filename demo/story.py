"""What a story of the demo is made of: courts, lots, how far a lot has come, and who bids.

The stories themselves stand in ``demo.stories``; everything in them is invented.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from auction.payments.bank.account import CourtAccount

PASSWORD = "open-court-2026"
# Those who belong to no court; a staff account needs two operators.
OVERSEERS = (
    ("auditor@demo.example", "auditor"),
    ("operator2@demo.example", "operator"),
    ("operator@demo.example", "operator"),
)
# Names and numbers of nobody: the numbers carry a right check digit and no real person's birthday.
# The first is the visitor; the fifth has never enrolled; all others bid by themselves.
BIDDERS = (
    ("bidder@demo.example", "Lin Yue", "110101199001010015"),
    ("robot1@demo.example", "Zhao Ming", "110101198505050024"),
    ("robot2@demo.example", "Qian Wei", "110101198808080036"),
    ("robot3@demo.example", "Sun Jia", "110101199202020041"),
    ("robot4@demo.example", "Li Hong", "110101197909090052"),
    ("robot5@demo.example", "Zhou Lan", "110101198303030068"),
    ("robot6@demo.example", "Wu Qing", "110101199506060077"),
)
VISITOR, NEWCOMER = BIDDERS[0][0], BIDDERS[4][0]


class Stage(enum.StrEnum):
    """How far a lot has come when the demo begins."""

    DRAFT = "draft"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    UPCOMING = "upcoming"
    CORRECTED = "corrected"
    OPEN = "open"
    TODAY = "today"
    TONIGHT = "tonight"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    UNSOLD = "unsold"
    SOLD = "sold"
    SETTLED = "settled"
    AGAIN_OPEN = "again_open"
    AGAIN_UPCOMING = "again_upcoming"


@dataclass(frozen=True)
class AssetStory:
    """One thing or right: what it is, where, what is wrong with it, and its worth in whole units.

    ``kind`` is named where it is not the usual one of the class; ``answers`` are what only this thing
    can say of the law's questions about its kind.
    """

    asset_class: str
    title: str
    place: str
    description: str
    defects: str
    reference: int
    kind: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LotStory:
    """One lot: its assets, its pictures and papers, and how far it has come.

    ``photos`` are pairs of a subject of ``demo.pictures`` and the words for it, ``papers`` pairs of
    a kind of ``demo.papers`` and a title; ``words`` replace the usual words of the court's notices.
    ``defects_before`` is how the first notice described the first asset, when it was corrected later,
    ``remarks_again`` what only the notice of a second round says;
    ``goes_on`` is reason and legal basis with which the clerk asks that a stopped round go on;
    ``later`` moves opening and closing by so many days, so that not everything ends together.
    """

    stage: Stage
    assets: tuple[AssetStory, ...]
    increment: int
    photos: tuple[tuple[str, str], ...]
    papers: tuple[tuple[str, str], ...] = ()
    case: int = 0
    words: Mapping[str, str] = field(default_factory=dict)
    priorities: tuple[str, ...] = ()
    grounds: tuple[str, str, str] = ("", "", "")
    goes_on: tuple[str, ...] = ()
    defects_before: str = ""
    remarks_again: str = ""
    later: int = 0
    hour: int = 10

    @property
    def title(self) -> str:
        """Return the name of the lot, which is that of its first asset."""
        return self.assets[0].title

    @property
    def reference(self) -> int:
        """Return what the whole lot is worth, in whole units."""
        return sum(asset.reference for asset in self.assets)


@dataclass(frozen=True)
class CaseStory:
    """One enforcement case: number, cause, what is enforced, its account, its creditor and its debtor."""

    number: str
    cause: str
    basis: str
    account_number: str
    creditor: str
    debtor: str


@dataclass(frozen=True)
class CourtStory:
    """One court: how it is called and reached, who works there, its bank, and how its notices read."""

    name: str
    spoken: str
    language: str
    time_zone: str
    currency: str
    contact: str
    supervision: str
    staff: Mapping[str, str]
    account: CourtAccount
    cases: tuple[CaseStory, ...]
    words: Mapping[str, str]
    labels: Mapping[str, str]
    lots: tuple[LotStory, ...]

    @property
    def slug(self) -> str:
        """Return its name in Latin letters, for the names of files."""
        return self.spoken.partition(",")[0].lower()
