"""Letters about money: each at its time, none long after it, and none that is true no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.ledger.transfer import Purpose
from auction.payments.received import RequestPurpose, Returned
from auction.rounds.lifecycle import State
from auction.settlement.letters import letter
from auction.settlement.letters.letter import Kind, Mark, Paying, Verdict

DUE_AT = datetime(2026, 4, 16, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("asked_before", "kinds"),
    [
        (15 * DAY, [Kind.ASKED, Kind.IN_DAYS, Kind.IN_A_DAY, Kind.OVERDUE]),
        (3 * DAY, [Kind.ASKED, Kind.IN_DAYS, Kind.IN_A_DAY, Kind.OVERDUE]),
        (3 * DAY - MICROSECOND, [Kind.ASKED, Kind.IN_A_DAY, Kind.OVERDUE]),
        (DAY - MICROSECOND, [Kind.ASKED, Kind.OVERDUE]),
        # The clock came by only after the date: nothing is asked, only what happened is said.
        (-DAY, [Kind.OVERDUE]),
        (-letter.LATENESS_MAX, []),
    ],
)
def test_a_request_plans_its_letters_and_none_before_the_first(asked_before, kinds):
    drafts = letter.plan_of_request("r1", asked_at=DUE_AT - asked_before, balance_due_at=DUE_AT)

    assert [draft.kind for draft in drafts] == kinds
    assert all(draft.due_at < draft.until_at for draft in drafts)
    assert all(draft.due_at >= DUE_AT - asked_before for draft in drafts)


@pytest.mark.parametrize(
    ("purpose", "transfer_id", "kind"),
    [
        (Purpose.BALANCE_PAID, "in:p1", Kind.PART_PAID),
        (Purpose.UNMATCHED_TAKEN, "taken:p1", Kind.PART_PAID),
        (Purpose.SET_OFF_ADMITTED, "setoff:r1", Kind.SET_OFF),
        (Purpose.BALANCE_APPLIED, "balance-out:r1", Kind.PAID),
        (Purpose.UNMATCHED_RETURNED, "back:p1", Kind.SENT_BACK),
        (Purpose.REFUND_SENT, "sent:deposit-out:e1", Kind.DEPOSIT_BACK),
        (Purpose.REFUND_SENT, "sent:back:p1", None),
        (Purpose.DEPOSIT_RETURNED, "deposit-out:e1", None),
        (Purpose.DEPOSIT_PAID, "in:p1", None),
    ],
)
def test_a_transfer_is_told_by_one_letter_or_by_none(purpose, transfer_id, kind):
    draft = letter.plan_of_transfer(purpose, transfer_id, posted_at=DUE_AT)

    assert (draft.kind if draft else None) == kind
    assert draft is None or (draft.subject_id, draft.due_at) == (transfer_id, DUE_AT)


@pytest.mark.parametrize(
    ("transfer_id", "kind"),
    [("sent:back:p1", Kind.SENT_BACK), ("sent:deposit-out:e1", Kind.DEPOSIT_BACK)],
)
def test_what_left_for_another_account_is_told_when_it_left(transfer_id, kind):
    draft = letter.plan_of_transfer(Purpose.REFUND_SENT, transfer_id, posted_at=DUE_AT, by_hand=True)

    assert (draft.kind, draft.subject_id) == (kind, transfer_id)


@pytest.mark.parametrize(
    ("kind", "state", "received", "verdict"),
    [
        (Kind.ASKED, State.SOLD, False, Verdict.SEND),
        (Kind.IN_A_DAY, State.SOLD, True, Verdict.WAIT),
        (Kind.IN_A_DAY, State.PAID, True, Verdict.DROP),
        (Kind.IN_DAYS, State.OVERDUE, False, Verdict.DROP),
        (Kind.PART_PAID, State.SOLD, True, Verdict.SEND),
        (Kind.PART_PAID, State.PAID, False, Verdict.DROP),
        (Kind.OVERDUE, State.SOLD, False, Verdict.WAIT),
        (Kind.OVERDUE, State.OVERDUE, False, Verdict.SEND),
        (Kind.OVERDUE, State.OVERDUE, True, Verdict.WAIT),
        (Kind.OVERDUE, State.PAID, False, Verdict.DROP),
        (Kind.PAID, State.SETTLED, False, Verdict.SEND),
        (Kind.DEPOSIT_BACK, State.WITHDRAWN, False, Verdict.SEND),
        (Kind.SENT_BACK, State.UNSOLD, False, Verdict.SEND),
    ],
)
def test_a_letter_leaves_only_while_it_is_true(kind, state, received, verdict):
    until_at = DUE_AT + DAY

    assert letter.judge(kind, Paying(state, received), until_at=until_at, at=DUE_AT) is verdict
    assert letter.judge(kind, Paying(state, received), until_at=until_at, at=until_at) is Verdict.DROP


def test_a_full_reading_goes_on_where_it_ended_and_another_to_its_time():
    marks = [Mark(DUE_AT, str(number)) for number in range(letter.OCCASIONS_MAX)]

    assert letter.read_to(marks, DUE_AT + DAY) == marks[-1]
    assert letter.read_to(marks[1:], DUE_AT + DAY) == Mark(DUE_AT + DAY)


@pytest.mark.parametrize(
    ("behind", "near"), [(letter.NOTE_EVERY - MICROSECOND, True), (letter.NOTE_EVERY, False)]
)
def test_how_far_was_read_is_noted_once_in_a_while(behind, near):
    assert letter.is_near([Mark(DUE_AT), Mark(DUE_AT - behind)], DUE_AT) is near


@pytest.mark.parametrize(
    ("purpose", "reason", "rule"),
    [
        (RequestPurpose.DEPOSIT, "deposit_name_differs", "R-31"),
        (RequestPurpose.BALANCE, "payment_too_late", "R-63"),
    ],
)
def test_why_a_payment_went_back_is_said_in_the_words_of_what_it_was_for(purpose, reason, rule):
    returned = Returned("p1", Money(100, "CNY"), Money(200, "CNY"), reason, DUE_AT)

    refusal = letter.why_back(purpose, returned)

    assert (refusal.reason, refusal.rule) == (reason, rule)
