"""How a transfer stands is read with what was done about it."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer, correction_of
from auction.settlement.corrections import store

FIVE = Money(5, "CNY")


@pytest.fixture
def fee(world: World) -> Transfer:
    way = (accounts.expense("CNY"), accounts.bank("east", "CNY"))
    made = Transfer("fee:f1", *way, FIVE, Purpose.FEE_CHARGED, world.clock.now(), Sale())
    with world.database.transaction() as tx:
        ledger.post(tx, [made])
    return made


def test_how_a_transfer_stands_before_and_after_its_correction(world: World, fee: Transfer):
    with world.database.transaction() as tx:
        before = store.standing(tx, fee.id, "east")
        ledger.post(tx, [correction_of(fee, at=world.clock.now())])
        after = store.standing(tx, fee.id, "east")
        made = store.corrections(tx, "east", "CNY")

    assert before is not None and after is not None
    assert [(each.wrong.id, each.is_reversed, each.is_settled) for each in (before, after)] == [
        (fee.id, False, False),
        (fee.id, True, False),
    ]
    assert (before.held, after.held) == (FIVE, Money(0, "CNY"))
    assert [each.reverses for each in made] == [fee.id]


def test_another_court_has_neither_transfer_nor_correction(world: World, fee: Transfer):
    with world.database.transaction() as tx:
        ledger.post(tx, [correction_of(fee, at=world.clock.now())])

        assert store.standing(tx, fee.id, "west") is None
        assert store.corrections(tx, "west", "CNY") == []
