"""Frames are what another implementation reads back."""

from __future__ import annotations

import pytest
from wsproto.frame_protocol import FrameProtocol, Opcode

from bidding.frames import Frame, text_frame


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_is_read_back_whole(length: int) -> None:
    text = ("价" * length).encode()[:length].decode(errors="ignore")
    reader = FrameProtocol(client=True, extensions=[])

    reader.receive_bytes(text_frame(text.encode()))
    frames = list(reader.received_frames())

    assert "".join(str(frame.payload) for frame in frames) == text
    assert {frame.opcode for frame in frames} <= {Opcode.TEXT}
    assert frames[-1].message_finished


def test_a_frame_is_known_as_one() -> None:
    assert isinstance(text_frame(b"42"), Frame)
