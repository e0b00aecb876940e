"""A person's own page: the identity, the browsers that are signed in, the password."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as browser
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext
from werkzeug.wrappers import Response

from auction.kernel.doors import Role
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import address_of, this_world, visitor
from auction.people import limits, service, session_time, sign_in_views
from auction.people.browser_name import browser_name
from auction.people.identity import CONFLICTS, FIELD_OF, IdentityClaim, shown_number
from auction.people.next_page import inside
from auction.people.permissions import HOW_FAR, PERMISSIONS, STANDINGS
from auction.people.tables import SignedInSession
from auction.people.vault import vault_of

blueprint = Blueprint("people", __name__, url_prefix="/account")

FIRST_PAGES = {
    Role.CLERK: "court.home",
    Role.JUDGE: "court.home",
    Role.FINANCE: "settlement.finance",
    Role.AUDITOR: "reports.index",
    Role.OPERATOR: "staff.index",
}


@blueprint.get("/after-sign-in")
def after_sign_in() -> Response:
    """Lead everybody to where their work begins."""
    endpoint = FIRST_PAGES.get(visitor().role, "listings.index")
    return redirect(address_of(endpoint) or "/")


@blueprint.get("/roles")
def roles() -> str:
    """Show everybody who may do what."""
    return render_template("people/roles.html", permissions=PERMISSIONS, standings=STANDINGS, how_far=HOW_FAR)


@blueprint.get("/")
def account() -> str:
    """Show the own account."""
    return _page(None, ())


@blueprint.post("/identity")
def identity() -> Response | tuple[str, int]:
    """Take in who somebody is, or correct it until the first enrolment."""
    world, form = this_world(), request.form
    claim = IdentityClaim(
        form.get("kind", ""), form.get("name", ""), form.get("number", ""), form.get("representative", "")
    )
    with world.database.transaction() as tx:
        refusals = service.register_identity(
            tx, vault_of(world.settings), claim, account_id=visitor().account_id, at=world.clock.now()
        )
    if refusals:
        return _page(claim, refusals), 409 if refusals[0].reason in CONFLICTS else 422
    flash(gettext("Your identity is registered and sealed. You may enrol now."))
    return redirect(inside(request.form.get("next", "")) or url_for("people.account"))


@blueprint.post("/sessions/<token_hash>/end")
def end_session(token_hash: str) -> Response:
    """Sign one of the own browsers out."""
    with this_world().database.transaction() as tx:
        ended = service.end_session(tx, account_id=visitor().account_id, token_hash=token_hash)
    done, already = gettext("That browser is signed out."), gettext("That browser was signed out already.")
    flash(done if ended else already)
    return redirect(url_for("people.account"))


@blueprint.post("/sessions/end")
def end_sessions() -> Response:
    """Sign all the own browsers out but this one."""
    with this_world().database.transaction() as tx:
        service.end_sessions(tx, visitor().account_id, but=_this_browser())
    flash(gettext("All your other browsers are signed out."))
    return redirect(url_for("people.account"))


@blueprint.record_once
def _limit(state: BlueprintSetupState) -> None:
    sign_in_views.limit(
        state.app,
        "people.identity",
        most=limits.IDENTITIES_MAX,
        window=limits.IDENTITY_WINDOW,
        who=lambda: visitor().account_id,
    )


def _page(claim: IdentityClaim | None, refusals: tuple[Refusal, ...]) -> str:
    world, who = this_world(), visitor()
    at = world.clock.now()
    with world.database.reading() as tx:
        own = service.own_identity(tx, vault_of(world.settings), who.account_id)
        is_fixed = service.is_identity_fixed(tx, who.account_id)
        sessions = service.sessions_of(tx, who.account_id, at=at)
        email = service.email_of(tx, who.account_id)
    return render_template(
        "people/account.html",
        email=email,
        own=own,
        is_fixed=is_fixed,
        claim=claim or own or IdentityClaim("NATURAL", "", ""),
        found=refusals,
        errors={FIELD_OF[refusal.reason]: refusal for refusal in refusals if refusal.reason in FIELD_OF},
        sessions=[each for each in sessions if _is_open(each, at)],
        this_browser=_this_browser(),
        shown_number=shown_number,
        browser_name=browser_name,
    )


def _is_open(row: SignedInSession, at: datetime) -> bool:
    return session_time.is_open(visitor().role, last_seen_at=row.last_seen_at, ends_at=row.ends_at, at=at)


def _this_browser() -> str:
    return str(getattr(browser, "token_hash", ""))
