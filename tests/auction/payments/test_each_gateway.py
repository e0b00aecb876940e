"""Money comes and goes through the gateways that the settings turn on, and no other."""

from __future__ import annotations

from dataclasses import replace

from pydantic import SecretStr

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.each_gateway import gateways_of
from auction.payments.payout import Payout, PayoutKind
from auction.payments.words import Reason
from tests.support.bank import name_account
from tests.support.cases import make_court


def test_a_gateway_is_there_only_while_its_setting_is_on(sqlite_world: World):
    with_stripe = sqlite_world.settings.model_copy(update={"stripe_secret_key": SecretStr("sk_test_1")})
    off = sqlite_world.settings.model_copy(update={"paper_gateway": False})

    assert sorted(gateways_of(sqlite_world)) == ["bank", "paper"]
    assert sorted(gateways_of(replace(sqlite_world, settings=with_stripe))) == ["bank", "paper", "stripe"]
    assert sorted(gateways_of(replace(sqlite_world, settings=off))) == ["bank"]


def test_stripe_credits_the_account_that_the_court_has_named(sqlite_world: World):
    settings = sqlite_world.settings.model_copy(update={"stripe_secret_key": SecretStr("sk_test_1")})
    with sqlite_world.database.transaction() as tx:
        courts = [make_court(tx), make_court(tx)]
    name_account(sqlite_world, courts[0], stripe_account="acct_123456")
    stripe = gateways_of(replace(sqlite_world, settings=settings))["stripe"]

    refusals = [
        stripe.takes(
            Payout(
                "out", PayoutKind.CASE_ACCOUNT, "account:1", Money(5, "EUR"), sqlite_world.clock.now(),
                court_id=court_id,
            )
        )
        for court_id in courts
    ]  # fmt: skip

    assert [no and no.reason for no in refusals] == [None, Reason.NO_CONNECTED_ACCOUNT]
