"""Websocket frames as bytes (RFC 6455 section 5.2), for what is written once and sent to many.

A server's frame is not masked: one byte ``0x81`` (the end of a text message), the length in one,
three or nine bytes, and the text in UTF-8.
"""

from __future__ import annotations

_FINAL_TEXT = 0x81
_LENGTH_IN_TWO, _LENGTH_IN_EIGHT = 126, 127


class Frame(bytes):
    """A whole frame, ready for the wire."""

    __slots__ = ()


def text_frame(payload: bytes) -> Frame:
    """Return the frame of one text message; the payload is UTF-8."""
    length = len(payload)
    if length < _LENGTH_IN_TWO:
        return Frame(bytes((_FINAL_TEXT, length)) + payload)
    if length < 1 << 16:
        return Frame(bytes((_FINAL_TEXT, _LENGTH_IN_TWO)) + length.to_bytes(2, "big") + payload)
    return Frame(bytes((_FINAL_TEXT, _LENGTH_IN_EIGHT)) + length.to_bytes(8, "big") + payload)
