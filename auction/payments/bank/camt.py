"""Reads a bank's statement in the form camt.053 of ISO 20022, in any of its versions.

Pure.  Versions differ in the depth at which a name or a status stands, so parts are sought by their
names without namespace, at each place where some version has them.  Entities are refused unread.
An entry that sums up several payments is as many lines, if the bank says the amount of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from auction.kernel.money import AMOUNT_MINOR_MAX, MINOR_DIGITS, Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal
from auction.payments.bank.statement import (
    LINES_MAX,
    STATEMENTS_MAX,
    YEARS,
    Line,
    Party,
    Statement,
    read_day,
)
from auction.payments.bank.words import BankReason

_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_FEES = frozenset({"CHRG", "COMM", "COMT", "FEES"})
_BOOKED = ("BOOK", "")
TEXT_LENGTH_MAX = 1_000
_DECIMAL = re.compile(r"([0-9]{1,17})(\.[0-9]{0,5})?", re.ASCII)


class _Unreadable(Exception):
    def __init__(self, reason: BankReason, numbers: dict[str, str]) -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason, "", numbers)


def read_camt(body: bytes) -> tuple[Statement, ...] | Refusal:
    """Return the statements of a file, or why it cannot be read."""
    try:
        root = fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        return Refusal(BankReason.FILE_HAS_ENTITIES, "")
    except ParseError as broken:
        return Refusal(BankReason.FILE_UNREADABLE, "", {"line": broken.position[0]})
    except (ValueError, LookupError):  # an encoding that nobody knows, or one that the bytes are not in
        return Refusal(BankReason.FILE_ENCODING, "", {"line": 1})
    found = [part for part in root.iter() if _name(part) == "Stmt"]
    if not found:
        return Refusal(BankReason.NO_STATEMENT, "")
    if len(found) > STATEMENTS_MAX:
        return Refusal(BankReason.TOO_MANY_STATEMENTS, "", {"statements_max": STATEMENTS_MAX})
    if sum(_name(part) in ("Ntry", "TxDtls") for part in root.iter()) > 2 * LINES_MAX:
        return Refusal(BankReason.TOO_MANY_LINES, "", {"lines_max": LINES_MAX})
    try:
        return tuple(_statement(part) for part in found)
    except _Unreadable as unreadable:
        return unreadable.refusal


def _statement(part: Element) -> Statement:
    account = _first(part, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id")
    opening, _ = _balance(part, _OPENING, "opening balance")
    closing, closed_on = _balance(part, _CLOSING, "closing balance")
    stated = _first(part, "Acct/Ccy") or closing.currency
    entries = [each for each in part if _name(each) == "Ntry"]
    booked = ((i, each) for i, each in enumerate(entries, 1) if _first(each, "Sts/Cd", "Sts") in _BOOKED)
    lines = tuple(line for i, each in booked for line in _lines(each, str(i), closing.currency))
    number = _first(part, "Id") or _first(part, "ElctrncSeqNb")
    return Statement(account, stated, number[:64], opening, closing, closed_on, lines)


def _balance(part: Element, codes: tuple[str, ...], called: str) -> tuple[Money, date]:
    balances = {_first(each, "Tp/CdOrPrtry/Cd"): each for each in part if _name(each) == "Bal"}
    for code in codes:
        if code in balances:
            told = balances[code]
            return _amount(told, called), _day(told, "Dt/Dt", "Dt/DtTm", position=called)
    raise _Unreadable(BankReason.PART_MISSING, {"line": "0", "part": called})


def _lines(entry: Element, position: str, currency: str) -> Iterator[Line]:
    amount = _amount(entry, position)
    if amount.currency != currency:
        raise _Unreadable(BankReason.LINE_CURRENCY, {"line": position})
    details = [each for each in entry.iter() if _name(each) == "TxDtls"]
    parts = [_amount_of_detail(each, amount) for each in details]
    whole = sum(part.minor for part in parts if part is not None)
    if len(details) > 1 and None not in parts and whole == amount.minor:
        for i, (detail, part) in enumerate(zip(details, parts, strict=True), 1):
            assert part is not None, "each part has its amount"
            yield _line(entry, detail, part, f"{position}.{i}")
        return
    # One payment, or several that the bank does not tell apart: the sum is one line.
    yield _line(entry, details[0] if len(details) == 1 else None, amount, position)


def _line(entry: Element, detail: Element | None, amount: Money, position: str) -> Line:
    told = entry if detail is None else detail
    moment = _first(entry, "BookgDt/DtTm", "ValDt/DtTm")
    side = "Dbtr" if amount.minor > 0 else "Cdtr"
    return Line(
        position=position,
        amount=amount,
        booked_on=_day(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm", position=position),
        booked_at=_moment(moment),
        bank_reference=_reference(entry, detail, position),
        end_to_end=_first(told, "Refs/EndToEndId")[:64],
        party=_party(told, side),
        text=_text(entry, told),
        is_returned=_first(entry, "RvslInd").lower() in ("true", "1") or _has(told, "RtrInf"),
        return_reason=_return_reason(told),
        is_fee=_sub_family(entry) in _FEES,
    )


def _reference(entry: Element, detail: Element | None, position: str) -> str:
    own = _first(detail, "Refs/AcctSvcrRef") if detail is not None else ""
    if own:
        return own[:64]
    shared = _first(entry, "AcctSvcrRef")
    part = position.partition(".")[2]
    return f"{shared[:58]}/{part}" if shared and part else shared[:64]


def _party(part: Element, side: str) -> Party:
    return Party(
        name=_first(part, f"RltdPties/{side}/Nm", f"RltdPties/{side}/Pty/Nm", f"RltdPties/{side}/Agt/Nm")[
            :140
        ],
        account=_first(part, f"RltdPties/{side}Acct/Id/IBAN", f"RltdPties/{side}Acct/Id/Othr/Id")[:34],
        bank_code=_first(
            part,
            f"RltdAgts/{side}Agt/FinInstnId/BICFI",
            f"RltdAgts/{side}Agt/FinInstnId/BIC",
            f"RltdAgts/{side}Agt/FinInstnId/ClrSysMmbId/MmbId",
        )[:12],
    )


def _text(entry: Element, told: Element) -> str:
    parts = [_said(each) for each in told.iter() if _name(each) == "Ustrd"]
    parts += [_said(each) for each in told.iter() if _name(each) == "Ref"]
    parts += [_first(told, "AddtlTxInf"), _first(entry, "AddtlNtryInf")]
    return " ".join(part for part in parts if part)[:TEXT_LENGTH_MAX]


def _return_reason(part: Element) -> str:
    return _first(part, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/AddtlInf")[:35]


def _sub_family(entry: Element) -> str:
    return _first(entry, "BkTxCd/Domn/Fmly/SubFmlyCd", "BkTxCd/Prtry/Cd").upper()


def _amount_of_detail(detail: Element, whole: Money) -> Money | None:
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        part = _find(detail, path)
        if part is None or part.get("Ccy") != whole.currency:
            continue
        sign = _first(detail, "CdtDbtInd") or ("CRDT" if whole.minor > 0 else "DBIT")
        return _money(_said(part), whole.currency, sign, "")
    return None


def _amount(part: Element, position: str) -> Money:
    found = _find(part, "Amt")
    currency = "" if found is None else found.get("Ccy", "")
    if found is None or currency not in MINOR_DIGITS:
        raise _Unreadable(BankReason.AMOUNT_WRONG, {"line": position, "text": currency[:10]})
    return _money(_said(found), currency, _first(part, "CdtDbtInd"), position)


def _money(text: str, currency: str, sign: str, position: str) -> Money:
    if sign not in ("CRDT", "DBIT"):
        raise _Unreadable(BankReason.PART_MISSING, {"line": position, "part": "CdtDbtInd"})
    return Money(_minor(text, currency, position) * (1 if sign == "CRDT" else -1), currency)


def _minor(text: str, currency: str, position: str) -> int:
    # The standard groups no digits, and may write more zeros than people do.
    found = _DECIMAL.fullmatch(text)
    plain = found[1] + (found[2] or "").rstrip("0").rstrip(".") if found else ""
    # Zero is a balance, and an amount in no law.
    if found and not plain.strip("0"):
        return 0
    try:
        minor = parse_plain(plain, currency).minor
    except NotAnAmount:
        raise _Unreadable(BankReason.AMOUNT_WRONG, {"line": position, "text": text[:40]}) from None
    assert minor <= AMOUNT_MINOR_MAX, "what is parsed is bounded"
    return minor


def _day(part: Element, *paths: str, position: str) -> date:
    text = _first(part, *paths)
    day = read_day(text[:10])
    if day is None:
        raise _Unreadable(BankReason.DAY_WRONG, {"line": position, "text": text[:40]})
    return day


def _moment(text: str) -> datetime | None:
    # A time without a zone says only the day: banks mean their own, and do not name it.
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo and moment.year in YEARS else None


def _first(part: Element, *paths: str) -> str:
    for path in paths:
        found = _find(part, path)
        if found is not None and _said(found):
            return _said(found)
    return ""


def _has(part: Element, name: str) -> bool:
    return any(_name(each) == name for each in part.iter())


def _find(part: Element, path: str) -> Element | None:
    for name in path.split("/"):
        step = next((each for each in part if _name(each) == name), None)
        if step is None:
            return None
        part = step
    return part


def _said(part: Element) -> str:
    return " ".join((part.text or "").split())


def _name(part: Element) -> str:
    return part.tag.rpartition("}")[2]
