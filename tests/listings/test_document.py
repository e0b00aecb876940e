"""Hostile and honest documents: only pages come through."""

from __future__ import annotations

import hashlib
import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from auction.kernel.refusal import Refusal
from listings import document
from listings.document import Paper, rebuild


def make_document(pages: int = 1, **how: object) -> bytes:
    """Return a PDF with so many empty pages."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        file = io.BytesIO()
        pdf.save(file, **how)
    return file.getvalue()


def make_acting_document() -> bytes:
    """Return a PDF full of things that act."""
    script = Dictionary(S=Name.JavaScript, JS="app.alert('evil')")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = script
        pdf.Root.AA = Dictionary(WC=script)
        widget = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, AA=Dictionary(K=script))
        )
        pdf.Root.AcroForm = Dictionary(XFA="evil", Fields=Array([widget]))
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["a", script])))
        pdf.attachments["evil.exe"] = b"MZ evil"
        page = pdf.pages[0].obj
        page.AA = Dictionary(O=script)
        annotations = [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, A=script),
            Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents="A note", A=script),
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment),
            widget,
        ]
        page.Annots = Array(annotations)
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Somebody Known"]
        pdf.docinfo["/Author"] = "Somebody Known"
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def taken(file: bytes) -> Paper:
    """Return the document made of a file that is taken."""
    paper = rebuild(file)
    assert isinstance(paper, Paper), paper
    return paper


def test_a_document_keeps_its_pages() -> None:
    paper = taken(make_document(3))

    assert paper.page_count == 3
    assert len(pikepdf.open(io.BytesIO(paper.file)).pages) == 3
    assert paper.hash == hashlib.sha256(paper.file).hexdigest()


def test_the_same_document_has_the_same_bytes() -> None:
    assert taken(make_document()).file == taken(make_document()).file


@pytest.mark.parametrize(
    "word",
    [b"JavaScript", b"alert", b"OpenAction", b"EmbeddedFile", b"evil", b"/AA", b"XFA", b"Somebody", b"Widget",
     b"FileAttachment", b"/Link"],
)  # fmt: skip
def test_nothing_that_acts_comes_through(word: bytes) -> None:
    before, after = make_acting_document(), taken(make_acting_document()).file

    assert len(before) > len(after)
    assert word not in after


def test_a_note_on_the_page_stays() -> None:
    assert b"A note" in taken(make_acting_document()).file


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "upload_missing"),
        (b"%PDF-" + b"0" * document.DOCUMENT_BYTES_MAX, "upload_too_big"),
        (b"<html><script>", "document_type_refused"),
        (b"PK\x03\x04word.docx", "document_type_refused"),
        (b"\xff\xd8\xff%PDF-1.7", "document_type_refused"),
        (b"%PDF-1.7 junk", "document_unreadable"),
        (make_document()[:120], "document_unreadable"),
        (make_document(0), "document_unreadable"),
        (make_document(document.DOCUMENT_PAGES_MAX + 1), "document_too_many_pages"),
        (make_document(encryption=pikepdf.Encryption(owner="o", user="u")), "document_encrypted"),
        (make_document(encryption=pikepdf.Encryption(owner="o", user="")), "document_encrypted"),
    ],
)
def test_a_refused_document_says_why(file: bytes, reason: str) -> None:
    refusal = rebuild(file)

    assert isinstance(refusal, Refusal)
    assert str(refusal.reason) == reason


def test_a_stream_that_unpacks_to_much_is_never_unpacked() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"0 0 m " * 5_000_000)
        file = io.BytesIO()
        pdf.save(file)

    assert len(taken(file.getvalue()).file) < 100_000
