"""Accounts, roles, sign-in and the identity vault."""
