"""Enrols people: prompts, deposit, bidder code. The only place where a person meets a code."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.enrolment import deposit, eligibility, prompts, steps, store
from auction.enrolment.bars import service as bars
from auction.enrolment.deposit import Confirmed, Names, NotYet
from auction.enrolment.eligibility import Applicant, Course, Reason
from auction.enrolment.enrolled import Enrolled, EnrolmentPage, WaitingDeposit
from auction.enrolment.joint import store as joint
from auction.enrolment.joint.partner import JointReason
from auction.enrolment.priority import PriorityRight
from auction.enrolment.rights import creditor
from auction.enrolment.rights import store as rights_store
from auction.enrolment.rights.agent import AgentReason
from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments import service as payments
from auction.payments import store as payments_store
from auction.payments.received import PaymentRequest, RequestPurpose
from auction.people import service as people
from auction.people import store as people_store
from auction.people.vault import Vault
from auction.rounds import service as rounds
from auction.rounds import store as rounds_store
from auction.rounds.standing import Board, RoundView
from auction.rules.rule_sets import rule_set


def begin(
    tx: Session,
    *,
    enrolment_id: str,
    round_id: str,
    account_id: str,
    role: Role,
    declared: bool,
    at: datetime,
    language: str = "",
) -> Refusal | None:
    """Begin an enrolment with both declarations; a second click changes nothing (R-31, R-35, R-38).

    From here on the identity stands: deposit, priority and sale are this person's.
    """
    board = _board(tx, round_id)
    applicant = replace(_applicant(tx, account_id, role), declared=declared)
    if refusal := eligibility.may_begin(applicant, board.state, board.closes_at, at):
        return refusal
    if barred := bars.bar_in(tx, round_id=round_id, account_id=account_id):
        return barred
    if _is_agent(tx, round_id, account_id):
        return Refusal(AgentReason.BIDS_FOR_ANOTHER, "R-39")
    people.fix_identity(tx, account_id=account_id, at=at)
    mine = {"enrolment_id": enrolment_id, "round_id": round_id, "account_id": account_id}
    if store.begin(tx, **mine, at=at, language=language):
        bars.declare(tx, enrolment_id=enrolment_id, at=at)
    return None


def acknowledge(tx: Session, *, round_id: str, account_id: str, prompt: int, at: datetime) -> Refusal | None:
    """Keep that somebody acknowledged one of the seven prompts, and when (R-24)."""
    enrolled = _under_way(tx, round_id=round_id, account_id=account_id, at=at)
    if isinstance(enrolled, Refusal):
        return enrolled
    if refusal := prompts.may_acknowledge(prompt):
        return refusal
    store.acknowledge(tx, enrolment_id=enrolled.id, prompt=prompt, at=at)
    return None


def ask_deposit(
    tx: Session,
    *,
    request_id: str,
    reference: str,
    codes: Sequence[str],
    round_id: str,
    account_id: str,
    at: datetime,
) -> Refusal | None:
    """Ask for the deposit, once all seven prompts are acknowledged (R-24, R-31).

    An enforcing creditor is asked for what it is above the claim, and admitted when that is nothing
    (R-32); what was asked for before the court confirmed the claim stands.
    """
    enrolled = _under_way(tx, round_id=round_id, account_id=account_id, at=at)
    if isinstance(enrolled, Refusal):
        return enrolled
    if refusal := prompts.may_pay(store.acknowledged(tx, enrolled.id)):
        return refusal
    told = {"round_id": round_id, "account_id": account_id}
    if barred := bars.bar_in(tx, **told) or bars.bar_together(tx, **told):
        return barred
    earlier = payments_store.request_for(tx, RequestPurpose.DEPOSIT, enrolled.id)
    due = earlier.amount if earlier else _due(tx, _board(tx, round_id), account_id)
    if due.minor == 0:
        return _admit_without_deposit(tx, enrolled, codes=codes, at=at)
    payments.ask(
        tx,
        request_id=request_id,
        reference=reference,
        purpose=RequestPurpose.DEPOSIT,
        subject_id=enrolled.id,
        account_id=account_id,
        round_id=round_id,
        amount=due,
        at=at,
    )
    store.await_deposit(tx, enrolled.id)
    return None


def confirm_deposit(
    tx: Session, *, vault: Vault, payment_id: str, codes: Sequence[str], at: datetime
) -> Confirmed | NotYet | Refusal | None:
    """Judge a deposit that came in: a bidder code for its payer, or the money back (R-30, R-31).

    Returns None for a payment that has its verdict. The board is locked, so the end that is
    looked at is the one that holds until the commit.
    """
    waiting = store.lock_waiting(tx, payment_id)
    if waiting is None:
        return None
    board = rounds_store.lock_boards(tx, [waiting.round_id])[waiting.round_id]
    payment = payments_store.payment(tx, payment_id)
    verdict = deposit.judge(
        payment,
        Names(
            payer=vault.unseal(payment.sealed_payer_name),
            bidder=people.real_name(tx, vault, waiting.account_id),
            court_id=board.court_id,
        ),
        course=eligibility.course_of(board.state, board.closes_at, at),
        barred=_is_kept_out(tx, board.round_id, waiting.account_id),
    )
    if isinstance(verdict, Confirmed):
        assert payment.request is not None, "a deposit was asked for"
        _admit(tx, waiting, board, codes=codes, asked=payment.request.amount, at=at)
    elif isinstance(verdict, Refusal):
        payments.turn_down(tx, payment_id=payment_id, reason=verdict.reason, at=at, sale=_sale(board))
    return verdict


def publish_priorities(tx: Session, *, round_id: str, claims: Sequence[PriorityRight], at: datetime) -> None:
    """Write the priority list of a round; whoever was admitted before has the right from now on (R-34).

    The board is locked, so nobody is admitted meanwhile without it.
    """
    rounds_store.lock_board(tx, round_id)
    store.add_priority_claims(tx, round_id, claims)
    ranks = {claim.identity_digest: claim.rank for claim in claims}
    for digest, enrolled in store.admitted_with(tx, round_id=round_id, digests=ranks).items():
        store.set_rank(tx, enrolled.id, ranks[digest])
        rounds.give_rank(
            tx, round_id=round_id, bidder_code=str(enrolled.bidder_code), rank=ranks[digest], at=at
        )


def enter(tx: Session, *, round_id: str, account_id: str, at: datetime) -> Enrolled | Refusal:
    """Return the admitted enrolment on which a bidding pass may be sealed (R-33).

    A confirmed agent enters under the code of the bidder (R-39).
    """
    board = _board(tx, round_id)
    bidder = _principal(tx, round_id, account_id) or account_id
    enrolled = store.enrolled(tx, round_id=round_id, account_id=bidder)
    state = enrolled.state if enrolled else None
    if refusal := eligibility.may_enter(state, board.state, board.closes_at, at):
        return refusal
    assert enrolled is not None, "whoever is admitted has enrolled"
    return enrolled


def lapse_due(tx: Session, *, enrolment_ids: Collection[str]) -> int:
    """Let enrolments lapse whose round ended before their deposit was confirmed."""
    return store.lapse(tx, enrolment_ids)


def page_of(tx: Session, *, view: RoundView, account_id: str, at: datetime) -> EnrolmentPage:
    """Collect what one bidder may see of the own enrolment, and of nobody else's."""
    enrolled = store.enrolled(tx, round_id=view.round_id, account_id=account_id)
    acknowledged = store.acknowledged(tx, enrolled.id) if enrolled else {}
    request = payments_store.request_for(tx, RequestPurpose.DEPOSIT, enrolled.id) if enrolled else None
    progress = steps.Progress(
        identified=people.verified(tx, account_id),
        state=enrolled.state if enrolled else None,
        acknowledged=acknowledged,
        asked=request is not None,
    )
    course = eligibility.course_of(view.board.state, view.board.closes_at, at)
    return EnrolmentPage(
        view=view,
        step=steps.step_of(progress, course),
        enrolled=enrolled,
        acknowledged=acknowledged,
        request=request,
        returned=_returned(tx, request),
        result=_result(view, enrolled) if course is Course.OVER else None,
        refund=store.refund_of(tx, enrolled.id) if enrolled else None,
        is_agent=_is_agent(tx, view.round_id, account_id),
        may_enter_as_agent=_is_admitted(tx, view.round_id, _principal(tx, view.round_id, account_id)),
        barred=_barred(tx, view, account_id, enrolled),
        due=request.amount if request else _due(tx, view.board, account_id),
    )


