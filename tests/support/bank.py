"""A bank for tests: it writes statements in the versions of camt.053 that courts will meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments import service as payments
from auction.payments.bank import service as orders
from auction.payments.bank import store
from auction.payments.bank.account import AccountVersion, CourtAccount
from auction.payments.bank.order import Order, end_to_end_of
from auction.payments.bank.placing import fact_of
from auction.payments.bank.statement import Party
from auction.payments.bank.statements import file, service
from auction.payments.bank.statements import store as lines
from auction.payments.bank.statements.service import Upload
from auction.people.vault import vault_of

ACCOUNT = "6222020200112233445"
DAY = "2026-11-25"


@dataclass(frozen=True)
class Entry:
    """One entry of a statement; the amount is signed, details are amounts and texts of a batch."""

    amount: str
    text: str = ""
    name: str = ""
    account: str = ""
    reference: str = ""
    end_to_end: str = ""
    returned: str = ""
    is_reversal: bool = False
    fee: bool = False
    status: str = "BOOK"
    day: str = f"<Dt>{DAY}</Dt>"
    details: Sequence[tuple[str, str]] = ()


def statement(
    *entries: Entry,
    version: str = "08",
    opening: str = "1000.00",
    closing: str = "",
    account: str = ACCOUNT,
    currency: str = "CNY",
    number: str = "S-230",
    day: str = DAY,
) -> bytes:
    """Return the statement of a day as a bank writes it."""
    booked = (Decimal(each.amount) for each in entries if each.status == "BOOK")
    closing = closing or str(Decimal(opening) + sum(booked, Decimal(0)))
    kind = "IBAN" if account[:2].isalpha() else "Othr"
    number_of = f"<IBAN>{account}</IBAN>" if kind == "IBAN" else f"<Othr><Id>{account}</Id></Othr>"
    written = "".join(_entry(each, version, currency) for each in entries)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>{day}T20:00:00Z</CreDtTm></GrpHdr>\n"
        f"<Stmt><Id>{number}</Id><CreDtTm>{day}T20:00:00Z</CreDtTm><Acct><Id>{number_of}</Id>"
        f"<Ccy>{currency}</Ccy></Acct>\n"
        f"{_balance('OPBD', opening, currency, day)}\n{_balance('CLBD', closing, currency, day)}\n"
        f"{written}</Stmt></BkToCstmrStmt></Document>\n"
    ).encode()


def _balance(code: str, amount: str, currency: str, day: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_amount(amount, currency)}"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _entry(entry: Entry, version: str, currency: str) -> str:
    status = f"<Cd>{entry.status}</Cd>" if version == "08" else entry.status
    reference = f"<AcctSvcrRef>{entry.reference}</AcctSvcrRef>" if entry.reference else ""
    family = "MDOP</Cd><SubFmlyCd>CHRG" if entry.fee else "RCDT</Cd><SubFmlyCd>DMCT"
    code = f"<Cd>PMNT</Cd><Fmly><Cd>{family}</SubFmlyCd></Fmly>"
    reversal = "<RvslInd>true</RvslInd>" if entry.is_reversal else ""
    if entry.details:
        details = "".join(_batched(*each, version=version, currency=currency) for each in entry.details)
    else:
        details = f"<TxDtls>{_detail(entry, version)}</TxDtls>"
    return (
        f"<Ntry>{_amount(entry.amount, currency)}{reversal}<Sts>{status}</Sts><BookgDt>{entry.day}</BookgDt>"
        f"{reference}<BkTxCd><Domn>{code}</Domn></BkTxCd><NtryDtls>{details}</NtryDtls></Ntry>\n"
    )


def _batched(amount: str, text: str, *, version: str, currency: str) -> str:
    written = _amount(amount, currency) if amount else ""
    if version == "02":
        written = f"<AmtDtls><TxAmt>{written.partition('<CdtDbtInd>')[0]}</TxAmt></AmtDtls>"
    return f"<TxDtls>{written}<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"


def _detail(entry: Entry, version: str) -> str:
    side = "Cdtr" if entry.amount.startswith("-") else "Dbtr"
    name = f"<Nm>{entry.name}</Nm>"
    party = f"<{side}>{f'<Pty>{name}</Pty>' if version == '08' else name}</{side}>" if entry.name else ""
    own = (
        f"<IBAN>{entry.account}</IBAN>"
        if entry.account[:2].isalpha()
        else f"<Othr><Id>{entry.account}</Id></Othr>"
    )
    account = f"<{side}Acct><Id>{own}</Id></{side}Acct>" if entry.account else ""
    end_to_end = f"<Refs><EndToEndId>{entry.end_to_end}</EndToEndId></Refs>" if entry.end_to_end else ""
    back = f"<RtrInf><Rsn><Cd>{entry.returned}</Cd></Rsn></RtrInf>" if entry.returned else ""
    text = f"<RmtInf><Ustrd>{entry.text}</Ustrd></RmtInf>" if entry.text else ""
    return f"{end_to_end}<RltdPties>{party}{account}</RltdPties>{text}{back}"


def _amount(amount: str, currency: str) -> str:
    sign = "DBIT" if amount.startswith("-") else "CRDT"
    return f'<Amt Ccy="{currency}">{amount.lstrip("-")}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def name_account(world: World, court_id: str, *, stripe_account: str = "", **told: str) -> AccountVersion:
    """Put the account of a court into force, as two people would."""
    account = CourtAccount(
        told.get("holder", "Court"), told.get("number", ACCOUNT), "ICBC", "ICBKCNBJ",
        told.get("currency", "CNY"), stripe_account,
    )  # fmt: skip
    version = AccountVersion(new_id(), court_id, account, world.clock.now())
    with world.database.transaction() as tx:
        assert store.claim_number(tx, account.number, court_id) == court_id
        store.add_account(tx, version)
    return version


def take_in(world: World, court_id: str, body: bytes, *, by: str) -> tuple[str, ...] | Refusal:
    """Let finance take a file in."""
    upload = Upload(file.read_file(body), file.digest_of(body), court_id, "Asia/Shanghai", by)
    with world.database.transaction() as tx:
        return service.take_file(tx, upload, vault=vault_of(world.settings), at=world.clock.now())


@dataclass(frozen=True)
class Furnished:
    """One of everything that a court has at its bank: a statement, a file, a payment that is not plain."""

    statement_id: str
    file_id: str
    payment_id: str


def furnish(world: World, court_id: str, *, finance: str) -> Furnished:
    """Give a court an account at a bank, with something on each page of it."""
    number = f"62{int(court_id, 16) % 10**17:017d}"
    name_account(world, court_id, number=number)
    at, vault, file_id = world.clock.now(), vault_of(world.settings), new_id()
    paid = Entry(
        "5.00", "for nothing", name="Nobody", account="6217000010012345678", reference=f"B-{court_id}"
    )
    taken = take_in(
        world, court_id, statement(paid, account=number, day="2026-02-01", number=court_id), by=finance
    )
    assert isinstance(taken, tuple), taken
    key, money = f"back:{court_id}", Money(5, "CNY")
    order = Order(
        key, end_to_end_of(key), court_id, "REFUND", money, Party("Nobody", "6217000010012345678"), key
    )
    with world.database.transaction() as tx:
        (row,) = lines.lines_of(tx, taken[0], after=0, limit=1)
        fact = fact_of(service.open_line(row, vault))
        payments.apply(tx, vault=vault, facts=[fact], received_at=at, at=at)
        orders.order_payment(tx, order, vault=vault, at=at)
        orders.write_file(tx, court_id=court_id, time_zone="UTC", file_id=file_id, vault=vault, at=at)
    return Furnished(taken[0], file_id, f"bank_{row.id}")
