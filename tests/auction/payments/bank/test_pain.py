"""A payment file stands in the order of the standard, adds up, and is the same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from auction.kernel.money import Money
from auction.payments.bank.account import CourtAccount
from auction.payments.bank.order import Order, end_to_end_of
from auction.payments.bank.pain import NAMESPACE, ORDERS_MAX, control_sum, write_pain
from auction.payments.bank.statement import Party

AT = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
COURT = CourtAccount("深圳市法院", "6222020200112233445", "ICBC", "102100099996", "CNY")
EURO = CourtAccount("Amtsgericht", "DE89370400440532013000", "Bank", "COBADEFFXXX", "EUR")
NS = {"p": NAMESPACE}


def order(key: str, minor: int, currency: str = "CNY", **party: str) -> Order:
    creditor = Party(**{"name": "王芳", "account": "6217000010012345678", "bank_code": "", **party})
    return Order(key, end_to_end_of(key), "court", "REFUND", Money(minor, currency), creditor, "Deposit back")


def written(*orders: Order, account: CourtAccount = COURT) -> Element:
    body = write_pain(orders, message_id="M1", account=account, day="2026-11-26", at=AT)
    return fromstring(body, forbid_dtd=True)


def said(root: Element, path: str) -> list[str | None]:
    return [found.text for found in root.findall(f".//p:{path.replace('/', '/p:')}", NS)]


def test_parts_stand_in_the_order_of_the_standard() -> None:
    root = written(order("a", 100, bank_code="ICBKCNBJ"))

    def children(path: str) -> list[str]:
        return [each.tag.rpartition("}")[2] for each in root.find(f".//p:{path}", NS) or ()]

    assert children("GrpHdr") == ["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"]
    assert children("PmtInf") == [
        "PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "ReqdExctnDt", "Dbtr", "DbtrAcct", "DbtrAgt",
        "ChrgBr", "CdtTrfTxInf",
    ]  # fmt: skip
    assert children("CdtTrfTxInf") == ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "RmtInf"]


def test_the_sum_and_the_count_are_those_of_the_orders() -> None:
    orders = [order("a", 100), order("b", 7_140_050)]

    root = written(*orders)

    assert said(root, "CtrlSum") == ["71401.50", "71401.50"]
    assert said(root, "NbOfTxs") == ["2", "2"]
    assert said(root, "InstdAmt") == ["1.00", "71400.50"]
    assert said(root, "PmtId/EndToEndId") == [each.end_to_end for each in orders]
    assert control_sum(orders) == Money(7_140_150, "CNY")


def test_an_account_that_is_no_iban_and_a_cnaps_number_stand_where_they_belong() -> None:
    root = written(order("a", 100))

    assert said(root, "DbtrAcct/Id/Othr/Id") == ["6222020200112233445"]
    assert said(root, "DbtrAgt/FinInstnId/ClrSysMmbId/MmbId") == ["102100099996"]
    assert said(root, "CdtrAcct/Id/Othr/Id") == ["6217000010012345678"]
    assert said(root, "CdtrAgt") == []
    assert said(root, "ChrgBr") == ["DEBT"]


def test_euros_go_by_sepa_and_by_iban() -> None:
    root = written(order("a", 100, "EUR", account="GB33BUKB20201555555555"), account=EURO)

    assert said(root, "SvcLvl/Cd") == ["SEPA"]
    assert said(root, "DbtrAcct/Id/IBAN") == [EURO.number]
    assert said(root, "CdtrAcct/Id/IBAN") == ["GB33BUKB20201555555555"]
    assert said(root, "DbtrAgt/FinInstnId/BICFI") == ["COBADEFFXXX"]
    assert said(root, "ChrgBr") == ["SLEV"]


def test_won_have_no_decimals() -> None:
    account = CourtAccount("법원", "110234567890", "KB", "CZNBKRSE", "KRW")

    assert said(written(order("a", 1_500, "KRW"), account=account), "InstdAmt") == ["1500"]


def test_a_name_never_breaks_the_file() -> None:
    root = written(order("a", 100, name='<b>&"\x00\x0b' + "x" * 200))

    (name,) = said(root, "Cdtr/Nm")
    assert name is not None
    assert name.startswith('<b>&"')
    assert len(name) == 70


def test_the_same_orders_are_the_same_bytes() -> None:
    first = write_pain([order("a", 100)], message_id="M1", account=COURT, day="2026-11-26", at=AT)

    assert first == write_pain([order("a", 100)], message_id="M1", account=COURT, day="2026-11-26", at=AT)
    assert first.startswith(b"<?xml version='1.0' encoding='utf-8'?>")


@pytest.mark.parametrize("count", [0, ORDERS_MAX + 1])
def test_a_file_has_some_orders_and_not_too_many(count: int) -> None:
    with pytest.raises(AssertionError):
        written(*[order("a", 100)] * count)
