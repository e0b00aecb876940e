"""Payments at a bank that are not plain: two people take one for a request, or finance sends it back."""
