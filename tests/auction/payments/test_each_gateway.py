"""Money comes and goes through the gateways that the settings turn on, and no other."""

from __future__ import annotations

from dataclasses import replace

from pydantic import SecretStr

from auction.kernel.world import World
from auction.payments.each_gateway import gateways_of


def test_a_gateway_is_there_only_while_its_setting_is_on(sqlite_world: World):
    with_stripe = sqlite_world.settings.model_copy(update={"stripe_secret_key": SecretStr("sk_test_1")})
    off = sqlite_world.settings.model_copy(update={"paper_gateway": False})

    assert sorted(gateways_of(sqlite_world)) == ["paper"]
    assert sorted(gateways_of(replace(sqlite_world, settings=with_stripe))) == ["paper", "stripe"]
    assert sorted(gateways_of(replace(sqlite_world, settings=off))) == []
