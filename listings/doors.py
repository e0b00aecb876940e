"""Who may enter the public list, the lots, and the court's desk."""

from __future__ import annotations

from auction.kernel.doors import ANYONE, OFFICERS, SIGNED_IN, Door, Role, Scope

WRITERS = frozenset({Role.CLERK, Role.JUDGE})
JUDGES = frozenset({Role.JUDGE})

DOORS: tuple[Door, ...] = (
    Door("home.index", ANYONE),
    Door("design.index", ANYONE),
    Door("listings.index", ANYONE),
    Door("listings.feed", ANYONE),
    Door("listings.lot", ANYONE),
    Door("listings.notice", ANYONE),
    Door("listings.photo", ANYONE),
    Door("listings.document", ANYONE),
    Door("searches.index", SIGNED_IN, Scope.OWN),
    Door("searches.new", SIGNED_IN, Scope.OWN),
    Door("searches.save", SIGNED_IN, Scope.OWN),
    Door("searches.rename", SIGNED_IN, Scope.OWN),
    Door("searches.delete", SIGNED_IN, Scope.OWN),
    Door("searches.restore", SIGNED_IN, Scope.OWN),
    Door("court.home", OFFICERS, Scope.COURT),
    Door("court.lot", OFFICERS, Scope.COURT),
    Door("court.step", OFFICERS, Scope.COURT),
    Door("court.preview", OFFICERS, Scope.COURT),
    Door("court.findings", OFFICERS, Scope.COURT),
    Door("court.evidence", OFFICERS, Scope.COURT),
    Door("court.save_findings", WRITERS, Scope.COURT),
    Door("court.choose_case", WRITERS, Scope.COURT),
    Door("court.lot_new", WRITERS, Scope.COURT),
    Door("court.save", WRITERS, Scope.COURT),
    Door("court.check", WRITERS, Scope.COURT),
    Door("court.restore", WRITERS, Scope.COURT),
    Door("court.add_asset", WRITERS, Scope.COURT),
    Door("court.change_asset", WRITERS, Scope.COURT),
    Door("court.drop_asset", WRITERS, Scope.COURT),
    Door("court.add_priority", WRITERS, Scope.COURT),
    Door("court.drop_priority", WRITERS, Scope.COURT),
    Door("court.photos", WRITERS, Scope.COURT, takes_files=True),
    Door("court.drop_photo", WRITERS, Scope.COURT),
    Door("court.move_photo", WRITERS, Scope.COURT),
    Door("court.documents", WRITERS, Scope.COURT, takes_files=True),
    Door("court.drop_document", WRITERS, Scope.COURT),
    Door("court.move_document", WRITERS, Scope.COURT),
    Door("court.describe", WRITERS, Scope.COURT),
    Door("court.record_panel", WRITERS, Scope.COURT),
    Door("court.valuation", OFFICERS, Scope.COURT),
    Door("court.note_valuation", WRITERS, Scope.COURT),
    Door("court.fix_price", WRITERS, Scope.COURT),
    Door("court.submit", WRITERS, Scope.COURT),
    Door("court.give_back", WRITERS, Scope.COURT),
    Door("court.publish", JUDGES, Scope.COURT, persons=2),
    Door("court.correct", WRITERS, Scope.COURT),
    Door("court.second", WRITERS, Scope.COURT),
    # These propose; a judge other than the proposer decides (see the acts of listings/stays).
    Door("court.suspend", WRITERS, Scope.COURT),
    Door("court.resume", WRITERS, Scope.COURT),
    Door("court.emergency", JUDGES, Scope.COURT),
    Door("court.report", WRITERS, Scope.COURT),
    Door("court.withdraw", WRITERS, Scope.COURT),
)
