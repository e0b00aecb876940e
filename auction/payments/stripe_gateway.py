"""Stripe: payments over Checkout, refunds, credits of a court's connected account, its own balance.

The only file that speaks Stripe's library.  Every call has one attempt and a time; whoever calls
asks again under the same key.  What Stripe answers is read by the pure files beside this one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, NoReturn, TypeVar

import stripe

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.settings import Settings
from auction.payments import stripe_answers, stripe_facts, stripe_lines, webhook
from auction.payments.fact import Fact, GatewayLine, LineKind, Moved, Nothing
from auction.payments.gateway import Ask, GatewayRefused, GatewayUnavailable, Instructions
from auction.payments.payout import Payout, PayoutKind
from auction.payments.stripe_facts import NAME, Named, Plain
from auction.payments.words import Reason

# The form in which Stripe speaks to us; another one is read by nobody here before it was tried.
API_VERSION = "2026-10-28.endive"
CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S = 4.0, 20.0
# One page of a list, and how much of one we ever look through: a lot has at most so many bidders.
PAGE_MAX = 100
LIST_MAX = 20_000
# Keys of one process: one, and those of tests.
CLIENTS_MAX = 16
# A statement is read by spans of this length, so that what is in memory stays small.
SPAN = timedelta(days=1)
# A payout is tried at most every half hour, and Stripe forgets a key after a day.
KEYS_MAX = 100

_log = logging.getLogger(__name__)
AccountOf = Callable[[str], str]
Answer = TypeVar("Answer")


class StripeGateway:
    """The account of this platform at Stripe."""

    name = NAME
    signature_header = "Stripe-Signature"

    def __init__(self, settings: Settings, account_of: AccountOf) -> None:
        self._secrets = settings.stripe_webhook_secret.get_secret_value().split()
        self._live = settings.production
        self._currencies = frozenset(settings.stripe_currencies.split())
        self._account_of = account_of
        self._stripe = _client(settings.stripe_secret_key.get_secret_value(), settings.stripe_api_url).v1

    def offers(self, ask: Ask) -> Refusal | None:
        """Say why this cannot be paid over Stripe, or None when it can."""
        return stripe_answers.offer(ask, self._currencies)

    def instructions(self, ask: Ask) -> Instructions:
        """Return the reference alone: how to pay stands on Stripe's own page."""
        return Instructions(ask.reference)

    def begin_checkout(self, key: str, wish: Any) -> tuple[str, str]:
        """Let Stripe make a page on which to pay, once per key; return its id and its address.

        Raises GatewayUnavailable and GatewayRefused.
        """
        options: Any = {"idempotency_key": key}
        made = _asked(lambda: self._stripe.checkout.sessions.create(wish, options).to_dict())
        return str(made["id"]), str(made.get("url") or "")

    def check(self, header: str, body: bytes, *, at: datetime) -> Refusal | None:
        """Say why a message is not from Stripe; while the secret rotates either one will do."""
        noes = [webhook.check_signature(secret, header, body, at=at) for secret in self._secrets]
        forged = [no for no in noes if no is not None]
        if len(forged) < len(noes):
            return None
        return min(forged, key=lambda no: no.reason == Reason.SIGNATURE_FORGED)

    def read(self, body: str) -> tuple[Fact, ...]:
        """Fetch what the message names, and say all of its present state.  Raises GatewayUnavailable."""
        about = stripe_facts.named(body, live=self._live)
        if isinstance(about, Nothing):
            _log.info("a message of Stripe says nothing of ours: %s", about.reason)
            return (about,)
        try:
            return self._facts_of(about)
        except GatewayRefused as no:
            return (Nothing(no.reason),)

    def takes(self, payout: Payout) -> Refusal | None:
        """Say why a payout cannot leave over Stripe, or None when it can."""
        if payout.kind is PayoutKind.REFUND:
            ours = payout.payment_id.startswith("pi_")
            return None if ours else Refusal(Reason.NOT_CAME_THIS_WAY, "")
        return None if self._account_of(payout.court_id) else Refusal(Reason.NO_CONNECTED_ACCOUNT, "")

    def pay_out(self, payout: Payout, *, at: datetime) -> Moved:  # noqa: ARG002  # Stripe says its own time
        """Refund a payment or credit the court's account, once per transfer id.

        Raises GatewayUnavailable and GatewayRefused.
        """
        act = self._refund if payout.kind is PayoutKind.REFUND else self._credit
        for key in _keys_of(payout.key):
            made = _asked(lambda key=key: self._under(key, payout, act))  # type: ignore[misc]  # a default binds this key
            if made is not None:
                return _moved(made, payout)
        raise GatewayUnavailable("keys_used_up")

    def take_back(self, credit: Payout, key: str, amount: Money) -> Moved:
        """Take so much of a credit back from the court's account, once per key.

        Raises GatewayUnavailable and GatewayRefused.
        """
        found = _asked(lambda: self._made(credit))
        if found is None:
            raise GatewayRefused("not_credited")
        wish: Any = {"amount": amount.minor, "metadata": {"key": key}}
        reversals, options = self._stripe.transfers.reversals, {"idempotency_key": key}
        back = _asked(lambda: reversals.create(found["id"], wish, options).to_dict())  # type: ignore[arg-type]  # a plain dict of options
        moved = stripe_facts.moved_of(back)
        assert moved is not None, "what carries our key is ours"
        return moved

    def find(self, payout: Payout) -> Moved | None:
        """Look through what went back over the payment, or to the lot's group, for our key.

        Raises GatewayUnavailable.
        """
        found = _asked(lambda: self._made(payout))
        return None if found is None else _moved(found, payout)

    def statement(self, *, since: datetime, until: datetime) -> Iterator[GatewayLine]:
        """Yield the lines of our balance at Stripe, the oldest first.  Raises GatewayUnavailable."""
        begin = since
        while begin < until:
            end = min(begin + SPAN, until)
            for line in reversed(_asked(lambda begin=begin, end=end: self._balance(begin, end))):  # type: ignore[misc]  # a default binds this span
                yield from stripe_lines.lines_of(line)
            begin = end

    def reminder(self, kind: LineKind, subject: str, *, event_id: str) -> bytes:  # noqa: ARG002  # the id says the kind
        """Return the message about an object once more; empty for what has no id of Stripe."""
        return stripe_facts.named_again(subject, event_id=event_id, live=self._live)

    def own_balance(self, currency: str, *, court_id: str, at: datetime) -> Money | None:
        """Return what lay here before that moment: what lies here now less what moved since.

        Raises GatewayUnavailable.
        """
        assert not court_id, "there is one balance for all courts"
        now = stripe_facts.balance_of(_asked(lambda: self._stripe.balance.retrieve().to_dict()), currency)
        moved = _asked(lambda: self._balance(at, None))
        return now - stripe_facts.net_of(moved, currency)

    def _facts_of(self, about: Named) -> tuple[Fact, ...]:
        found = _asked(lambda: self._fetch(about))
        if about.kind == "transfer":
            return stripe_facts.transfer_facts(found)
        if about.kind == "payout":
            return stripe_facts.payout_facts(found)
        if about.kind == "balance_transaction":
            return stripe_facts.fee_facts(found)
        payment_id = found["id"] if about.kind == "payment_intent" else stripe_facts.payment_of(found)
        return self._facts_of_payment(payment_id) if payment_id else (Nothing("not_paid"),)

    def _facts_of_payment(self, payment_id: str) -> tuple[Fact, ...]:
        whole: Any = {"expand": ["latest_charge.balance_transaction"]}
        intent = _asked(lambda: self._stripe.payment_intents.retrieve(payment_id, whole).to_dict())
        refunds = _asked(lambda: self._refunds(payment_id))
        return stripe_facts.payment_facts(intent, refunds, _asked(lambda: self._disputes(payment_id)))

    def _fetch(self, about: Named) -> Plain:
        v1 = self._stripe
        shelves: dict[str, Any] = {
            "checkout.session": v1.checkout.sessions,
            "payment_intent": v1.payment_intents,
            "charge": v1.charges,
            "refund": v1.refunds,
            "dispute": v1.disputes,
            "transfer": v1.transfers,
            "payout": v1.payouts,
            "balance_transaction": v1.balance_transactions,
        }
        found: Plain = shelves[about.kind].retrieve(about.id).to_dict()
        return found

    def _under(self, key: str, payout: Payout, act: Callable[[Payout, str], Plain]) -> Plain | None:
        """Return what was made under a key; None when what was asked under it ended without doing anything.

        Stripe repeats its first answer under a key for a day, a no that has long passed as well.  An
        answer that it repeats is the end of what was asked, so a list says for certain what that did.
        """
        try:
            return act(payout, key)
        except stripe.StripeError as no:
            if not _is_repeated(no):
                raise
        return self._made(payout)

    def _made(self, payout: Payout) -> Plain | None:
        refund = payout.kind is PayoutKind.REFUND
        made = self._refunds(payout.payment_id) if refund else self._credits(payout.lot_id)
        # What was refused and yet stands would be paid twice; then it is what was asked for.
        standing = [stripe_facts.standing_under(made, key) for key in payout.earlier_keys]
        found = [each for each in standing if each is not None]
        return found[0] if found else stripe_facts.moved_under(made, payout.key)

    def _refund(self, payout: Payout, key: str) -> Plain:
        wish: Any = {
            "payment_intent": payout.payment_id,
            "amount": payout.amount.minor,
            "metadata": {"key": payout.key},
        }
        return self._stripe.refunds.create(wish, {"idempotency_key": key}).to_dict()

    def _credit(self, payout: Payout, key: str) -> Plain:
        wish: Any = {
            "amount": payout.amount.minor,
            "currency": payout.amount.currency.lower(),
            "destination": self._account_of(payout.court_id),
            "transfer_group": payout.lot_id,
            "metadata": {"key": payout.key},
        }
        wish |= self._drawn_on(payout)
        return self._stripe.transfers.create(wish, {"idempotency_key": key}).to_dict()

    def _drawn_on(self, payout: Payout) -> dict[str, str]:
        """Name the charge that a credit stems from, so that it need not wait until its money is free.

        Only the first time: a refusal may be due to that charge, and then it leaves from what lies there.
        """
        if payout.number > 1 or not payout.source.startswith("pi_"):
            return {}
        whole: Any = {"expand": ["latest_charge"]}
        intent = self._stripe.payment_intents.retrieve(payout.source, whole).to_dict()
        charge_id = stripe_facts.charge_for(intent, payout.amount)
        return {"source_transaction": charge_id} if charge_id else {}

    def _refunds(self, payment_id: str) -> list[Plain]:
        return _all(self._stripe.refunds.list({"payment_intent": payment_id, "limit": PAGE_MAX}))

    def _disputes(self, payment_id: str) -> list[Plain]:
        return _all(self._stripe.disputes.list({"payment_intent": payment_id, "limit": PAGE_MAX}))

    def _credits(self, lot_id: str) -> list[Plain]:
        return _all(self._stripe.transfers.list({"transfer_group": lot_id, "limit": PAGE_MAX}))

    def _balance(self, since: datetime, until: datetime | None) -> list[Plain]:
        before = {} if until is None else {"lt": int(until.timestamp())}
        wish: Any = {
            "created": {"gte": int(since.timestamp()), **before},
            "expand": ["data.source"],
            "limit": PAGE_MAX,
        }
        return _all(self._stripe.balance_transactions.list(wish))


