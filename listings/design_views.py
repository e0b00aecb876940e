"""The page that shows the design: every part from the very templates that the site uses."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from flask_babel import gettext

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world
from listings import design_samples as samples
from listings import words
from listings.design_samples import Step
from listings.page_views import page_tools
from listings.reason import Reason

blueprint = Blueprint("design", __name__)
blueprint.context_processor(page_tools)


@blueprint.get("/design")
def index() -> str:
    """Show tokens, parts and states, in the visitor's language and light."""
    now = this_world().clock.now()
    return render_template(
        "design/index.html", now=now, day=timedelta(days=1), lines=samples.lines(now), words=words,
        noes=samples.refusals(), steps=_steps(), flow=_flow(), zone=samples.ZONE, sums=_ledger(),
        wrong=Refusal(Reason.AMOUNT_UNREADABLE, "", {"written": "1.2.3", "currency": samples.CURRENCY}),
    )  # fmt: skip


def _steps() -> list[Step]:
    now = this_world().clock.now()
    return [
        Step(gettext("Notice published"), "done", now - timedelta(days=31)),
        Step(gettext("Bidding opened"), "done", now - timedelta(hours=21)),
        Step(gettext("Bidding closes"), "now", now + timedelta(hours=3), gettext("if nobody bids late")),
        Step(gettext("Balance due"), "next", now + timedelta(days=14)),
    ]


def _flow() -> list[Step]:
    return [
        Step(gettext("Property"), "done", address="#flow"),
        Step(gettext("Price"), "wrong", address="#flow"),
        Step(gettext("Terms"), "", current=True),
        Step(gettext("Notice"), ""),
        Step(gettext("Publication"), ""),
    ]


def _ledger() -> list[tuple[str, Money, str]]:
    deposit, balance = samples.deposit_and_balance()
    paid = gettext("paid")
    return [(gettext("Deposit of the buyer"), deposit, paid), (gettext("Balance"), balance, paid)]
