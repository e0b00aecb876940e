"""Kills a process at a named step of moving money, as a power cut would: kill -9, and nothing after it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from auction.kernel.database import Database
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments import service as payments
from auction.payments.outbox import service as outbox
from auction.payments.paper_gateway import PaperGateway
from auction.payments.payout import PayoutKind
from auction.settlement import jobs as settlement_jobs
from auction.settlement import service as settlement

REFUND, CASE = PayoutKind.REFUND, PayoutKind.CASE_ACCOUNT


@dataclass(frozen=True)
class Step:
    """Before or after one function, and for payouts of which kind."""

    name: str
    owner: Any
    function: str
    after: bool = False
    kind: PayoutKind | None = None


def _both(name: str, owner: Any, function: str) -> tuple[Step, Step]:
    return Step(f"before {name}", owner, function), Step(
        f"{name}, not committed", owner, function, after=True
    )


def _payout(name: str, kind: PayoutKind) -> tuple[Step, ...]:
    return (
        Step(f"{name}: before its row is claimed", outbox, "claim", kind=kind),
        Step(f"{name}: claimed, not committed", outbox, "claim", after=True, kind=kind),
        Step(f"{name}: before the call", PaperGateway, "pay_out", kind=kind),
        Step(f"{name}: after the call", PaperGateway, "pay_out", after=True, kind=kind),
        Step(f"{name}: before its receipt", outbox, "record", kind=kind),
        Step(f"{name}: receipt, not committed", outbox, "record", after=True, kind=kind),
        Step(f"{name}: receipt committed", payments_jobs, "_send", after=True, kind=kind),
    )


HAMMER = (
    *_both("the rows of a settlement", settlement, "settle_closed_rounds"),
    Step("the rows of a settlement, committed", settlement_jobs, "settle_closed_rounds", after=True),
)
REFUNDS = _payout("refund", REFUND)
MESSAGES = (
    *_both("the rows of a message", payments, "apply_message"),
    *_both("the rows of a payment sent back", payments, "turn_down"),
    Step("the rows of a message, committed", payments_jobs, "take_in", after=True),
)
BALANCES = (
    *_both("the rows of a balance", settlement, "settle_when_whole"),
    Step("the rows of a balance, committed", settlement_jobs, "settle_balances", after=True),
)
PAYOUTS = _payout("payout", CASE)


def die_at(step: Step, world: World, act: Callable[[World], None]) -> bool:
    """Let a process of its own act until it dies at the step; say whether it came to it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    try:
        _arm(step)
        # A connection is one process's own.
        act(replace(world, database=Database(world.settings.sqlalchemy_url)))
    finally:
        os._exit(0)


def _arm(step: Step) -> None:
    """Put death before or after the function, for the payouts of the kind; nothing is put back."""
    claimed: list[PayoutKind] = []
    true_claim, true = outbox.claim, getattr(step.owner, step.function)

    def noted(tx: Any, payout: Any, **more: Any) -> bool:
        claimed.append(payout.kind)
        return true_claim(tx, payout, **more)

    def dying(*args: Any, **more: Any) -> Any:
        meant = step.kind is None or _kind(args, claimed) is step.kind
        if meant and not step.after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = (noted if step.owner is outbox and step.function == "claim" else true)(*args, **more)
        if meant and step.after:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    outbox.claim = noted
    setattr(step.owner, step.function, dying)
    jobs = getattr(step.owner, "JOBS", ())
    step.owner.JOBS = tuple(dying if job is true else job for job in jobs)


def _kind(args: Sequence[Any], claimed: Sequence[PayoutKind]) -> PayoutKind | None:
    kinds = [each.kind for each in args if hasattr(each, "destination")]
    return (*claimed, *kinds)[-1] if claimed or kinds else None