def stripe_gateway_of(settings: Settings, account_of: AccountOf) -> StripeGateway | None:
    """Return our account at Stripe, if the settings name one."""
    return StripeGateway(settings, account_of) if settings.takes_stripe else None


@lru_cache(maxsize=CLIENTS_MAX)
def _client(key: str, own_address: str) -> stripe.StripeClient:
    # One for all, so that its connections stay open.
    stripe.enable_telemetry = False
    return stripe.StripeClient(
        key,
        stripe_version=API_VERSION,
        base_addresses={"api": own_address.rstrip("/")} if own_address else {},
        max_network_retries=0,
        http_client=stripe.RequestsClient(timeout=(CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S)),
    )


def _moved(made: Plain, payout: Payout) -> Moved:
    moved = stripe_facts.moved_of(made)
    assert moved is not None, "what carries our key is ours"
    if moved.amount != payout.amount:
        raise GatewayRefused("other_amount")
    return replace(moved, key=payout.key)


def _all(first: Any) -> list[Plain]:
    found = [each.to_dict() for each in islice(first.auto_paging_iter(), LIST_MAX + 1)]
    assert len(found) <= LIST_MAX, "more at Stripe than one lot or day can have"
    return found


def _asked(ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except stripe.StripeError as no:
        _say_no(no)


def _keys_of(key: str) -> Iterator[str]:
    yield key
    yield from (f"{key}:{number}" for number in range(2, KEYS_MAX + 1))


def _is_repeated(no: stripe.StripeError) -> bool:
    kept = (no.headers or {}).get("Idempotent-Replayed") == "true"
    return kept and stripe_answers.is_passing(no.http_status, _code_of(no))


def _code_of(no: stripe.StripeError) -> str:
    kind = str((getattr(no, "json_body", None) or {}).get("error", {}).get("type") or "")
    return str(no.code or kind or type(no).__name__)[: stripe_answers.CODE_LENGTH_MAX]


def _say_no(no: stripe.StripeError) -> NoReturn:
    code = _code_of(no)
    if no.http_status in (401, 403):
        _log.error("Stripe does not know our key, or does not let it do this: %s", code)
    if stripe_answers.is_passing(no.http_status, code):
        raise GatewayUnavailable(code) from no
    raise GatewayRefused(code) from no
