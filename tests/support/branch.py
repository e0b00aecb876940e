"""Builds the bank of a court as it is outside: its own book, the files it carries out, its statements.

It is strict: a file that orders a payment a second time stops the test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from sqlalchemy import select

from auction.kernel.money import Money, parse_plain
from auction.kernel.world import World
from auction.payments.bank import service as orders
from auction.payments.bank.tables import BankFile
from auction.people.vault import vault_of
from auction.rules.days import local_date
from tests.support.bank import Entry, name_account, statement, take_in

CURRENCY = "CNY"
ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Ordered:
    """A payment of a file as the bank reads it: its short key, what it is for, and how much."""

    end_to_end: str
    text: str
    amount: Money


@dataclass
class Branch:
    """The bank: what came and went, in its order, and how much of it statements told us."""

    world: World
    court_id: str
    finance: str
    book: list[tuple[int, Entry]] = field(default_factory=list)
    ordered: dict[str, Ordered] = field(default_factory=dict)
    waiting: list[Ordered] = field(default_factory=list)
    carried_out: list[Ordered] = field(default_factory=list)
    came_back: set[str] = field(default_factory=set)
    _files: set[str] = field(default_factory=set)
    _told: int = 0
    _last: bytes = b""
    _numbers: int = 0

    def __post_init__(self) -> None:
        """Let the court name its account here."""
        name_account(self.world, self.court_id, stripe_account="acct_1234567")

    # What people and the bank do.

    def receive(self, amount: Money, text: str, *, name: str, account: str) -> None:
        """Let money come in."""
        self._book(amount.minor, text, name=name, account=account)

    def charge(self, amount: Money) -> None:
        """Take a fee."""
        self._book(-amount.minor, "Fee", fee=True)

    def give_fee_back(self, amount: Money) -> None:
        """Take a fee back, as a movement of its own that nobody asked for."""
        self._book(amount.minor, "Fee", returned="FOCR")

    def fetch_files(self) -> None:
        """Read the payment files that are new; what they order waits to be carried out."""
        with self.world.database.reading() as tx:
            query = select(BankFile.id).where(BankFile.court_id == self.court_id).order_by(BankFile.id)
            new = [file_id for file_id in tx.scalars(query) if file_id not in self._files]
            vault = vault_of(self.world.settings)
            bodies = [
                orders.file_body(tx, court_id=self.court_id, file_id=file_id, vault=vault) for file_id in new
            ]
        self._files |= set(new)
        for body in bodies:
            assert body is not None, "a file of the court is there"
            for each in _read_pain(body):
                assert each.end_to_end not in self.ordered, f"{each.text} is ordered twice"
                self.ordered[each.end_to_end] = each
                self.waiting.append(each)

    def carry_out(self, count: int) -> None:
        """Carry out so many of the payments that wait, the oldest first."""
        for each in self.waiting[:count]:
            self._book(-each.amount.minor, each.text, end_to_end=each.end_to_end)
            self.carried_out.append(each)
        del self.waiting[:count]

    def return_payment(self, each: Ordered, *, with_key: bool) -> None:
        """Let a payment come back, with the key that we gave it or without any."""
        self.came_back.add(each.end_to_end)
        key = each.end_to_end if with_key else ""
        self._book(each.amount.minor, "Returned", end_to_end=key, returned="AC04")

    def staying(self) -> list[Ordered]:
        """Return the payments that were carried out and did not come back."""
        return [each for each in self.carried_out if each.end_to_end not in self.came_back]

    def tell(self, how: str) -> None:
        """Let finance take a statement in: of what is new, of all that ever was, or the last once more."""
        if how == "again":
            self._take(self._last)
            return
        begin = 0 if how == "whole" else self._told
        if begin == len(self.book):
            return
        self._numbers += 1
        self._last = statement(
            *(entry for _, entry in self.book[begin:]),
            version="02" if how == "whole" else "08",
            opening=_written(self._sum(begin)),
            number=f"S-{self._numbers}",
            day=self._day(),
        )
        self._take(self._last)
        self._told = len(self.book)

    # What its book says.

    def lies(self) -> int:
        """Return what lies here, in minor units."""
        return self._sum(len(self.book))

    def told(self) -> bool:
        """Say whether statements told everything."""
        return self._told == len(self.book)

    def left(self) -> dict[str, int]:
        """Return how much has left for each transfer of ours and not come back, in minor units."""
        found: dict[str, int] = {}
        for each in self.staying():
            found[each.text] = found.get(each.text, 0) + each.amount.minor
        return found

    def _take(self, body: bytes) -> None:
        self.world.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand
        taken = take_in(self.world, self.court_id, body, by=self.finance) if body else ()
        assert isinstance(taken, tuple), taken

    def _sum(self, end: int) -> int:
        return sum(minor for minor, _ in self.book[:end])

    def _book(self, minor: int, text: str, **more: str | bool) -> None:
        day = f"<Dt>{self._day()}</Dt>"
        told = {"reference": f"B{len(self.book)}", "day": day, **more}
        self.book.append((minor, Entry(_written(minor), text, **told)))  # type: ignore[arg-type]  # its fields by name

    def _day(self) -> str:
        return local_date(self.world.clock.now(), ZONE).isoformat()


def _written(minor: int) -> str:
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02}"


def _read_pain(body: bytes) -> Sequence[Ordered]:
    root = ET.fromstring(body)
    space = {"p": root.tag.partition("}")[0].removeprefix("{")}
    found = []
    for part in root.iterfind(".//p:CdtTrfTxInf", space):
        words = {
            name: part.findtext(f".//p:{name}", "", space) for name in ("EndToEndId", "Ustrd", "InstdAmt")
        }
        amount = parse_plain(words["InstdAmt"], CURRENCY)
        assert amount is not None, "an amount is written plainly"
        found.append(Ordered(words["EndToEndId"], words["Ustrd"], amount))
    return found
