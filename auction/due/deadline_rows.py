"""The deadlines of the law as rows: which fact of the record begins one, which ends it, until when it runs.

A row is read like a sentence: *the second round opens within ``round2_within`` of a first round that found
no buyer; the court must see to it; everybody may know*.
"""

from __future__ import annotations

from datetime import timedelta

from auction.due.deadline import Actor, Row, Until, When

# The clock looks once a second; a minute later something is wrong with it.
CLOCK_GRACE = timedelta(minutes=1)

_WITHDRAWN = When("lot.withdrawn")
_SOLD = When("lot.closed", (("outcome", ("sold",)),))
_PRICED = When("reference_price.fixed")


def _step(*names: str) -> When:
    return When("valuation.noted", (("step", names),))


def _sent(purpose: str) -> When:
    return When("payouts.sent", (("purpose", (purpose,)),))


_BEFORE: tuple[Row, ...] = (
    Row(
        "valuation_begins",
        "R-10",
        "lot_id",
        Actor.COURT,
        begins=((When("asset.seized"), Until.days("refprice_start_max", "seized_on")),),
        done=(_step("begun"), _PRICED),
        void=(_WITHDRAWN,),
    ),
    Row(
        "inquiry_reports",
        "R-12",
        "lot_id",
        Actor.PARTY,
        begins=(
            (_step("inquiry_asked"), Until.days("ni_report", "on")),
            (_step("inquiry_extended"), Until.more_days("ni_extension")),
        ),
        done=(_step("inquiry_delivered"), _PRICED),
        void=(_step("inquiry_failed", "appraisal_commissioned"), _WITHDRAWN),
    ),
    Row(
        "appraisal_report",
        "R-13",
        "lot_id",
        Actor.PARTY,
        begins=(
            (_step("appraisal_commissioned"), Until.days("appraisal_days", "on")),
            (_step("appraisal_extended"), Until.more_days("appraisal_extension")),
        ),
        done=(_step("appraisal_delivered"), _PRICED),
        void=(_WITHDRAWN,),
    ),
    Row(
        "report_sent",
        "R-14",
        "lot_id",
        Actor.COURT,
        begins=((_step("inquiry_delivered", "appraisal_delivered"), Until.days("report_send", "on")),),
        done=(_step("report_sent", "report_posted"),),
        void=(_WITHDRAWN,),
    ),
    Row(
        "deemed_received",
        "R-14",
        "lot_id",
        Actor.COURT,
        begins=((_step("report_posted"), Until.days("deemed_receipt", "on")),),
        done=(_step("deemed_received"),),
        void=(_WITHDRAWN,),
        # It counts as received whether or not somebody notes it.
        lapses=True,
    ),
    Row(
        "objection",
        "R-14",
        "lot_id",
        Actor.PARTY,
        begins=((_step("received", "deemed_received"), Until.days("objection", "on")),),
        done=(_step("objection"),),
        void=(_WITHDRAWN,),
        lapses=True,
    ),
    Row(
        "objection_answered",
        "R-14",
        "lot_id",
        Actor.PARTY,
        begins=((_step("objection"), Until.days("agency_answer", "on")),),
        done=(_step("answered", "review_asked"),),
        void=(_WITHDRAWN,),
    ),
    Row(
        "creditor_elects",
        "R-19",
        "lot_id",
        Actor.PARTY,
        begins=((_step("creditor_told"), Until.days("no_surplus_reply", "on")),),
        done=(When("creditor.elected"),),
        void=(_WITHDRAWN,),
        lapses=True,
    ),
    Row(
        "price_valid",
        "R-15",
        "lot_id",
        Actor.COURT,
        begins=((_PRICED, Until.told("valid_until")),),
        done=(When("lot.published"),),
        lapses=True,
    ),
)
_DURING: tuple[Row, ...] = (
    Row(
        "opening",
        "R-22",
        "round_id",
        Actor.CLOCK,
        begins=((When("lot.published"), Until.told("opens_at")),),
        done=(When("lot.opened"),),
        void=(_WITHDRAWN,),
        public=True,
        grace=CLOCK_GRACE,
    ),
    Row(
        "closing",
        "R-43",
        "round_id",
        Actor.CLOCK,
        begins=tuple(
            (When(kind), Until.told("closes_at")) for kind in ("lot.opened", "bid.accepted", "lot.resumed")
        ),
        done=(When("lot.closed"),),
        # A stay stops this clock; going on begins it anew with what was left.
        void=(When("lot.suspended"), _WITHDRAWN),
        public=True,
        grace=CLOCK_GRACE,
    ),
    Row(
        "goes_on",
        "R-55",
        "round_id",
        Actor.CLOCK,
        begins=((When("lot.resumption_set"), Until.told("resumes_at")),),
        done=(When("lot.resumed"),),
        void=(_WITHDRAWN,),
        public=True,
        grace=CLOCK_GRACE,
    ),
    Row(
        "goes_on_in_time",
        "R-55",
        "round_id",
        Actor.COURT,
        # The last day is told as it was found then: so long after its cause has ended.
        begins=((When("lot.resumption_set"), Until.told("last_day")),),
        done=(When("lot.resumed"),),
        void=(_WITHDRAWN,),
        public=True,
    ),
    Row(
        "emergency_report",
        "R-54",
        "round_id",
        Actor.COURT,
        begins=((When("lot.suspended", (("kind", ("emergency",)),)), Until.span("emergency_report")),),
        done=(When("incident.reported"),),
    ),
    Row(
        "second_person",
        "R-05",
        "proposal_id",
        Actor.COURT,
        begins=((When("proposal.made"), Until.told("expires_at")),),
        done=(When("approval"), When("lot.amended")),
        void=(When("proposal.returned"), When("proposal.taken_back"), When("proposal.expired")),
        lapses=True,
    ),
)
_AFTER: tuple[Row, ...] = (
    Row(
        "deposits_back",
        "R-61",
        "round_id",
        Actor.CLOCK,
        begins=(
            (When("lot.closed"), Until.span("refund_losers", "closed_at")),
            (_WITHDRAWN, Until.span("refund_losers")),
        ),
        done=(_sent("DEPOSIT_RETURNED"),),
        public=True,
    ),
    Row(
        "deposit_to_case",
        "R-62",
        "round_id",
        Actor.CLOCK,
        begins=((_SOLD, Until.span("winner_deposit_transfer", "closed_at")),),
        done=(_sent("DEPOSIT_APPLIED"),),
        public=True,
    ),
    Row(
        "balance",
        "R-63",
        "round_id",
        Actor.BIDDER,
        begins=((_SOLD, Until.told("balance_due_at", of_round=True)),),
        done=(When("settlement.posted", (("purpose", ("BALANCE_APPLIED",)),)),),
        public=True,
    ),
    Row(
        "second_round",
        "R-69",
        "lot_id",
        Actor.COURT,
        begins=(
            (
                When("lot.closed", (("outcome", ("unsold",)),), round_kind="FIRST"),
                Until.days("round2_within", "closed_at"),
            ),
        ),
        done=(When("lot.opened", round_kind="SECOND"),),
        void=(When("debt.paid"),),
        public=True,
    ),
)
ROWS: tuple[Row, ...] = (*_BEFORE, *_DURING, *_AFTER)
ROW_OF = {row.name: row for row in ROWS}
# Which facts are asked of the record; bids are not among them, but for the newest that moved an end.
KINDS = frozenset(
    when.kind
    for row in ROWS
    for when in (*(when for when, _ in row.begins), *row.done, *row.void)
    if when.kind not in ("bid.accepted", "payouts.sent")
)
