"""Money comes and goes through the gateways that the settings turn on, and no other."""

from __future__ import annotations

from dataclasses import replace

from auction.kernel.world import World
from auction.payments.each_gateway import gateways_of


def test_a_gateway_is_there_only_while_its_setting_is_on(sqlite_world: World):
    off = sqlite_world.settings.model_copy(update={"paper_gateway": False})

    assert sorted(gateways_of(sqlite_world)) == ["paper"]
    assert sorted(gateways_of(replace(sqlite_world, settings=off))) == []