def pages_of(tx: Session, *, account_id: str, limit: int, at: datetime) -> list[EnrolmentPage]:
    """Collect the newest enrolments of one bidder."""
    mine = store.enrolments_of(tx, account_id, limit=limit)
    views = [rounds_store.read_round(tx, enrolled.round_id) for enrolled in mine]
    return [page_of(tx, view=view, account_id=account_id, at=at) for view in views if view]


def _is_kept_out(tx: Session, round_id: str, account_id: str) -> bool:
    """Say whether a deposit that came in buys no seat: a bar, or a seat that one of them has already."""
    told = {"round_id": round_id, "account_id": account_id}
    barred = bars.bar_in(tx, **told) or bars.bar_together(tx, **told)
    return barred is not None or joint.bids_elsewhere(tx, **told) or _is_agent(tx, round_id, account_id)


def _is_agent(tx: Session, round_id: str, account_id: str) -> bool:
    identity = people.identity_of(tx, account_id)
    return identity is not None and rights_store.is_agent(tx, round_id=round_id, digest=identity.digest)


def _principal(tx: Session, round_id: str, account_id: str) -> str | None:
    identity = people.identity_of(tx, account_id)
    if identity is None:
        return None
    return rights_store.principal_account(tx, round_id=round_id, agent=identity.digest)


