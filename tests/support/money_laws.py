"""What must hold of a game with money: after every step, and once everything that was begun has ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from auction.ledger import store as ledger
from auction.ledger import tables as ledger_tables
from auction.ledger.accounts import CREDIT_SIDE, Kind, bank, case_bank, gateway, parse
from auction.payments.fact import DisputeState
from auction.payments.payout import PayoutKind, transfer_of
from auction.payments.reconciliation.tables import MoneyDifference
from auction.payments.tables import Payout, WebhookEvent
from auction.rounds.lifecycle import State
from tests.support.money_game import CURRENCY, OTHER_CURRENCY, PRICE, Game

CURRENCIES = (CURRENCY, OTHER_CURRENCY)
PAID = (State.PAID, State.SETTLED)
_MOMENT = timedelta(microseconds=1)


@dataclass
class Laws:
    """The laws, over our ledger and the books outside."""

    game: Game

    def hold(self) -> None:
        """Assert what holds after every step."""
        for currency in CURRENCIES:
            self._nobody_is_below_zero(self._balances(currency))
        assert self.game.till.repeated == [], "nothing is asked for twice without a look"
        assert self.game.failures.found == [], "no job of the clock fails, whatever happens outside"
        self._the_case_gets_the_price_and_no_more()
        self._no_payment_goes_back_twice()
        self._nothing_is_claimed_that_did_not_happen()

    def hold_at_rest(self) -> None:
        """Assert what holds once everything that was begun has ended."""
        self.hold()
        self._every_prefix_holds()
        lies = {currency: self._balances(currency) for currency in CURRENCIES}
        for currency in CURRENCIES:
            ours, theirs = (
                -lies[currency].get(gateway("stripe", currency).id, 0),
                self.game.till.lies(currency),
            )
            assert ours == theirs, f"{ours} of {theirs} {currency} at the service"
        ours, theirs = -lies[CURRENCY].get(bank(self.game.court_id, CURRENCY).id, 0), self.game.branch.lies()
        assert ours == theirs, f"{ours} of {theirs} at the bank"
        differences = self._differences()
        assert not differences, differences
        self._everything_has_its_place()

    def unfinished(self) -> list[str]:
        """Return what was begun and has not ended."""
        with self.game.world.database.reading() as tx:
            moving = select(Payout.transfer_id, Payout.state, Payout.reason)
            left = tx.execute(moving.where(Payout.state.not_in(("SENT", "REFUSED")))).all()
            unread = tx.scalars(
                select(WebhookEvent.event_id).where(WebhookEvent.processed_at.is_(None))
            ).all()
            waiting = self.game.waiting(tx)
        untold = [] if self.game.branch.told() else ["the bank has more to tell"]
        return [*(" ".join(row) for row in left), *unread, *waiting, *untold]

    def _nobody_is_below_zero(self, held: dict[str, int]) -> None:
        assert sum(held.values()) == 0
        below = [name for name, minor in held.items() if parse(name).kind in CREDIT_SIDE and minor < 0]
        assert below == [], below

    def _the_case_gets_the_price_and_no_more(self) -> None:
        credited = self._balances(CURRENCY).get(f"case:{self.game.case_id}:{CURRENCY}", 0)
        assert credited <= PRICE.minor, credited
        assert credited == PRICE.minor or self.game.state() not in PAID, credited

    def _no_payment_goes_back_twice(self) -> None:
        """No refund is larger than its payment, whichever way it went; no case gets more than its price."""
        left = Counter(self.game.till.left()) + Counter(self.game.branch.left())
        left += Counter(self.game.paid_by_operator)
        back: Counter[str] = Counter()
        to_case = 0
        for payout in self._payouts():
            assert left[payout.transfer_id] <= payout.amount_minor, f"{payout.transfer_id} left twice"
            kind, _, subject = payout.destination.partition(":")
            if kind == "payment":
                back[subject] += left[payout.transfer_id]
            else:
                to_case += left[payout.transfer_id]
        assert to_case <= PRICE.minor
        lost = Counter[str]()
        for dispute in self.game.till.disputes.values():
            lost[dispute.payment_id] += dispute.amount.minor * (dispute.state is DisputeState.LOST)
        came = {key: each.amount.minor for key, each in self.game.till.arrived.items()}
        assert [key for key, minor in came.items() if back[key] + lost[key] > minor] == []
        known = {payout.transfer_id for payout in self._payouts()}
        assert left.keys() <= known, "nothing leaves that was not to leave"

    def _nothing_is_claimed_that_did_not_happen(self) -> None:
        """What the ledger says has left or come has done so outside."""
        row = ledger_tables.Transfer
        with self.game.world.database.reading() as tx:
            came = tx.execute(select(row.id, row.amount_minor).where(row.id.startswith("in:"))).all()
        at_till = {f"in:{key}": each.amount.minor for key, each in self.game.till.arrived.items()}
        assert [each for each in came if at_till.get(each[0], each[1]) != each[1]] == []
        at_bank = sorted(minor for name, minor in came if name not in at_till)
        assert Counter(at_bank) <= Counter(minor for minor, _ in self.game.branch.book if minor > 0)
        done = {transfer_of(key) for key in self.game.till.moved}
        done |= {each.text for each in self.game.branch.carried_out} | self.game.paid_by_operator.keys()
        claimed = {each.transfer_id for each in self._payouts() if each.state == "SENT"}
        assert claimed <= done, claimed - done

    def _every_prefix_holds(self) -> None:
        row = ledger_tables.Transfer
        with self.game.world.database.reading() as tx:
            for moment in tx.scalars(select(row.posted_at).distinct().order_by(row.posted_at)).all():
                for currency in CURRENCIES:
                    held = ledger.balances(tx, currency=currency, at=moment + _MOMENT)
                    self._nobody_is_below_zero({name: each.minor for name, each in held.items()})

    def _everything_has_its_place(self) -> None:
        """What we still owe has a payout that was refused; nothing else lies with us that should not."""
        refused: Counter[str] = Counter()
        sent_to_case = 0
        row = ledger_tables.Transfer
        with self.game.world.database.reading() as tx:
            for payout in self._payouts():
                owed = tx.get(row, payout.transfer_id)
                assert owed is not None
                if payout.state == "SENT" and payout.kind == PayoutKind.CASE_ACCOUNT.value:
                    sent_to_case += payout.amount_minor
                if payout.state == "REFUSED" and payout.kind == PayoutKind.REFUND.value:
                    refused[owed.credit_account] += payout.amount_minor
        for currency in CURRENCIES:
            for name, minor in self._balances(currency).items():
                kind = parse(name).kind
                assert kind not in (Kind.UNMATCHED, Kind.DEPOSIT, Kind.DISPUTE) or minor == 0, name
                assert kind is not Kind.PAYABLE or minor <= refused[name], name
        bank_of_case = self._balances(CURRENCY).get(case_bank(self.game.case_id, CURRENCY).id, 0)
        assert -bank_of_case == sent_to_case

    def _balances(self, currency: str) -> dict[str, int]:
        with self.game.world.database.reading() as tx:
            return {name: held.minor for name, held in ledger.balances(tx, currency=currency).items()}

    def _payouts(self) -> list[Payout]:
        with self.game.world.database.reading() as tx:
            return list(tx.scalars(select(Payout)))

    def _differences(self) -> list[str]:
        """Return what stays different, but for what came back without our key.

        Its line and the transfer that two people took back stand apart for good, and may stand on two days.
        """
        row, corrected = MoneyDifference, self.game.corrected
        query = select(row.key, row.kind, row.day).where(row.mended_at.is_(None))
        with self.game.world.database.reading() as tx:
            found = [tuple(each) for each in tx.execute(query)]
        apart = {key for key, _, _ in found if key.startswith("other:") or key == "balance"}
        known = corrected | (apart if corrected else set())
        return [" ".join(each) for each in found if each[0] not in known]
