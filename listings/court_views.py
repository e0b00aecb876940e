"""The addresses of the court's desk; what stands behind each is in the views it names."""

from __future__ import annotations

from flask import Blueprint

from listings import draft_views, publication_views, upload_views
from listings.desk import check_views, start_views
from listings.desk.steps import Step
from listings.diligence import finding_views
from listings.page_views import page_tools
from listings.stays import stay_views
from listings.valuation import panel_views, way_views
from listings.warranty import evidence_views

blueprint = Blueprint("court", __name__, url_prefix="/court")
blueprint.context_processor(page_tools)

_LOT = "/lots/<lot_id>"

blueprint.add_url_rule("/", "home", start_views.home, methods=["GET"])
blueprint.add_url_rule("/lots/new", "choose_case", start_views.choose_case, methods=["GET", "POST"])
blueprint.add_url_rule("/cases/<case_id>/lots/new", "lot_new", start_views.lot_new, methods=["GET", "POST"])
for _path, _endpoint, _view in (
    ("", "lot", draft_views.lot),
    ("/preview", "preview", draft_views.preview),
    ("/evidence", "evidence", evidence_views.evidence),
    ("/valuation", "valuation", way_views.valuation),
    ("/findings/<int(max=1000):position>", "findings", finding_views.findings),
):
    blueprint.add_url_rule(_LOT + _path, _endpoint, _view, methods=["GET"])
for _step in list(Step)[:-1]:
    blueprint.add_url_rule(
        f"{_LOT}/{_step}", "step", draft_views.step, methods=["GET"], defaults={"step": _step.value}
    )
for _path, _endpoint, _act in (
    ("/save", "save", draft_views.save),
    ("/check", "check", check_views.check),
    ("/restore", "restore", draft_views.restore),
    ("/assets", "add_asset", draft_views.add_asset),
    ("/assets/<int(max=1000):position>", "change_asset", draft_views.change_asset),
    ("/assets/<int(max=1000):position>/drop", "drop_asset", draft_views.drop_asset),
    ("/findings/<int(max=1000):position>", "save_findings", finding_views.save_findings),
    ("/priorities", "add_priority", draft_views.add_priority),
    ("/priorities/drop", "drop_priority", draft_views.drop_priority),
    ("/photos", "photos", upload_views.photos),
    ("/photos/<photo_id>/drop", "drop_photo", upload_views.drop_photo),
    ("/photos/<photo_id>/move", "move_photo", upload_views.move_photo),
    ("/documents", "documents", upload_views.documents),
    ("/documents/<document_id>/drop", "drop_document", upload_views.drop_document),
    ("/documents/<document_id>/move", "move_document", upload_views.move_document),
    ("/words", "describe", upload_views.describe),
    ("/panel", "record_panel", panel_views.record),
    ("/valuation", "note_valuation", way_views.note),
    ("/valuation/fix", "fix_price", way_views.fix),
    ("/submit", "submit", publication_views.submit),
    ("/return", "give_back", publication_views.give_back),
    ("/publish", "publish", publication_views.publish),
    ("/correct", "correct", publication_views.correct),
    ("/second", "second", publication_views.second),
    ("/suspend", "suspend", stay_views.suspend),
    ("/emergency", "emergency", stay_views.emergency),
    ("/report", "report", stay_views.report),
    ("/resume", "resume", stay_views.resume),
    ("/withdraw", "withdraw", stay_views.withdraw),
):
    blueprint.add_url_rule(_LOT + _path, _endpoint, _act, methods=["POST"])
blueprint.record_once(check_views.limit_checks)
