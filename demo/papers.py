"""Writes the demo's documents: one page of A4 with what a summary says, and a drawing where one helps.

The text is real text in the fonts that every reader of PDF knows by name; nothing is embedded.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from PIL import Image

from demo.pictures import gallery
from demo.story import CourtStory, LotStory
from listings import document
from listings.document import Paper

PAGE = (595, 842)
LEFT, RIGHT, TOP, FOOT = 64, 531, 770, 70
LABEL_WIDTH = 116
DRAWING_WIDTH = 1000
# What a kind of paper tells, by the labels of a court, and what it shows.
ROWS = {
    "appraisal": ("case", "place", "description", "defects", "pricing", "reference"),
    "plan": ("case", "place"),
    "inspection": ("case", "place", "description", "defects"),
}
DRAWN = ("plan",)
# Fonts that readers bring along, by language: name, encoding, and the character collection.
FONTS = {
    "zh-Hans": ("STSong-Light", "UniGB-UTF16-H", "GB1"),
    "zh-Hant": ("MSung-Light", "UniCNS-UTF16-H", "CNS1"),
}


@dataclass(frozen=True)
class Line:
    """One line of text: where it begins, how large it is."""

    x: float
    y: float
    size: float
    text: str


def write(court: CourtStory, lot: LotStory, *, kind: str, title: str) -> Paper:
    """Return a paper about a lot, made anew as every upload is."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=PAGE)
        lines, y = _lines(court, lot, kind=kind, title=title)
        content = _shown(lines, court.language)
        resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(_font(court.language))))
        if kind in DRAWN:
            resources.XObject = pikepdf.Dictionary(D=_drawing(pdf, lot))
            width = RIGHT - LEFT
            content += (
                f"q {width} 0 0 {width * 2 / 3:.1f} {LEFT} {y - width * 2 / 3:.1f} cm /D Do Q\n".encode()
            )
        page.obj.Resources = resources
        page.obj.Contents = pdf.make_stream(content)
        file = io.BytesIO()
        pdf.save(file, deterministic_id=True)
    paper = document.rebuild(file.getvalue())
    assert isinstance(paper, Paper), paper
    return paper


def _lines(court: CourtStory, lot: LotStory, *, kind: str, title: str) -> tuple[list[Line], float]:
    lines = [Line(LEFT, TOP, 10, court.name), Line(LEFT, TOP - 34, 19, title)]
    y = TOP - 62.0
    for text in wrapped(lot.title, RIGHT - LEFT, 12):
        lines.append(Line(LEFT, y, 12, text))
        y -= 17
    y -= 16
    told = _told(court, lot)
    for label in ROWS[kind]:
        lines.append(Line(LEFT, y, 9, court.labels[label]))
        for text in wrapped(told[label], RIGHT - LEFT - LABEL_WIDTH, 10):
            lines.append(Line(LEFT + LABEL_WIDTH, y, 10, text))
            y -= 15
        y -= 9
    if kind in DRAWN:
        lines.append(Line(LEFT, FOOT + 16, 9, court.labels["drawing"]))
    lines.append(Line(LEFT, FOOT, 9, court.labels["invented"]))
    return lines, y


def _told(court: CourtStory, lot: LotStory) -> dict[str, str]:
    return {
        "case": court.cases[lot.case].number,
        "place": lot.assets[0].place,
        "description": " ".join(asset.description for asset in lot.assets),
        "defects": " ".join(asset.defects for asset in lot.assets),
        "pricing": {**court.words, **lot.words}["pricing_basis"],
        "reference": f"{court.currency} {lot.reference:,}",
    }


def wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """Break a text into lines: between words, and between any two Chinese signs."""
    line, last = "", 0
    for letter in text:
        if _breadth(line + letter) * size > width and last:
            yield line[:last].rstrip()
            line, last = line[last:], 0
        line += letter
        if letter == " " or _is_wide(letter):
            last = len(line)
    yield line


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _breadth(text: str) -> float:
    return sum(1.0 if _is_wide(letter) else 0.52 for letter in text)


def _shown(lines: list[Line], language: str) -> bytes:
    rule = f"0.6 w 0.35 G {LEFT} {TOP - 46} m {RIGHT} {TOP - 46} l S\n0.13 g\n"
    texts = [
        f"BT /F {line.size} Tf {line.x:.1f} {line.y:.1f} Td <{code(line.text, language)}> Tj ET\n"
        for line in lines
    ]
    return (rule + "".join(texts)).encode()


def code(text: str, language: str) -> str:
    """Return a text as the font of the language counts its signs, in hexadecimal."""
    if language in FONTS:
        return text.encode("utf-16-be").hex()
    return text.encode("cp1252", "replace").hex()


def _font(language: str) -> pikepdf.Dictionary:
    name = pikepdf.Name
    if language not in FONTS:
        return pikepdf.Dictionary(
            Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica, Encoding=name.WinAnsiEncoding
        )
    font, encoding, collection = FONTS[language]
    described = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.CIDFontType0,
        BaseFont=name(f"/{font}"),
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering=collection, Supplement=0),
        DW=1000,
        # The signs of ASCII are half as wide as the others; both collections number them from one.
        W=[1, 95, 500],
        FontDescriptor=pikepdf.Dictionary(
            Type=name.FontDescriptor,
            FontName=name(f"/{font}"),
            Flags=6,
            FontBBox=[-25, -254, 1000, 880],
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=880,
            StemV=93,
        ),
    )
    return pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.Type0,
        BaseFont=name(f"/{font}"),
        Encoding=name(f"/{encoding}"),
        DescendantFonts=[described],
    )


def _drawing(pdf: pikepdf.Pdf, lot: LotStory) -> pikepdf.Stream:
    subject = next(subject for subject, _ in lot.photos if subject.startswith("plan"))
    picture = gallery.draw(subject, lot.title, width=DRAWING_WIDTH)
    with Image.open(io.BytesIO(picture)) as image:
        width, height = image.size
    return pikepdf.Stream(
        pdf,
        picture,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
