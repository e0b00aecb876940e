"""Plans the letters that happenings call for, and hands those that are due to whoever sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from auction.people import store as people
from auction.rounds import store as rounds
from auction.rounds.standing import RoundView
from auction.settlement import service as settlement
from auction.settlement.letters import letter, store
from auction.settlement.letters.letter import ATTEMPTS_MAX, Mark, Paying, Progress, Verdict
from auction.settlement.letters.store import Asked, Kept, Moved, Planned, Told
from auction.settlement.statement import BalancePage


@dataclass(frozen=True)
class Plans:
    """The letters that a reading calls for, how far it read, and whether that is worth a note."""

    letters: Sequence[Planned]
    marks: dict[str, Mark]
    is_quiet: bool


@dataclass(frozen=True)
class Letter:
    """A letter that must leave now: to whom, in which language, and all that it tells."""

    kept: Kept
    email: str
    language: str
    view: RoundView
    page: BalancePage | None
    told: Told | None
    reason: Refusal | None
    claimed_at: datetime

    @property
    def name(self) -> str:
        """Return what a mailbox knows the letter by, the same at each try."""
        return f"money-{self.kept.id}"


def plans(tx: Session, *, at: datetime) -> Plans:
    """Read what happened since the last reading, and plan its letters; nothing is written."""
    until, first = at - letter.SETTLED_AFTER, Mark(at - letter.FIRST_WINDOW)
    since = {source: store.mark(tx, source) or first for source in store.SOURCES}
    asked = store.asked_after(tx, since[store.REQUESTS], until=until)
    moved = store.moved_after(tx, since[store.TRANSFERS], until=until)
    planned = [each for each in (*_of_requests(asked), *_of_transfers(moved)) if each.draft.until_at > at]
    marks = {
        store.REQUESTS: letter.read_to([each.mark for each in asked], until),
        store.TRANSFERS: letter.read_to([each.mark for each in moved], until),
    }
    return Plans(planned, marks, is_quiet=not planned and letter.is_near(since.values(), until))


def keep(tx: Session, found: Plans) -> int:
    """Keep the planned letters, each once, and how far was read; return how many are new."""
    for source, to in found.marks.items():
        store.save_mark(tx, source, to)
    return store.add(tx, found.letters)


def claim(tx: Session, *, letter_id: str, at: datetime) -> Letter | None:
    """Take a letter whose time has come, so that nobody else sends it; none when it does not leave now.

    At least once, as reminders are (decision 0009): a claim that died lapses, and the letter is sent again
    under the same message id.
    """
    kept = store.lock(tx, letter_id, at)
    view = rounds.read_round(tx, kept.round_id) if kept else None
    account = people.account(tx, kept.account_id) if kept else None
    if kept is None or view is None:
        return None
    if account is None or not account.active or kept.attempt_count >= ATTEMPTS_MAX:
        store.end(tx, letter_id, Progress.FAILED)
        return None
    page = settlement.balance_page(tx, round_id=kept.round_id, account_id=kept.account_id)
    paying = Paying(view.board.state, received=page is not None and page.received)
    if not _leaves(tx, kept, letter.judge(kept.kind, paying, until_at=kept.until_at, at=at), at=at):
        return None
    store.claim(tx, kept, at)
    back = store.return_of(tx, kept.subject_id)
    return Letter(
        kept=kept,
        email=account.email,
        language=store.language_of(tx, round_id=kept.round_id, account_id=kept.account_id),
        view=view,
        page=page,
        told=store.told_of(tx, kept.subject_id),
        reason=None if back is None else letter.why_back(*back),
        claimed_at=at,
    )


def _leaves(tx: Session, kept: Kept, verdict: Verdict, *, at: datetime) -> bool:
    if verdict is Verdict.WAIT:
        store.wait(tx, kept.id, at + letter.WAIT_WINDOW)
    if verdict is Verdict.DROP:
        store.end(tx, kept.id, Progress.VOID)
    return verdict is Verdict.SEND


def _of_requests(asked: Sequence[Asked]) -> list[Planned]:
    return [
        Planned(draft, each.account_id, each.round_id)
        for each in asked
        for draft in letter.plan_of_request(
            each.round_id, asked_at=each.mark.at, balance_due_at=each.balance_due_at
        )
    ]


def _of_transfers(moved: Sequence[Moved]) -> list[Planned]:
    drafts = [
        (
            each,
            letter.plan_of_transfer(each.purpose, each.mark.id, posted_at=each.mark.at, by_hand=each.by_hand),
        )
        for each in moved
    ]
    return [
        Planned(draft, each.account_id, each.round_id)
        for each, draft in drafts
        if draft is not None and each.account_id is not None and each.round_id is not None
    ]
