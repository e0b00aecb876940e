"""The QR code of an address."""

from __future__ import annotations

import re

import segno
from lxml import etree

from listings.public.qr import svg

ADDRESS = "https://sales.court.example/lots/01a214ec80c27428be2121b3e631475f"


def test_the_code_is_a_picture_of_black_on_white() -> None:
    drawn = etree.fromstring(svg(ADDRESS))

    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert {path.get("fill") or path.get("stroke") for path in drawn.iter("{*}path")} == {"#fff", "#000"}


def test_the_code_has_a_quiet_zone_and_no_style_of_its_own() -> None:
    written = svg(ADDRESS).decode()

    width = int(re.findall(r'width="(\d+)"', written)[0])
    assert width == (segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)[0]) * 4
    assert "style=" not in written
    assert "<script" not in written


def test_another_address_is_another_code() -> None:
    assert svg(ADDRESS) != svg(ADDRESS + "0")
    assert svg(ADDRESS) == svg(ADDRESS)
