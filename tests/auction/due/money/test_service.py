"""Each alarm about money names the rule behind it and has words."""

from __future__ import annotations

from auction.due.money import service, store
from auction.due.words import ALARMS
from tests.support.rounds import CLOSES_AT


def test_every_alarm_about_money_has_its_words_and_its_rule(sqlite_world, monkeypatch):
    row = {"court_id": "c1", "case_id": "", "lot_id": "", "round_id": "", "since_at": CLOSES_AT}
    for name in ("refused", "disputed"):
        monkeypatch.setattr(store, name, lambda _tx, *_, **__: [row])

    with sqlite_world.database.reading() as tx:
        found = service.look(tx, limit=5)

    assert [alarm.name for alarm in found] == [store.REFUSED, store.CREDIT_REFUSED, store.DISPUTED]
    assert {alarm.name for alarm in found} <= set(ALARMS)
    assert all(alarm.rule.startswith("R-") for alarm in found)
