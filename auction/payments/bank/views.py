"""The addresses of a court's bank; what stands behind each is in the views it names."""

from __future__ import annotations

from flask import Blueprint

from auction.payments.bank import account_views, file_views
from auction.payments.bank.statements import statement_views

blueprint = Blueprint("bank", __name__, url_prefix="/court/bank")

for _path, _endpoint, _view in (
    ("", "index", account_views.index),
    ("/files", "files", file_views.files),
    ("/files/<file_id>.xml", "file", file_views.file),
    ("/statements", "statements", statement_views.statements),
    ("/statements/template.csv", "template", statement_views.template),
    ("/statements/<statement_id>", "statement", statement_views.statement),
):
    blueprint.add_url_rule(_path, _endpoint, _view, methods=["GET"])
for _path, _endpoint, _act in (
    ("", "name_account", account_views.name_account),
    ("/statements", "upload", statement_views.upload),
):
    blueprint.add_url_rule(_path, _endpoint, _act, methods=["POST"])
