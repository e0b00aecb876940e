"""The addresses of imports; what stands behind each is in the views it names."""

from __future__ import annotations

from flask import Blueprint

from listings.imports import report_views, upload_views
from listings.imports.mending import views as mending_views
from listings.page_views import page_tools

blueprint = Blueprint("imports", __name__, url_prefix="/court/imports")
blueprint.context_processor(page_tools)

_RUN = "/<run_id>"
_ROW = f"{_RUN}/rows/<int(max=1000000):row>"

for _path, _endpoint, _view in (
    ("", "index", upload_views.index),
    ("/house-list.csv", "template", upload_views.template),
    (_RUN, "report", report_views.report),
    (f"{_RUN}.csv", "report_csv", report_views.report_csv),
    (f"{_RUN}/refused.csv", "refused_csv", report_views.refused_csv),
    (_ROW, "row", mending_views.row),
    (f"{_RUN}/together", "together", mending_views.together),
):
    blueprint.add_url_rule(_path, _endpoint, _view, methods=["GET"])
for _path, _endpoint, _act in (
    ("", "upload", upload_views.upload),
    (f"{_RUN}/again", "take_again", upload_views.take_again),
    (f"{_RUN}/discard", "discard", upload_views.discard),
    (_ROW, "mend", mending_views.mend),
    (f"{_RUN}/together", "mend_all", mending_views.mend_all),
):
    blueprint.add_url_rule(_path, _endpoint, _act, methods=["POST"])
