"""The bank of a court: payments by transfer under a reference, payouts by files that finance sends.

A gateway that is no machine.  What it tells stands in the lines of statements that finance took in; what
it is told waits as an order for the next payment file.  Until a statement shows it, it is under way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from auction.cases import store as cases
from auction.kernel.database import Database
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments.bank import account as rules
from auction.payments.bank import ordering, placing, service, store
from auction.payments.bank.order import OrderState
from auction.payments.bank.placing import GATEWAY, Place
from auction.payments.bank.statements import service as statements
from auction.payments.bank.statements import store as lines
from auction.payments.fact import Fact, GatewayLine, LineKind, Moved, Nothing, PayoutMoved
from auction.payments.gateway import Ask, GatewayRefused, Instructions
from auction.payments.payout import Payout
from auction.payments.words import Reason
from auction.people.vault import Vault, vault_of
from auction.rules.days import local_date

_MOMENT = timedelta(microseconds=1)


class BankGateway:
    """The accounts of all courts at their banks."""

    name = GATEWAY
    signature_header = ""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def offers(self, ask: Ask) -> Refusal | None:
        """Say why this cannot be paid to the court's account, or None when it can."""
        with self._database.reading() as tx:
            return rules.judge_currency(store.account_of(tx, ask.court_id), ask.amount.currency)

    def instructions(self, ask: Ask) -> Instructions:
        """Return the court's account, and what to write on the transfer."""
        with self._database.reading() as tx:
            version = store.account_of(tx, ask.court_id)
        assert version is not None, "only what is offered is asked for"
        return Instructions(ask.reference, lines=rules.lines_of(version.account))

    def check(self, header: str, body: bytes, *, at: datetime) -> Refusal | None:  # noqa: ARG002  # the port's form
        """Refuse every message: a bank sends none, finance takes in its statements."""
        return Refusal(Reason.SIGNATURE_MISSING, "")

    def read(self, body: str) -> tuple[Fact, ...]:
        """Say what the line of a statement tells; of a payout that left, also that it came back since."""
        with self._database.reading() as tx:
            row = lines.line(tx, body)
            kept = store.order(tx, row.subject) if row and row.place is Place.PAID_OUT else None
        if row is None:
            return (Nothing("bank_line_unknown"),)
        told = placing.fact_of(statements.open_line(row, self._vault))
        if kept is None or kept.order.state is not OrderState.REFUSED:
            return (told,)
        return (told, PayoutMoved(GATEWAY, ordering.moved_of(kept.order)))

    def takes(self, payout: Payout) -> Refusal | None:
        """Say why a payout cannot leave by the court's bank, or None when it can."""
        with self._database.reading() as tx:
            version = store.account_of(tx, payout.court_id)
        return ordering.judge(payout, version)

    def pay_out(self, payout: Payout, *, at: datetime) -> Moved:
        """Order a payment, once per key; it leaves with the next file.  Raises GatewayRefused."""
        order = ordering.order_of(payout)
        if isinstance(order, Refusal):
            raise GatewayRefused(str(order.reason))
        with self._database.transaction() as tx:
            kept = service.order_payment(tx, order, vault=self._vault, at=at)
        return ordering.moved_of(kept.order)

    def find(self, payout: Payout) -> Moved | None:
        """Say where an order stands, None when there is none."""
        with self._database.reading() as tx:
            kept = store.order(tx, payout.transfer_id)
        return None if kept is None else ordering.moved_of(kept.order)

    def reminder(self, kind: LineKind, subject: str, *, event_id: str) -> bytes:  # noqa: ARG002  # the port's form
        """Return the message about a line of a statement once more: its id."""
        return ordering.line_of(kind, subject).encode()

    def own_balance(self, currency: str, *, court_id: str, at: datetime) -> Money | None:
        """Return what lay there before that moment, by the statements; None when there is none of that time.

        One that was taken in the middle of a day leaves to the next what the day still brings.
        """
        with self._database.reading() as tx:
            court = cases.court(tx, court_id)
            assert court is not None, "an account is one of a court"
            day = local_date(at - _MOMENT, court.time_zone)
            closed = lines.balance_on(tx, court_id=court_id, currency=currency, day=day)
            later = lines.told_later(tx, court_id=court_id, currency=currency, day=day, until=at)
        return None if closed is None else closed + later

    def statement(self, *, since: datetime, until: datetime) -> Iterator[GatewayLine]:
        """Yield the lines of all courts' accounts, the oldest first."""
        with self._database.reading() as tx:
            for row in lines.lines_between(tx, since=since, until=until):
                kept = store.order(tx, row.subject)
                line = statements.open_line(row, self._vault)
                yield ordering.gateway_line(line, kind=kept.order.kind if kept else "")


def bank_gateway_of(world: World) -> BankGateway:
    """Return the bank: there is one wherever a court has named an account."""
    return BankGateway(world.database, vault_of(world.settings))
