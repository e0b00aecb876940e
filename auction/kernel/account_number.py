"""How an account number is written for people: in groups of four, as cards and IBANs are printed.

Pure.  ``6222020200112233445`` is shown as ``6222 0202 0011 2233 445``: it is compared with another one by
eye, read aloud group by group, and wraps on a narrow page between groups.  Every form takes it back so.
"""

from __future__ import annotations

GROUP = 4


def format_account_number(number: str) -> str:
    """Write an account number in groups of four; what holds other marks is shown as the bank wrote it."""
    if not number.isalnum():
        return number
    return " ".join(number[place : place + GROUP] for place in range(0, len(number), GROUP))
