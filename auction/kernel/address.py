"""What counts as one client for a limit."""

from __future__ import annotations


def address_key(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 of an IPv6 one."""
    if ":" not in address or address.startswith("::ffff:"):
        return address.removeprefix("::ffff:")
    head, _, tail = address.partition("::")
    groups = head.split(":") if head else []
    ends = tail.split(":") if tail else []
    missing = ["0"] * max(0, 8 - len(groups) - len(ends)) if "::" in address else []
    return ":".join((groups + missing + ends)[:4])
