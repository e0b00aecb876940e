"""The tests of auction/payments/checkout."""