def _is_admitted(tx: Session, round_id: str, account_id: str | None) -> bool:
    if account_id is None:
        return False
    found = store.enrolled(tx, round_id=round_id, account_id=account_id)
    return found is not None and found.state == "ADMITTED"


def _barred(tx: Session, view: RoundView, account_id: str, enrolled: Enrolled | None) -> Refusal | None:
    """Say at once, before any step is taken, what stands against a person who has no code yet."""
    has_code = enrolled is not None and enrolled.bidder_code is not None
    return None if has_code else bars.bar_of(tx, view=view, account_id=account_id)


def acting_in(tx: Session, *, account_id: str, limit: int) -> list[RoundView]:
    """Return the rounds in which somebody may bid for another (R-39)."""
    rounds_acting = rights_store.rounds_of_agent(tx, account_id, limit=limit)
    views = [rounds_store.read_round(tx, round_id) for round_id in rounds_acting]
    return [view for view in views if view]


def _returned(tx: Session, request: PaymentRequest | None) -> Refusal | None:
    returns = payments_store.returns_of(tx, request.id) if request else []
    return deposit.told(returns[0]) if returns else None


def _applicant(tx: Session, account_id: str, role: Role) -> Applicant:
    account = people_store.account(tx, account_id)
    assert account is not None, "the guard knows the account"
    return Applicant(
        role=role,
        email_confirmed=account.confirmed_at is not None,
        identified=people.verified(tx, account_id),
    )


def _board(tx: Session, round_id: str) -> Board:
    board = rounds_store.read_board(tx, round_id)
    assert board is not None, "the door has looked up the round"
    return board


