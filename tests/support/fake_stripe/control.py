"""What tests tell the fake to do, beside the API: ``POST /_control/<name>`` with JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.support.fake_stripe import balance, checkout, connect, disputes, refunds
from tests.support.fake_stripe.books import Thing, rendered
from tests.support.fake_stripe.events import ENDPOINTS_MAX, Endpoint
from tests.support.fake_stripe.faults import Fault

if TYPE_CHECKING:
    from tests.support.fake_stripe.desk import Desk

Control = Callable[["Desk", dict[str, Any]], Any]


def _reset(desk: Desk, wish: dict[str, Any]) -> None:
    desk.reset()


def _settings(desk: Desk, wish: dict[str, Any]) -> None:
    for name, value in wish.items():
        assert hasattr(desk.settings, name), f"no such setting: {name}"
        setattr(desk.settings, name, value)


def _clock(desk: Desk, wish: dict[str, Any]) -> int:
    if "stand_at" in wish:
        desk.clock.stand(wish["stand_at"])
    desk.clock.advance(wish.get("advance", 0))
    desk.tick()
    return desk.clock.now()


def _pay(desk: Desk, wish: dict[str, Any]) -> Thing:
    return checkout.pay(desk.books(), wish["session"], **_payer(wish), method=wish.get("method", "card"))


def _decline(desk: Desk, wish: dict[str, Any]) -> Thing:
    return checkout.decline(desk.books(), wish["session"], **_payer(wish))


def _payer(wish: dict[str, Any]) -> dict[str, str]:
    return {"name": wish["name"], "email": wish.get("email", "payer@example.org")}


def _settle(desk: Desk, wish: dict[str, Any]) -> Thing:
    return checkout.settle(desk.books(), wish["session"], succeeded=wish["succeeded"])


def _settle_refund(desk: Desk, wish: dict[str, Any]) -> Thing:
    return refunds.settle(desk.books(), wish["refund"], wish["status"])


def _enable_account(desk: Desk, wish: dict[str, Any]) -> Thing:
    return connect.enable(desk.books(), wish["account"], enabled=wish["enabled"])


def _dispute(desk: Desk, wish: dict[str, Any]) -> Thing:
    return disputes.open_dispute(desk.books(), wish["charge"], amount=wish.get("amount"))


def _close_dispute(desk: Desk, wish: dict[str, Any]) -> Thing:
    return disputes.close_dispute(desk.books(), wish["dispute"], won=wish["won"])


def _payout(desk: Desk, wish: dict[str, Any]) -> Thing:
    account = wish.get("account", "")
    return balance.pay_to_bank(desk.books(), wish["currency"], account=account, paid=wish["paid"])


def _settle_payout(desk: Desk, wish: dict[str, Any]) -> Thing:
    return balance.settle_payout(
        desk.books(), wish["payout"], wish["status"], account=wish.get("account", "")
    )


def _top_up(desk: Desk, wish: dict[str, Any]) -> Thing:
    return balance.top_up(desk.books(), wish["amount"], wish["currency"])


def _charge_fee(desk: Desk, wish: dict[str, Any]) -> Thing:
    return balance.charge_fee(desk.books(), wish["amount"], wish["currency"])


def _listen(desk: Desk, wish: dict[str, Any]) -> None:
    assert len(desk.post.endpoints) < ENDPOINTS_MAX, "too many endpoints"
    desk.post.endpoints.append(Endpoint(wish["url"], wish["secret"], tuple(wish["types"])))


def _hold(desk: Desk, wish: dict[str, Any]) -> None:
    desk.post.hold(wish["held"])


def _held(desk: Desk, wish: dict[str, Any]) -> list[str]:
    return desk.post.held_ids()


def _delay(desk: Desk, wish: dict[str, Any]) -> None:
    desk.post.delay_s = wish["seconds"]


def _lose(desk: Desk, wish: dict[str, Any]) -> None:
    desk.post.lose(wish["type"], wish["count"])


def _fail_next(desk: Desk, wish: dict[str, Any]) -> None:
    desk.faults.order(Fault(**wish))


def _faults(desk: Desk, wish: dict[str, Any]) -> int:
    return desk.faults.waiting()


def _forget_faults(desk: Desk, wish: dict[str, Any]) -> None:
    desk.faults.forget()


def _requests(desk: Desk, wish: dict[str, Any]) -> list[Thing]:
    return list(desk.asked)


def _answers(desk: Desk, wish: dict[str, Any]) -> list[Thing]:
    return list(desk.post.answers)


def _events(desk: Desk, wish: dict[str, Any]) -> list[Thing]:
    found: list[Thing] = rendered(list(desk.books().all("event")))
    return found[::-1]


# These hold the desk's lock; those below do not, for they wait for others.
CONTROLS: dict[str, Control] = {
    "reset": _reset,
    "settings": _settings,
    "clock": _clock,
    "pay": _pay,
    "decline": _decline,
    "settle": _settle,
    "settle_refund": _settle_refund,
    "enable_account": _enable_account,
    "dispute": _dispute,
    "close_dispute": _close_dispute,
    "payout": _payout,
    "settle_payout": _settle_payout,
    "top_up": _top_up,
    "charge_fee": _charge_fee,
    "listen": _listen,
    "hold": _hold,
    "held": _held,
    "delay": _delay,
    "lose": _lose,
    "fail_next": _fail_next,
    "faults": _faults,
    "forget_faults": _forget_faults,
    "requests": _requests,
    "answers": _answers,
    "events": _events,
}


def _deliver(desk: Desk, wish: dict[str, Any]) -> list[Thing]:
    with desk.lock:
        ids = wish["order"] if wish["order"] is not None else desk.post.held_ids()
        found = [desk.books().find("event", key) for key in ids]
    return desk.post.deliver(found, copies=wish["copies"], stale_s=wish["stale_s"], secret=wish["secret"])


def _is_idle(desk: Desk, wish: dict[str, Any]) -> bool:
    return desk.post.is_idle(wish["seconds"])


WAITING_CONTROLS: dict[str, Control] = {"deliver": _deliver, "is_idle": _is_idle}
