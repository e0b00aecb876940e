"""The operator's page of staff accounts: who may work here, made and removed."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from auction.approvals import store as approvals
from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import refuse, this_world, visitor
from auction.people import mail_views, service
from auction.people.acts import MAKE_ACCOUNT, content_of
from auction.people.staff import FIELD_OF, StaffReason, StaffWish
from auction.people.words import ROLE_WORDS

blueprint = Blueprint("staff", __name__, url_prefix="/operator/accounts")


@blueprint.get("")
def index() -> str:
    """Show everybody who works or worked here."""
    return _page(StaffWish("", ""), ())


@blueprint.post("")
def make() -> Response | tuple[str, int]:
    """Propose an account; another operator decides, and then sends its owner the link for a password."""
    form, at = request.form, this_world().clock.now()
    wish = StaffWish(form.get("email", ""), form.get("role", ""), form.get("court_id", ""))
    with this_world().database.transaction() as tx:
        content = content_of(wish, service.court_name(tx, wish.court_id))
        refusals = ask(tx, MAKE_ACCOUNT, subject=Subject(""), content=content, at=at)
    if refusals:
        return _page(wish, refusals), 422
    flash(gettext("Proposed. Another operator decides on it within a day."))
    return redirect(url_for("staff.index"))


@blueprint.post("/<account_id>/invite")
def invite(account_id: str) -> Response:
    """Send the link for the first password, again perhaps."""
    with this_world().database.reading() as tx:
        account = service.staff_account(tx, account_id)
    if account is None:
        abort(404)
    mail_views.send_invitation(account)
    flash(gettext("A letter with a link for the password is on its way to %(email)s.", email=account.email))
    return redirect(url_for("staff.index"))


@blueprint.post("/<account_id>/remove")
def remove(account_id: str) -> Response:
    """Close an account at once."""
    world = this_world()
    with world.database.transaction() as tx:
        refusal = service.remove_staff(
            tx, account_id=account_id, uniquifier=new_id(), by=visitor().account_id, at=world.clock.now()
        )
    if refusal is not None:
        status = 404 if refusal.reason == StaffReason.NOT_FOUND else 409
        return refuse(refusal, status, way_back=url_for("staff.index"))
    flash(gettext("The account is removed and signed out everywhere."))
    return redirect(url_for("staff.index"))


def _page(wish: StaffWish, refusals: tuple[Refusal, ...]) -> str:
    with this_world().database.reading() as tx:
        rows, courts = service.staff_accounts(tx), service.courts(tx)
        proposed = approvals.open_proposals(tx, "")
    return render_template(
        "people/staff.html",
        rows=rows,
        proposed=proposed,
        courts=courts,
        role_names=ROLE_WORDS,
        wish=wish,
        found=refusals,
        errors={FIELD_OF[refusal.reason]: refusal for refusal in refusals if refusal.reason in FIELD_OF},
    )
