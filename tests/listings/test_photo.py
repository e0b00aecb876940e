"""Hostile and honest photos: only pixels come through."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image

from auction.kernel.refusal import Refusal
from listings import photo
from listings.photo import Picture, reencode


def make_photo(
    kind: str = "JPEG", size: tuple[int, int] = (900, 600), mode: str = "RGB", **more: object
) -> bytes:
    """Return a picture file."""
    file = io.BytesIO()
    Image.new(mode, size).save(file, kind, **more)
    return file.getvalue()


def make_bomb(width: int, height: int) -> bytes:
    """Return a tiny PNG that says it is huge."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def taken(file: bytes) -> Picture:
    """Return the picture made of a file that is taken."""
    picture = reencode(file)
    assert isinstance(picture, Picture), picture
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_two_webp_pictures(kind: str) -> None:
    picture = taken(make_photo(kind, (3000, 2000)))

    sizes = [Image.open(io.BytesIO(part)).size for part in (picture.large, picture.thumb)]
    assert sizes == [(1600, 1067), (480, 320)]
    assert picture.large[8:12] == picture.thumb[8:12] == b"WEBP"
    assert picture.large_hash == hashlib.sha256(picture.large).hexdigest()
    assert picture.thumb_hash == hashlib.sha256(picture.thumb).hexdigest()


def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SecretMaker"
    exif.get_ifd(0x8825)[1] = "N"

    picture = taken(make_photo(exif=exif.tobytes()))

    again = Image.open(io.BytesIO(picture.large))
    assert again.size == (600, 900)
    assert not again.getexif()
    assert b"SecretMaker" not in picture.large and b"EXIF" not in picture.large


def test_transparency_becomes_paper() -> None:
    picture = taken(make_photo("PNG", mode="RGBA"))

    assert Image.open(io.BytesIO(picture.large)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_other_colours_come_through(mode: str) -> None:
    assert taken(make_photo("JPEG" if mode in ("L", "CMYK") else "PNG", mode=mode)).width == 900


def test_what_hides_behind_a_photo_is_gone() -> None:
    hidden = b"<script>alert(1)</script>PK\x03\x04evil.zip"

    picture = taken(make_photo() + hidden)

    assert b"script" not in picture.large + picture.thumb


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "upload_missing"),
        (b"\xff\xd8\xff" + b"0" * photo.PHOTO_BYTES_MAX, "upload_too_big"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "photo_type_refused"),
        (b"<?xml version='1.0'?><svg/>", "photo_type_refused"),
        (b"GIF89a<script>", "photo_type_refused"),
        (make_photo("BMP"), "photo_type_refused"),
        (make_photo("TIFF"), "photo_type_refused"),
        (b"%PDF-1.7", "photo_type_refused"),
        (b"RIFF\x00\x00\x00\x00AVI ", "photo_type_refused"),
        (make_photo()[:300], "photo_unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "photo_unreadable"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 junkjunk", "photo_unreadable"),
        (make_bomb(50_000, 50_000), "photo_too_many_pixels"),
        (make_bomb(2_000_000_000, 2), "photo_too_many_pixels"),
        (make_bomb(7_072, 7_072), "photo_too_many_pixels"),
        (make_bomb(1_000, 1_000), "photo_unreadable"),
        (make_photo(size=(199, 900)), "photo_too_small"),
    ],
)
def test_a_refused_photo_says_why(file: bytes, reason: str) -> None:
    refusal = reencode(file)

    assert isinstance(refusal, Refusal)
    assert str(refusal.reason) == reason


def test_the_refusal_names_the_limit() -> None:
    refusal = reencode(make_bomb(50_000, 50_000))

    assert isinstance(refusal, Refusal)
    assert refusal.numbers == {"megapixels_max": 50}
