"""Takes an uploaded photo apart and makes it anew: two WebP pictures, and nothing else of the file.

Only pixels come through: no EXIF, no place where it was taken, no second file hidden behind the
first, nothing that a browser could run (TRUST 5.5).
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from auction.kernel.refusal import Refusal
from listings.reason import Reason

# A phone's photo of 50 megapixels is about 12 MB.
PHOTO_BYTES_MAX = 15 * 1024 * 1024
# 50 megapixels take 150 MB while they are decoded; more is a bomb.
PHOTO_PIXELS_MAX = 50_000_000
# Nobody recognises anything on a smaller picture.
PHOTO_SIDE_MIN = 200
PHOTOS_MAX = 30
LARGE_SIDE = 1600
THUMB_SIDE = 480
QUALITY = 82
MEDIA_TYPE = "image/webp"
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A photo made anew, in two sizes."""

    large: bytes
    thumb: bytes
    width: int
    height: int

    @property
    def large_hash(self) -> str:
        """Return the SHA-256 of the large picture."""
        return hashlib.sha256(self.large).hexdigest()

    @property
    def thumb_hash(self) -> str:
        """Return the SHA-256 of the small picture."""
        return hashlib.sha256(self.thumb).hexdigest()


def reencode(file: bytes) -> Picture | Refusal:
    """Return the photo made anew, or why it is refused."""
    refusal = _sniff(file)
    if refusal is not None:
        return refusal
    try:
        with Image.open(io.BytesIO(file), formats=FORMATS) as image:
            refusal = _measure(image.width, image.height)
            return refusal or _draw(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels()
    # A broken file raises almost anything inside a decoder; all of it means the same.
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, MemoryError):
        return Refusal(Reason.PHOTO_UNREADABLE, "R-23")


def _sniff(file: bytes) -> Refusal | None:
    if not file:
        return Refusal(Reason.UPLOAD_MISSING, "")
    if len(file) > PHOTO_BYTES_MAX:
        megabytes = {"megabytes": -(-len(file) // 1024**2), "megabytes_max": PHOTO_BYTES_MAX // 1024**2}
        return Refusal(Reason.UPLOAD_TOO_BIG, "R-23", megabytes)
    is_webp = file[:4] == b"RIFF" and file[8:12] == b"WEBP"
    if not (file.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or is_webp):
        return Refusal(Reason.PHOTO_TYPE, "R-23")
    return None


def _measure(width: int, height: int) -> Refusal | None:
    if width * height > PHOTO_PIXELS_MAX:
        return _too_many_pixels()
    if min(width, height) < PHOTO_SIDE_MIN:
        sizes = {"width": width, "height": height, "least": PHOTO_SIDE_MIN}
        return Refusal(Reason.PHOTO_TOO_SMALL, "R-23", sizes)
    return None


def _draw(image: Image.Image) -> Picture:
    # A JPEG decoder can shrink while it decodes, which saves most of the memory.
    image.draft("RGB", (LARGE_SIDE, LARGE_SIDE))
    upright = _flat(ImageOps.exif_transpose(image))
    large = ImageOps.contain(upright, (LARGE_SIDE, LARGE_SIDE)) if _is_larger(upright) else upright
    thumb = ImageOps.contain(large, (THUMB_SIDE, THUMB_SIDE))
    return Picture(_webp(large), _webp(thumb), large.width, large.height)


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        see_through = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(see_through, mask=see_through.getchannel("A"))
        return paper
    flat = image.convert("RGB")
    flat.info = {}
    return flat


def _is_larger(image: Image.Image) -> bool:
    return max(image.size) > LARGE_SIDE


def _webp(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.info = {}
    image.save(file, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=b"")
    return file.getvalue()


def _too_many_pixels() -> Refusal:
    return Refusal(Reason.PHOTO_TOO_MANY_PIXELS, "R-23", {"megapixels_max": PHOTO_PIXELS_MAX // 1_000_000})
