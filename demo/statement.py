"""Writes a statement of a court's bank as banks write it (camt.053), so that it can be uploaded in the demo.

Pure.  One statement of one account: what it opened with, each movement with its moment, what it closed with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from auction.kernel.money import Money, format_plain
from auction.payments.bank.account import CourtAccount, is_iban

FORMAT = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
PAYMENT, FEE = "<Cd>RCDT</Cd><SubFmlyCd>DMCT</SubFmlyCd>", "<Cd>MDOP</Cd><SubFmlyCd>CHRG</SubFmlyCd>"


@dataclass(frozen=True)
class Movement:
    """One movement: the bank's own key, how much (less than nothing leaves), who paid and what they wrote."""

    key: str
    amount: Money
    name: str = ""
    account: str = ""
    text: str = ""


def write_statement(
    account: CourtAccount, movements: Sequence[Movement], *, number: str, opening: Money, at: datetime
) -> bytes:
    """Return the statement; the moment carries the zone of the court."""
    closing = sum((each.amount for each in movements), start=opening)
    told = "".join(_entry(each, at) for each in movements)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{FORMAT}"><BkToCstmrStmt>\n'
        f"<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{at.isoformat()}</CreDtTm></GrpHdr>\n"
        f"<Stmt><Id>{number}</Id><CreDtTm>{at.isoformat()}</CreDtTm>\n"
        f"<Acct><Id>{_account(account.number)}</Id><Ccy>{account.currency}</Ccy></Acct>\n"
        f"{_balance('OPBD', opening, at)}{_balance('CLBD', closing, at)}{told}"
        f"</Stmt></BkToCstmrStmt></Document>\n"
    ).encode()


def _entry(movement: Movement, at: datetime) -> str:
    family = FEE if movement.amount.minor < 0 else PAYMENT
    payer = f"<Dbtr><Pty><Nm>{escape(movement.name)}</Nm></Pty></Dbtr>" if movement.name else ""
    payer += f"<DbtrAcct><Id>{_account(movement.account)}</Id></DbtrAcct>" if movement.account else ""
    text = f"<RmtInf><Ustrd>{escape(movement.text)}</Ustrd></RmtInf>" if movement.text else ""
    return (
        f"<Ntry>{_amount(movement.amount)}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><DtTm>{at.isoformat()}</DtTm></BookgDt><AcctSvcrRef>{movement.key}</AcctSvcrRef>"
        f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly>{family}</Fmly></Domn></BkTxCd>"
        f"<NtryDtls><TxDtls><RltdPties>{payer}</RltdPties>{text}</TxDtls></NtryDtls></Ntry>\n"
    )


def _balance(code: str, money: Money, at: datetime) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(money)}<Dt><Dt>{at.date().isoformat()}</Dt></Dt></Bal>\n"


def _amount(money: Money) -> str:
    sign = "DBIT" if money.minor < 0 else "CRDT"
    plain = format_plain(money).lstrip("-")
    return f'<Amt Ccy="{money.currency}">{plain}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'


def _account(number: str) -> str:
    return f"<IBAN>{number}</IBAN>" if is_iban(number) else f"<Othr><Id>{number}</Id></Othr>"
