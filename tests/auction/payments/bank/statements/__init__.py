"""Tests of auction.payments.bank.statements."""
