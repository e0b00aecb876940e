"""What purposes and accounts are called in words, on every page and in every file of money."""

from __future__ import annotations

from collections.abc import Mapping

from auction.kernel.words import N_
from auction.ledger.accounts import Kind
from auction.ledger.transfer import Purpose

PURPOSES: Mapping[Purpose, str] = {
    Purpose.DEPOSIT_PAID: N_("Deposit paid"),
    Purpose.DEPOSIT_RETURNED: N_("Deposit owed back"),
    Purpose.DEPOSIT_APPLIED: N_("Deposit counted towards the price"),
    Purpose.DEPOSIT_FORFEITED: N_("Deposit forfeited"),
    Purpose.BALANCE_PAID: N_("Balance paid"),
    Purpose.BALANCE_APPLIED: N_("Balance credited to the case"),
    Purpose.BALANCE_RETURNED: N_("Balance owed back"),
    Purpose.SET_OFF_ADMITTED: N_("Creditor's claim set off"),
    Purpose.UNMATCHED_PAID: N_("Payment that could not be placed"),
    Purpose.UNMATCHED_RETURNED: N_("Payment owed back"),
    Purpose.UNMATCHED_TAKEN: N_("Payment placed"),
    Purpose.REFUND_SENT: N_("Sent back to the payer"),
    Purpose.CASE_CREDIT_SENT: N_("Paid over to the case account"),
    Purpose.FEE_CHARGED: N_("Fee of a payment service or bank"),
    Purpose.FEE_COVERED: N_("Fee covered by the operator"),
    Purpose.GATEWAY_PAID_OUT: N_("Left the payment service for the bank"),
    Purpose.TRANSIT_ARRIVED: N_("Arrived at the bank"),
    Purpose.DISPUTE_OPENED: N_("Kept away by a dispute"),
    Purpose.DISPUTE_WON: N_("Dispute won"),
    Purpose.DISPUTE_LOST: N_("Dispute lost, the operator pays"),
    Purpose.DISPUTE_TAKEN_BACK: N_("Dispute lost, taken from what was held"),
    Purpose.CORRECTION: N_("Correction"),
}
KINDS: Mapping[Kind, str] = {
    Kind.GATEWAY: N_("At the payment service"),
    Kind.BANK: N_("On the court's bank account"),
    Kind.TRANSIT: N_("On the way to the bank"),
    Kind.CASE_BANK: N_("Paid over to case accounts"),
    Kind.SET_OFF: N_("Set-off of creditors"),
    Kind.DISPUTE: N_("Kept away by disputes"),
    Kind.EXPENSE: N_("Expense of the operator"),
    Kind.DEPOSIT: N_("Deposits held"),
    Kind.PAYABLE: N_("Owed back to payers"),
    Kind.BALANCE: N_("Balances of buyers"),
    Kind.CASE: N_("Credited to cases"),
    Kind.UNMATCHED: N_("Payments not placed yet"),
    Kind.FORFEITED: N_("Forfeited deposits"),
}