def _under_way(tx: Session, *, round_id: str, account_id: str, at: datetime) -> Enrolled | Refusal:
    board = _board(tx, round_id)
    if refusal := eligibility.may_go_on(board.state, board.closes_at, at):
        return refusal
    enrolled = store.enrolled(tx, round_id=round_id, account_id=account_id, lock=True)
    if enrolled is None:
        return Refusal(Reason.NOT_BEGUN, "R-31")
    if enrolled.bidder_code is not None:
        return Refusal(Reason.ALREADY_ADMITTED, "R-33")
    return enrolled


def _due(tx: Session, board: Board, account_id: str) -> Money:
    identity, deposit_asked = people.identity_of(tx, account_id), board.terms.deposit
    if identity is None:
        return deposit_asked
    claim = rights_store.claim_of(
        tx, round_id=board.round_id, identity_digest=identity.digest, currency=deposit_asked.currency
    )
    rules = rule_set(board.terms.rule_set, board.terms.rule_set_version)
    return creditor.due_of(deposit_asked, claim, rules=rules)


def _admit(  # who, where, under which code, for how much
    tx: Session,
    waiting: WaitingDeposit,
    board: Board,
    *,
    codes: Sequence[str],
    asked: Money,
    at: datetime,
) -> None:
    code, rank = _seat_of(tx, board, waiting.account_id, codes)
    transfer = payments.accept_payment(
        tx,
        payment_id=waiting.payment_id,
        credit=accounts.deposit(waiting.enrolment_id, board.terms.deposit.currency),
        purpose=Purpose.DEPOSIT_PAID,
        sale=_sale(board),
        at=at,
        amount=asked,
    )
    store.admit(tx, waiting.enrolment_id, bidder_code=code, rank=rank, at=at)
    log.append(tx, [_confirmed(board, transfer, code)])
    rounds.admit(tx, round_id=board.round_id, bidder_code=code, rank=rank, at=at)


def _admit_without_deposit(
    tx: Session, enrolled: Enrolled, *, codes: Sequence[str], at: datetime
) -> Refusal | None:
    board = rounds_store.lock_boards(tx, [enrolled.round_id])[enrolled.round_id]
    # Looked at again under the lock: this end holds until the commit.
    if over := eligibility.may_go_on(board.state, board.closes_at, at):
        return over
    if joint.bids_elsewhere(tx, round_id=board.round_id, account_id=enrolled.account_id):
        return Refusal(JointReason.BIDS_ALREADY, "R-31")
    code, rank = _seat_of(tx, board, enrolled.account_id, codes)
    store.admit(tx, enrolled.id, bidder_code=code, rank=rank, deposit_state="NONE", at=at)
    rounds.admit(tx, round_id=board.round_id, bidder_code=code, rank=rank, at=at)
    return None


def _seat_of(tx: Session, board: Board, account_id: str, codes: Sequence[str]) -> tuple[str, int | None]:
    identity = people.identity_of(tx, account_id)
    assert identity is not None, "whoever enrols has an identity"
    rank = store.rank_of(tx, round_id=board.round_id, identity_digest=identity.digest)
    return store.free_code(tx, round_id=board.round_id, account_id=account_id, codes=codes), rank


def _sale(board: Board) -> Sale:
    return Sale(board.court_id, board.case_id, board.lot_id, board.round_id)


def _confirmed(board: Board, transfer: Transfer, code: str) -> EntryDraft:
    return EntryDraft(
        chain=board.lot_id,
        type="deposit.confirmed",
        at=transfer.posted_at,
        facts={
            "round_id": board.round_id,
            "bidder_code": code,
            "amount_minor": str(transfer.amount.minor),
            "currency": transfer.amount.currency,
        },
        court_id=board.court_id,
        case_id=board.case_id,
        lot_id=board.lot_id,
        round_id=board.round_id,
    )


def _result(view: RoundView, enrolled: Enrolled | None) -> steps.Result:
    return steps.result_of(
        round_state=view.board.state,
        bidder_code=enrolled.bidder_code if enrolled else None,
        buyer_code=view.buyer_code,
    )
