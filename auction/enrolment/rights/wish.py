"""Reads from a form which right a court confirms to whom; the id number leaves it as a digest (R-34).

The name and the masked number stay in what is proposed, so that the second person can check them;
the record keeps the hash of it only.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from auction.enrolment.one_line import clean
from auction.kernel.money import Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal
from auction.people.identity import check_number, shown_number, tidy_number

ID_NUMBER_LENGTH_MAX = 40
# As many as a notice may list.
RANK_MAX = 100
# As much as a case may list, and what every database and reader counts exactly.
CLAIM_MINOR_MAX = 10**15


class RightReason(enum.StrEnum):
    """Why a right is not confirmed."""

    NUMBER_WRONG = "right_number_wrong"
    NAME_MISSING = "right_name_missing"
    BASIS_MISSING = "right_basis_missing"
    RANK_UNREADABLE = "right_rank_unreadable"
    ROUND_UNKNOWN = "right_round_unknown"
    CLAIM_UNREADABLE = "right_claim_unreadable"
    POWER_MISSING = "right_power_missing"
    CONFIRMED_ALREADY = "right_confirmed_already"


@dataclass(frozen=True)
class Holder:
    """Whose right it is: the name as the court wrote it, the masked number, the digest of it."""

    name: str
    number_shown: str
    identity_digest: str

    @property
    def content(self) -> dict[str, object]:
        """Return it as part of what is proposed; one proposal a person waits at a time."""
        return {"key": self.identity_digest, **vars(self)}


@dataclass(frozen=True)
class PriorityWish:
    """A priority right: its holder, its rank and the legal basis."""

    holder: Holder
    rank: int
    basis: str

    @property
    def content(self) -> dict[str, object]:
        """Return it as it is proposed."""
        return {**self.holder.content, "rank": self.rank, "basis": self.basis}


@dataclass(frozen=True)
class CreditorWish:
    """An enforcing creditor: who it is, and what is still owed."""

    holder: Holder
    claim: Money

    @property
    def content(self) -> dict[str, object]:
        """Return it as it is proposed."""
        owed = {"claim_minor": str(self.claim.minor), "currency": self.claim.currency}
        return {**self.holder.content, **owed}


@dataclass(frozen=True)
class AgentWish:
    """An agent: for whom, who it is, and by which power of attorney."""

    holder: Holder
    agent: Holder
    power: str

    @property
    def content(self) -> dict[str, object]:
        """Return it as it is proposed."""
        agent = {f"agent_{name}": value for name, value in vars(self.agent).items()}
        return {**self.holder.content, **agent, "power": self.power}


Form = Mapping[str, str]
Digest = Callable[[str], str]


def read_priority(form: Form, *, digest: Digest, today: date) -> PriorityWish | tuple[Refusal, ...]:
    """Return the priority right, or everything that cannot be read of the form."""
    refusals = list(check_holder(form, rule="R-34", today=today))
    basis, rank = clean(form.get("basis", "")), _rank(form.get("rank", ""))
    if not basis:
        refusals.append(Refusal(RightReason.BASIS_MISSING, "R-34"))
    if rank is None:
        refusals.append(Refusal(RightReason.RANK_UNREADABLE, "R-34", {"rank_max": RANK_MAX}))
    if refusals or rank is None:
        return tuple(refusals)
    return PriorityWish(holder_of(form, digest), rank, basis)


def read_creditor(
    form: Form, *, digest: Digest, today: date, currency: str
) -> CreditorWish | tuple[Refusal, ...]:
    """Return the enforcing creditor with the claim, or everything that cannot be read of the form."""
    refusals = list(check_holder(form, rule="R-32", today=today))
    claim = _claim(form.get("claim", ""), currency)
    if claim is None:
        refusals.append(Refusal(RightReason.CLAIM_UNREADABLE, "R-32", {"currency": currency}))
    if refusals or claim is None:
        return tuple(refusals)
    return CreditorWish(holder_of(form, digest), claim)


def read_agent(form: Form, *, digest: Digest, today: date) -> AgentWish | tuple[Refusal, ...]:
    """Return the agent with the bidder, or everything that cannot be read of the form."""
    agent = {name: form.get(f"agent_{name}", "") for name in ("name", "id_number")}
    power = clean(form.get("power", ""))
    refusals = [each for part in (form, agent) for each in check_holder(part, rule="R-39", today=today)]
    if not power:
        refusals.append(Refusal(RightReason.POWER_MISSING, "R-39"))
    if refusals:
        return tuple(refusals)
    return AgentWish(holder_of(form, digest), holder_of(agent, digest), power)


def check_holder(form: Form, *, rule: str, today: date) -> tuple[Refusal, ...]:
    """Say what is wrong with the person that a form names."""
    refusals = []
    if not check_number(_number(form), today=today):
        refusals.append(Refusal(RightReason.NUMBER_WRONG, rule))
    if not clean(form.get("name", "")):
        refusals.append(Refusal(RightReason.NAME_MISSING, rule))
    return tuple(refusals)


def holder_of(form: Form, digest: Digest) -> Holder:
    """Return the person that a checked form names."""
    number = _number(form)
    return Holder(clean(form.get("name", "")), shown_number(number), digest(number))


def _number(form: Form) -> str:
    return tidy_number(form.get("id_number", "")[:ID_NUMBER_LENGTH_MAX])


def _claim(text: str, currency: str) -> Money | None:
    try:
        claim = parse_plain(text, currency)
    except NotAnAmount:
        return None
    return claim if 0 < claim.minor <= CLAIM_MINOR_MAX else None


def _rank(text: str) -> int | None:
    plain = text.strip()
    rank = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 3 else 0
    return rank if 1 <= rank <= RANK_MAX else None
