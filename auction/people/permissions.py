"""Who may do what, as data: the acts of a sale, nine standings, and the doors behind which each is done.

The table is that of TRUST 5.2, with the acts of everyday work beside it.  A priority purchaser and an
enforcing creditor are bidders whose right the court has confirmed for a round; they have no account of
another kind.  What an act lists under ``doors`` is open to everybody who may do it or propose it, what
it lists under ``decides`` to those who may be the second person, ``acts`` are those of auction/approvals.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from auction.kernel.doors import Role
from auction.kernel.words import N_


class Standing(enum.StrEnum):
    """In what standing somebody acts."""

    VISITOR = "visitor"
    BIDDER = "bidder"
    PRIORITY = "priority"
    CREDITOR = "creditor"
    CLERK = "clerk"
    JUDGE = "judge"
    FINANCE = "finance"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class May(enum.StrEnum):
    """How far somebody may do an act."""

    NEVER = "never"
    YES = "yes"
    OWN = "own"
    PROPOSES = "proposes"
    DECIDES = "decides"


@dataclass(frozen=True)
class Permission:
    """One act: its name for people, who may do it how far, and behind which doors it is done."""

    act: str
    title: str
    may: Mapping[Standing, May]
    doors: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    # A door that everybody may knock at, where a bidding pass decides who comes in.
    by_pass: tuple[str, ...] = ()

    def of(self, standing: Standing) -> May:
        """Return how far somebody of this standing may; what is not said is never."""
        return self.may.get(standing, May.NEVER)


ROLE_OF: Mapping[Standing, Role] = {
    standing: Role.BIDDER if standing in (Standing.PRIORITY, Standing.CREDITOR) else Role(standing.value)
    for standing in Standing
}
_BIDDERS = (Standing.BIDDER, Standing.PRIORITY, Standing.CREDITOR)
_OFFICERS = (Standing.CLERK, Standing.JUDGE, Standing.FINANCE)


def _all(may: May, *standings: Standing) -> dict[Standing, May]:
    return dict.fromkeys(standings, may)


_EVERYBODY = _all(May.YES, *Standing)
_SIGNED_IN = _all(May.OWN, *(standing for standing in Standing if standing is not Standing.VISITOR))
_WRITERS = _all(May.YES, Standing.CLERK, Standing.JUDGE)
_TWO_PERSONS = {Standing.CLERK: May.PROPOSES, Standing.JUDGE: May.DECIDES}

PERMISSIONS: tuple[Permission, ...] = (
    Permission(
        "see", N_("see lots, notices, live prices by code, and take out the record"), _EVERYBODY,
        doors=(
            "static", "home.index", "design.index", "listings.index", "listings.feed", "listings.lot",
            "listings.notice", "listings.photo", "listings.document", "public.closed", "public.courts",
            "public.court", "parties.said_here", "public.calendar", "public.qr", "rules.index",
            "rules.show", "people.roles",
            "reports.index", "reports.lot", "reports.export", "trail.show", "trail.take_out",
            "bidding.hall", "bidding.limits",
            "socket:connect", "socket:disconnect", "socket:since", "socket:unreadable",
        ),
    ),
    Permission(
        "sign_in", N_("register, sign in and out"), _EVERYBODY,
        doors=(
            "security.login", "security.logout", "security.register", "security.send_confirmation",
            "security.confirm_email", "security.forgot_password", "security.reset_password",
            "people.after_sign_in",
        ),
    ),
    Permission(
        "pay", N_("pay what a payment page asks for, whose address only the payer has"), _EVERYBODY,
        doors=("payments.pay", "payments.tell", "payments.webhook"),
    ),
    Permission(
        "account", N_("keep the own account, searches and reminders"), _SIGNED_IN,
        doors=(
            "people.account", "people.end_session", "people.end_sessions", "security.change_password",
            "searches.index", "searches.new", "searches.save", "searches.rename", "searches.delete",
            "searches.restore", "reminders.mine", "reminders.choose", "reminders.remove", "enrolment.enrol",
        ),
    ),
    Permission(
        "enrol", N_("enrol, pay a deposit, pay the balance"), _all(May.OWN, *_BIDDERS),
        doors=(
            "people.identity", "enrolment.begin", "enrolment.acknowledge", "enrolment.name_partner",
            "enrolment.drop_partner", "enrolment.ask_deposit",
            "enrolment.enter", "enrolment.mine", "settlement.balance", "paying.ways", "paying.checkout",
            "money.own",
        ),
    ),
    Permission(
        "bid", N_("bid higher"), _all(May.YES, *_BIDDERS),
        by_pass=("bidding.bid", "bidding.take_back", "socket:bid"),
    ),
    Permission(
        "bid_equal", N_("bid the same price, by confirmed rank"), {Standing.PRIORITY: May.YES},
        by_pass=("bidding.bid", "socket:bid"),
    ),
    Permission(
        "read_desk", N_("read the desk and the cases of the own court"),
        _all(May.YES, *_OFFICERS),
        doors=(
            "court.home", "court.lot", "court.step", "court.preview", "court.findings", "court.evidence",
            "court.valuation", "cases.index", "cases.case", "due.index", "due.see", "parties.index",
            "bidders.index",
        ),
    ),
    Permission(
        "prepare", N_("register cases, draft lots, upload files"), _WRITERS,
        doors=(
            "cases.new", "cases.add_party", "cases.add_claim", "cases.name_account", "cases.sell_all",
            "cases.choose_platform",
            "court.choose_case", "court.lot_new", "court.save", "court.check", "court.restore",
            "court.add_asset", "court.change_asset", "court.drop_asset", "court.photos", "court.drop_photo",
            "court.move_photo", "court.documents", "court.drop_document", "court.move_document",
            "court.describe", "court.save_findings", "parties.note", "court.record_panel",
            "court.note_valuation", "court.fix_price", "court.add_priority", "court.drop_priority",
        ),
    ),
    Permission(
        "import", N_("take in a list of lots, and mend its rows"),
        {**_WRITERS, Standing.OPERATOR: May.YES},
        doors=(
            "imports.upload", "imports.mend", "imports.mend_all", "imports.together", "imports.discard",
            "imports.take_again",
        ),
    ),
    Permission(
        "read_imports", N_("read the reports of imports"),
        {**_all(May.YES, *_OFFICERS), Standing.OPERATOR: May.YES},
        doors=(
            "imports.index", "imports.report", "imports.report_csv", "imports.refused_csv", "imports.row",
            "imports.template",
        ),
    ),
    Permission(
        "publish", N_("publish a notice, and correct it before the opening"), _TWO_PERSONS,
        doors=("court.submit", "court.give_back", "court.correct", "court.second"),
        decides=("court.publish",),
    ),
    Permission(
        "stop", N_("stop a round, let it go on, withdraw it"), _TWO_PERSONS,
        doors=("court.suspend", "court.resume", "court.withdraw", "court.report"),
        acts=("round.suspend", "round.resume", "round.withdraw"),
    ),
    Permission(
        "stop_now", N_("stop a round at once in an emergency, to be reported within minutes"),
        {Standing.JUDGE: May.YES}, doors=("court.emergency",),
    ),
    Permission(
        "stop_for_fault", N_("stop rounds because of a fault, reported to the courts at once"),
        {Standing.OPERATOR: May.YES}, doors=("stops.index", "stops.stop"),
    ),
    Permission(
        "block", N_("keep the list of who must not bid, and note who is qualified"), _WRITERS,
        doors=("bidders.block", "bidders.lift", "bidders.check")
    ),
    Permission(
        "confirm_right", N_("confirm a right of somebody who bids"), _TWO_PERSONS,
        doors=("bidders.priority", "bidders.creditor", "bidders.agent"),
        acts=("priority.confirm", "creditor.confirm", "agent.confirm"),
    ),
    Permission(
        "decide", N_("read the proposals of the own court or the platform, decide on those of others"),
        {
            **_all(May.DECIDES, Standing.CLERK, Standing.JUDGE, Standing.OPERATOR),
            Standing.FINANCE: May.PROPOSES,
        },
        decides=("approvals.approve", "approvals.give_back"),
        doors=("approvals.index", "approvals.proposal", "approvals.take_back"),
    ),
    Permission(
        "change_after_opening", N_("change a price, an end or a bid after the opening, bid for somebody"), {}
    ),
    Permission(
        "identities_before", N_("see the identities of bidders before the end"), _all(May.OWN, *_BIDDERS)
    ),
    Permission(
        "see_money", N_("see the case accounts and payments of the own court"), _all(May.YES, *_OFFICERS),
        doors=(
            "settlement.finance", "corrections.index", "corrections.new", "by_hand.index", "by_hand.new",
            "again.new",
            "reconciliation.court", "reconciliation.court_sheet", "late.own", "set_off.index",
        ),
    ),
    Permission(
        "see_bank", N_("see the bank account of the own court"), _all(May.YES, *_OFFICERS),
        doors=("bank.index",),
    ),
    Permission(
        "name_bank", N_("name the bank account of the own court"),
        {Standing.FINANCE: May.PROPOSES, Standing.JUDGE: May.DECIDES},
        doors=("bank.name_account",), acts=("court.bank",),
    ),
    Permission(
        "resolve", N_("see payments of the own court that are not plain, send them back"),
        {Standing.FINANCE: May.YES},
        doors=("resolving.index", "resolving.payment", "resolving.send_back", "resolving.take"),
    ),
    Permission(
        "take_payment", N_("take a payment that is not plain for a request"),
        {Standing.FINANCE: May.PROPOSES, Standing.JUDGE: May.DECIDES}, acts=("payment.take",),
    ),
    Permission(
        "bank", N_("take bank statements in, see who paid, give payment files to the bank"),
        {Standing.FINANCE: May.YES},
        doors=(
            "bank.files", "bank.file", "bank.statements", "bank.upload", "bank.template", "bank.statement",
        ),
    ),
    Permission(
        "set_off", N_("set a creditor's claim off against the price"),
        {**_TWO_PERSONS, Standing.FINANCE: May.PROPOSES},
        doors=("set_off.propose",), acts=("setoff.admit",),
    ),
    Permission(
        "see_late", N_("see what money is late in all courts"), {Standing.OPERATOR: May.YES},
        doors=("late.everywhere",),
    ),
    Permission(
        "correct_ledger", N_("take a wrong transfer of the own court back"),
        {Standing.FINANCE: May.PROPOSES, Standing.JUDGE: May.DECIDES},
        doors=("corrections.propose",), acts=("ledger.correct",),
    ),
    Permission(
        "refund_by_hand", N_("send money that could not go back to another account of the payer"),
        {Standing.FINANCE: May.PROPOSES, Standing.JUDGE: May.DECIDES},
        doors=("by_hand.propose",), acts=("refund.by_hand",),
    ),
    Permission(
        "send_again", N_("send money of a case that was refused out again"),
        {Standing.FINANCE: May.PROPOSES, Standing.JUDGE: May.DECIDES},
        doors=("again.propose",), acts=("payout.again",),
    ),
    Permission(
        "refund_without_court", N_("send money back that is no court's and was refused, of two operators"),
        {Standing.OPERATOR: May.DECIDES},
        doors=("without_court.index", "without_court.new", "without_court.propose"),
        acts=("refund.without_court",),
    ),
    Permission(
        "reconcile", N_("compare the money of the own court with its gateways, explain differences"),
        {Standing.FINANCE: May.YES},
        doors=("reconciliation.court_now", "reconciliation.court_again", "reconciliation.court_explain"),
    ),
    Permission(
        "reconcile_platform", N_("compare the money at gateways that is no court's, explain differences"),
        {Standing.OPERATOR: May.YES},
        doors=(
            "reconciliation.platform", "reconciliation.platform_sheet", "reconciliation.platform_now",
            "reconciliation.platform_again", "reconciliation.platform_explain",
        ),
    ),
    Permission(
        "read_books", N_("read the trial balance, officers that of the own court"),
        _all(May.YES, *_OFFICERS, Standing.AUDITOR, Standing.OPERATOR),
        doors=("money.trial_balance", "money.trial_sheet"),
    ),
    Permission(
        "read_statements", N_("read each movement of money, finance those of the own court"),
        _all(May.YES, Standing.FINANCE, Standing.AUDITOR),
        doors=("money.accounts", "money.statement", "money.statement_sheet"),
    ),
    Permission(
        "courts", N_("register courts; remove staff accounts"), {Standing.OPERATOR: May.YES},
        doors=(
            "cases.courts", "cases.court", "cases.describe_court", "staff.index", "staff.invite",
            "staff.remove",
        ),
    ),
    Permission(
        "staff", N_("make a staff account, of two operators"), {Standing.OPERATOR: May.DECIDES},
        doors=("staff.make",), acts=("staff.make",),
    ),
)  # fmt: skip

STANDINGS: Mapping[Standing, str] = {
    Standing.VISITOR: N_("Visitor"),
    Standing.BIDDER: N_("Bidder"),
    Standing.PRIORITY: N_("Priority purchaser"),
    Standing.CREDITOR: N_("Enforcing creditor who bids"),
    Standing.CLERK: N_("Clerk"),
    Standing.JUDGE: N_("Judge"),
    Standing.FINANCE: N_("Finance"),
    Standing.AUDITOR: N_("Auditor"),
    Standing.OPERATOR: N_("Operator"),
}
HOW_FAR: Mapping[May, str] = {
    May.NEVER: N_("never"),
    May.YES: N_("yes"),
    May.OWN: N_("only the own"),
    May.PROPOSES: N_("proposes"),
    May.DECIDES: N_("decides on what another proposed"),
}


def may_enter(permission: Permission, standing: Standing, door: str) -> bool:
    """Say whether somebody of this standing may enter a door of this act."""
    if door in permission.by_pass:
        return True
    if door in permission.decides:
        return permission.of(standing) is May.DECIDES
    return permission.of(standing) is not May.NEVER


def roles_of(door: str) -> frozenset[Role]:
    """Return the roles for which the table opens a door; none opens what it does not name."""
    return frozenset(
        ROLE_OF[standing]
        for permission in PERMISSIONS
        if door in (*permission.doors, *permission.decides, *permission.by_pass)
        for standing in Standing
        if may_enter(permission, standing, door)
    )
