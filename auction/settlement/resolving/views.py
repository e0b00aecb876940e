"""The payments that wait for finance: the list with its clock, one of them, and what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals import store as approvals
from auction.approvals.asking_views import ask
from auction.approvals.proposal import Proposal, Subject
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import refuse, this_world, visitor
from auction.payments.bank.account_views import own_court
from auction.payments.bank.placing import GATEWAY
from auction.payments.bank.statements import service as statements
from auction.payments.bank.statements import store as lines
from auction.payments.held import store as held_store
from auction.payments.held.placing import After, Held, format_after, parse_after
from auction.people.names_views import note_names
from auction.people.vault import vault_of
from auction.settlement.resolving import acts, service, store, wish

blueprint = Blueprint("resolving", __name__, url_prefix="/court/bank/to-resolve")


@blueprint.get("")
def index() -> str:
    """Show what waits, what goes back first before the rest."""
    with this_world().database.transaction() as tx:
        court, after = own_court(tx), request.args.get("after", "")
        found = held_store.of_court(tx, court.id, limit=PAGE_ROWS_MAX + 1, after=_place(after))
        waiting = found[:PAGE_ROWS_MAX]
        proposed = {each.content["payment_id"] for each in _proposed(tx, court.id)}
        note_names(tx, shown=[each.payment_id for each in waiting])
    unseal = vault_of(this_world().settings).unseal
    return render_template(
        "settlement/resolving/index.html", court=court, proposed=proposed, waits=wish.WAITS,
        waiting=[(each, unseal(each.sealed_payer_name)) for each in waiting], is_first=not after,
        after=format_after(waiting[-1]) if len(found) > PAGE_ROWS_MAX else None,
    )  # fmt: skip


@blueprint.get("/<payment_id>")
def payment(payment_id: str) -> Response:
    """Show one payment with what the bank told of it."""
    with this_world().database.transaction() as tx:
        return _page(tx, _own(tx, payment_id), {})


@blueprint.post("/<payment_id>/take")
def take(payment_id: str) -> Response:
    """Propose to take a payment for a request; a judge decides on it."""
    wanted, at = wish.read_take(request.form), this_world().clock.now()
    with this_world().database.transaction() as tx:
        held, court_id = _own(tx, payment_id), visitor().court_id
        if isinstance(wanted, tuple):
            return _page(tx, held, request.form, wanted, status=422)
        content = wish.content_of(held, store.request(tx, wanted.reference, court_id), wanted)
        if refusals := ask(tx, acts.TAKE, subject=Subject(court_id), content=content, at=at):
            return _page(tx, held, request.form, refusals, status=409)
    flash(gettext("Proposed. Until a judge decides, the payment goes on waiting, and its time runs."))
    return redirect(url_for("resolving.index"), 303)


@blueprint.post("/<payment_id>/send-back")
def send_back(payment_id: str) -> Response:
    """Send a payment back at once."""
    at, who = this_world().clock.now(), visitor()
    with this_world().database.transaction() as tx:
        _own(tx, payment_id)
        no = service.send_back(tx, payment_id=payment_id, court_id=who.court_id, by=who.account_id, at=at)
    if no is not None:
        return refuse(no, way_back=url_for("resolving.index"))
    flash(gettext("It goes back to the account that it came from."))
    return redirect(url_for("resolving.index"), 303)


def _place(after: str) -> After | None:
    return (parse_after(after) or abort(404)) if after else None


def _own(tx: Session, payment_id: str) -> Held:
    return store.held(tx, payment_id, visitor().court_id) or abort(404)


def _proposed(tx: Session, court_id: str) -> list[Proposal]:
    return [each for each in approvals.open_proposals(tx, court_id) if each.act == acts.TAKE]


def _page(
    tx: Session, held: Held, form: Mapping[str, str], refusals: Sequence[Refusal] = (), *, status: int = 200
) -> Response:
    court, vault = own_court(tx), vault_of(this_world().settings)
    note_names(tx, subject=held.payment_id, shown=[held.payment_id])
    row = lines.line(tx, held.payment_id.removeprefix(f"{GATEWAY}_"))
    page = render_template(
        "settlement/resolving/payment.html", court=court, held=held, form=form, refusals_now=refusals,
        line=statements.open_line(row, vault) if row else None, waits=wish.WAITS,
        payer=vault.unseal(held.sealed_payer_name), like=store.like(tx, held.amount, court.id),
        purposes=wish.PURPOSE_WORDS, because_max=wish.BECAUSE_LENGTH_MAX,
        errors={wish.FIELD_OF[no.reason]: no for no in refusals if no.reason in wish.FIELD_OF},
        proposed=[each for each in _proposed(tx, court.id) if each.content["payment_id"] == held.payment_id],
    )  # fmt: skip
    return make_response(page, status)
