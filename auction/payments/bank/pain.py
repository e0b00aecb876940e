"""Writes orders to a bank in the form pain.001.001.09 of ISO 20022.

Pure: the same orders, the same bytes.  An account that is no IBAN stands as another number, a CNAPS number as
a member of that clearing system.  Each order is booked by itself, so that the statement shows each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from auction.kernel.money import Money, format_plain
from auction.payments.bank.account import CourtAccount, is_iban
from auction.payments.bank.order import Order, plain_words
from auction.payments.bank.statement import Party

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
# As many as every bank takes in one file, and as a person can look through.
ORDERS_MAX = 500
NAME_LENGTH_MAX = 70
TEXT_LENGTH_MAX = 140
_CNAPS_LENGTH = 12


def control_sum(orders: Sequence[Order]) -> Money:
    """Return the sum by which the bank sees that nothing is missing."""
    total = orders[0].amount
    for order in orders[1:]:
        total += order.amount
    return total


def write_pain(
    orders: Sequence[Order], *, message_id: str, account: CourtAccount, day: str, at: datetime
) -> bytes:
    """Return the file that orders them from the court's account on that day."""
    assert 0 < len(orders) <= ORDERS_MAX, "a file has some orders, and not too many"
    root = Element("Document", xmlns=NAMESPACE)
    message = SubElement(root, "CstmrCdtTrfInitn")
    head = SubElement(message, "GrpHdr")
    _text(head, "MsgId", message_id)
    _text(head, "CreDtTm", f"{at:%Y-%m-%dT%H:%M:%SZ}")
    _counts(head, orders)
    _text(head, "InitgPty/Nm", plain_words(account.holder, NAME_LENGTH_MAX))
    batch = SubElement(message, "PmtInf")
    _batch(batch, orders, message_id=message_id, account=account, day=day)
    for order in orders:
        _order(SubElement(batch, "CdtTrfTxInf"), order)
    indent(root)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


def _batch(
    batch: Element, orders: Sequence[Order], *, message_id: str, account: CourtAccount, day: str
) -> None:
    is_euro = account.currency == "EUR"
    _text(batch, "PmtInfId", message_id)
    _text(batch, "PmtMtd", "TRF")
    _text(batch, "BtchBookg", "false")
    _counts(batch, orders)
    if is_euro:
        _text(batch, "PmtTpInf/SvcLvl/Cd", "SEPA")
    _text(batch, "ReqdExctnDt/Dt", day)
    _text(batch, "Dbtr/Nm", plain_words(account.holder, NAME_LENGTH_MAX))
    debtor = SubElement(batch, "DbtrAcct")
    _number(SubElement(debtor, "Id"), account.number)
    _text(debtor, "Ccy", account.currency)
    _bank(SubElement(batch, "DbtrAgt"), account.code)
    # A deposit goes back whole: outside SEPA, where it is a law, the payer bears the charges.
    _text(batch, "ChrgBr", "SLEV" if is_euro else "DEBT")


def _order(part: Element, order: Order) -> None:
    _text(part, "PmtId/EndToEndId", order.end_to_end)
    amount = SubElement(SubElement(part, "Amt"), "InstdAmt", Ccy=order.amount.currency)
    amount.text = format_plain(order.amount)
    creditor: Party = order.creditor
    if creditor.bank_code:
        _bank(SubElement(part, "CdtrAgt"), creditor.bank_code)
    _text(part, "Cdtr/Nm", plain_words(creditor.name, NAME_LENGTH_MAX) or "-")
    _number(SubElement(SubElement(part, "CdtrAcct"), "Id"), creditor.account)
    _text(part, "RmtInf/Ustrd", plain_words(order.text, TEXT_LENGTH_MAX) or order.end_to_end)


def _counts(part: Element, orders: Sequence[Order]) -> None:
    _text(part, "NbOfTxs", str(len(orders)))
    _text(part, "CtrlSum", format_plain(control_sum(orders)))


def _number(part: Element, number: str) -> None:
    _text(part, "IBAN" if is_iban(number) else "Othr/Id", number)


def _bank(part: Element, code: str) -> None:
    bank = SubElement(part, "FinInstnId")
    if len(code) == _CNAPS_LENGTH and code.isdigit():
        member = SubElement(bank, "ClrSysMmbId")
        _text(member, "ClrSysId/Cd", "CNAPS")
        _text(member, "MmbId", code)
    else:
        _text(bank, "BICFI", code)


def _text(part: Element, path: str, text: str) -> None:
    for name in path.split("/"):
        part = SubElement(part, name)
    part.text = text
