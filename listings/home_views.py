"""The first page: what closes today, what is open and comes, and where to look further."""

from __future__ import annotations

from flask import Blueprint, render_template

from auction.kernel.web_views import this_world
from listings import front, words
from listings.catalogue import store as catalogue
from listings.page_views import page_tools

blueprint = Blueprint("home", __name__)
blueprint.context_processor(page_tools)


@blueprint.get("/")
def index() -> str:
    """Show what an evening at the court would be missed without."""
    now = this_world().clock.now()
    with this_world().database.reading() as tx:
        found = {name: catalogue.find(tx, wish) for name, wish in front.WISHES.items()}
        counts = catalogue.tally(tx, front.EVERYTHING)
        courts = catalogue.courts_that_sell(tx)
    today, later = front.split_by_day(found["open"], now=now)
    return render_template(
        "home/index.html", today=today, later=later[: front.SHOWN_MAX],
        upcoming=found["upcoming"][: front.SHOWN_MAX], sold=found["sold"][: front.SHOWN_MAX],
        counts=counts, courts=courts, words=words,
    )  # fmt: skip
