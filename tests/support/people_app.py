"""A small application with the rooms of people alone, for tests of their doors."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask
from flask_wtf import CSRFProtect

from auction.approvals import words as approvals_words
from auction.kernel import web_views
from auction.kernel.doors import ANYONE, OFFICERS, SIGNED_IN, Door
from auction.kernel.world import World
from auction.people import acts, commands, doors, guard_views, sign_in_views, staff_views, views, words
from tests.support import templates

ROOT = Path(__file__).parents[2]
OTHER_DOORS = (
    Door("static", ANYONE),
    Door("other.open", ANYONE),
    Door("other.signed_in", SIGNED_IN),
    Door("other.officers", OFFICERS),
    Door("other.broken", ANYONE),
)


def make_app(world: World) -> Flask:
    """Build the application."""
    app = Flask("people_app", root_path=str(ROOT), static_folder="static")
    app.config.update(
        SECRET_KEY=world.settings.secret_key, WTF_CSRF_TIME_LIMIT=None, MAX_CONTENT_LENGTH=100_000
    )
    CSRFProtect(app)
    web_views.attach(app, world, {**approvals_words.WORDS, **words.WORDS})
    app.extensions["auction.acts"] = {act.name: act for act in acts.ACTS}
    sign_in_views.attach(app, world)
    guard_views.attach(app, world, (*OTHER_DOORS, *doors.DOORS))
    for blueprint in (views.blueprint, staff_views.blueprint, _other()):
        app.register_blueprint(blueprint)
    app.cli.add_command(commands.group)
    templates.share(app)
    return app


def _other() -> Blueprint:
    other = Blueprint("other", __name__, url_prefix="/other")
    for name in ("open", "signed_in", "officers", "forgotten"):
        other.add_url_rule(f"/{name}", name, lambda: "<p>inside</p>", methods=["GET", "POST"])
    other.add_url_rule("/broken", "broken", lambda: 1 / 0)
    return other
