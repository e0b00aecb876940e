"""The public pages of the rule sets: every number of the law, its article, and what it does."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from auction.rules.grouped import grouped
from auction.rules.meanings import MEANINGS, NOT_HELD, TAGS
from auction.rules.rule_set import Tag
from auction.rules.rule_sets import RULE_SETS, UnknownRuleSet, rule_set
from auction.rules.said_views import say
from auction.rules.sources import cited

blueprint = Blueprint("rules", __name__, url_prefix="/rules")


@blueprint.get("")
def index() -> str:
    """Show which rule sets there are."""
    return render_template("rules/index.html", rule_sets=RULE_SETS)


@blueprint.get("/<rule_set_id>/<int:version>")
def show(rule_set_id: str, version: int) -> str:
    """Show every parameter of one version of a rule set."""
    try:
        rules = rule_set(rule_set_id, version)
    except UnknownRuleSet:
        abort(404)
    counts = {tag: sum(each.tag is tag for each in rules.parameters) for tag in Tag}
    return render_template(
        "rules/show.html", rules=rules, groups=grouped(rules), counts=counts,
        say=say, cited=cited, meanings=MEANINGS, tags=TAGS, not_held=NOT_HELD,
    )  # fmt: skip
