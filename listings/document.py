"""Takes an uploaded PDF apart and makes it anew from its pages, without anything that acts.

A new file gets the pages only; scripts, embedded files, forms, actions and what the author's
program wrote about the author stay behind (TRUST 5.5).
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import pikepdf

from auction.kernel.refusal import Refusal
from listings.reason import Reason

# An appraisal report with scanned pages.
DOCUMENT_BYTES_MAX = 20 * 1024 * 1024
DOCUMENT_PAGES_MAX = 300
DOCUMENTS_MAX = 20
# A page tree or an object table beyond this is made to exhaust, not to be read.
OBJECTS_MAX = 200_000
MEDIA_TYPE = "application/pdf"

ACTING_KEYS = ("/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/AF", "/XFA", "/RichMediaContent")
ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/URI", "/GoToR", "/GoToE", "/GoTo3DView",
     "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/Named", "/SetOCGState", "/Hide"}
)  # fmt: skip
DEPTH_MAX = 60
HARMLESS_ANNOTATIONS = frozenset(
    {"/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Highlight", "/Underline", "/StrikeOut", "/Ink",
     "/Stamp"}
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A document made anew."""

    file: bytes
    page_count: int

    @property
    def hash(self) -> str:
        """Return the SHA-256 of the file."""
        return hashlib.sha256(self.file).hexdigest()


def rebuild(file: bytes) -> Paper | Refusal:
    """Return the document made anew, or why it is refused."""
    refusal = _sniff(file)
    if refusal is not None:
        return refusal
    try:
        with pikepdf.open(io.BytesIO(file)) as pdf:
            return _judge(pdf) or _from_pages(pdf)
    except pikepdf.PasswordError:
        return Refusal(Reason.DOCUMENT_ENCRYPTED, "R-23")
    # A broken file raises almost anything inside the parser; all of it means the same.
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OSError):
        return Refusal(Reason.DOCUMENT_UNREADABLE, "R-23")


def _sniff(file: bytes) -> Refusal | None:
    if not file:
        return Refusal(Reason.UPLOAD_MISSING, "")
    if len(file) > DOCUMENT_BYTES_MAX:
        megabytes = {"megabytes": -(-len(file) // 1024**2), "megabytes_max": DOCUMENT_BYTES_MAX // 1024**2}
        return Refusal(Reason.UPLOAD_TOO_BIG, "R-23", megabytes)
    if not file.startswith(b"%PDF-"):
        return Refusal(Reason.DOCUMENT_TYPE, "R-23")
    return None


def _judge(pdf: pikepdf.Pdf) -> Refusal | None:
    if pdf.is_encrypted:
        return Refusal(Reason.DOCUMENT_ENCRYPTED, "R-23")
    page_count = len(pdf.pages)
    if page_count > DOCUMENT_PAGES_MAX:
        numbers = {"pages": page_count, "pages_max": DOCUMENT_PAGES_MAX}
        return Refusal(Reason.DOCUMENT_TOO_MANY_PAGES, "R-23", numbers)
    if page_count == 0 or len(pdf.objects) > OBJECTS_MAX:
        return Refusal(Reason.DOCUMENT_UNREADABLE, "R-23")
    return None


def _from_pages(pdf: pikepdf.Pdf) -> Paper:
    for key in [key for key, _ in pdf.Root.items() if key not in ("/Type", "/Pages")]:
        del pdf.Root[key]
    for page in pdf.pages:
        _calm(page)
    with pikepdf.new() as anew:
        anew.pages.extend(pdf.pages)
        for thing in anew.objects:
            _drop_actions(thing, DEPTH_MAX)
        return Paper(_bytes_of(anew), len(anew.pages))


def _bytes_of(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    # Streams are copied as they are: a stream that unpacks to gigabytes is never unpacked here.
    pdf.save(
        file,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        deterministic_id=True,
    )
    return file.getvalue()


def _calm(page: pikepdf.Page) -> None:
    annotations = page.obj.get("/Annots")
    if annotations is None:
        return
    calm = [note for note in annotations if str(note.get("/Subtype")) in HARMLESS_ANNOTATIONS]
    page.obj["/Annots"] = pikepdf.Array(calm)


def _drop_actions(thing: pikepdf.Object, depth: int) -> None:
    """Drop what acts from an object and from what is written inside it."""
    if depth == 0:
        raise ValueError("a document that is nested deeper is made to exhaust")
    inner = []
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in [key for key, value in thing.items() if key in ACTING_KEYS or _is_action(value)]:
            del thing[key]
        inner = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        inner = list(thing)
    for value in inner:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _drop_actions(value, depth - 1)


def _is_action(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and str(value.get("/S")) in ACTIONS
