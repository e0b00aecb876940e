"""The page of a court's account: the one in force, the earlier ones, and the form that proposes another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from auction.approvals import store as approvals
from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.cases import store as cases
from auction.cases.tables import Court
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import MINOR_DIGITS, Money
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.payments.bank import store
from auction.payments.bank.account import FIELD_OF, read_account
from auction.payments.bank.acts import NAME_ACCOUNT


def index() -> Response:
    """Show the account of the court."""
    with this_world().database.reading() as tx:
        return _page(tx, {})


def name_account() -> AnyResponse:
    """Propose the account that everything is to be paid to; a judge decides on it."""
    wish, at = read_account(request.form), this_world().clock.now()
    with this_world().database.transaction() as tx:
        if isinstance(wish, tuple):
            return _page(tx, request.form, wish, status=422)
        subject = Subject(own_court(tx).id)
        if refusals := ask(tx, NAME_ACCOUNT, subject=subject, content=wish.content, at=at):
            return _page(tx, request.form, refusals, status=409)
    flash(gettext("Proposed. A judge decides on it within a day; until then nothing changes."))
    return redirect(url_for("bank.index"), 303)


def own_court(tx: Session) -> Court:
    """Return the court of the officer."""
    return cases.court(tx, visitor().court_id) or abort(404)


def _page(
    tx: Session, form: Mapping[str, str], refusals: Sequence[Refusal] = (), *, status: int = 200
) -> Response:
    court = own_court(tx)
    versions = store.versions(tx, court.id, limit=PAGE_ROWS_MAX)
    proposed = [each for each in approvals.open_proposals(tx, court.id) if each.act == NAME_ACCOUNT]
    waiting = store.waiting_sum(tx, court.id)
    page = render_template(
        "payments/bank/account.html", court=court, versions=versions, proposed=proposed,
        currencies=[(code, code) for code in MINOR_DIGITS], form=form, refusals_now=refusals,
        errors={FIELD_OF[no.reason]: no for no in refusals if no.reason in FIELD_OF},
        waiting=[(count, Money(minor, currency)) for currency, (count, minor) in sorted(waiting.items())],
    )  # fmt: skip
    return make_response(page, status)
