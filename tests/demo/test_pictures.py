"""Every picture and paper of the demo is drawn, the same from the same seed, and fit to be uploaded."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from demo import papers
from demo.pictures import gallery
from demo.seed import COURTS
from listings import photo

WIDTH = 120
# A grey box has one colour; a drawing of this size has hundreds.
COLOURS_MIN = 150


@pytest.mark.parametrize("subject", gallery.SUBJECTS)
def test_a_picture_is_no_grey_box_and_the_same_each_time(subject: str) -> None:
    first, again = (gallery.draw(subject, "a lot", width=WIDTH) for _ in range(2))

    assert first == again
    with Image.open(io.BytesIO(first)) as image:
        assert image.size == (WIDTH, WIDTH * 2 // 3)
        assert len(image.getcolors(image.width * image.height)) > COLOURS_MIN


def test_pictures_differ_by_seed_and_may_be_uploaded() -> None:
    one, other = (gallery.draw("street", seed, width=320) for seed in ("one", "other"))

    assert one != other
    assert isinstance(photo.reencode(one), photo.Picture)


def test_every_paper_is_one_page_with_its_title_and_its_figures() -> None:
    for court in COURTS:
        for lot in court.lots:
            for kind, title in lot.papers:
                paper = papers.write(court, lot, kind=kind, title=title)
                with pikepdf.open(io.BytesIO(paper.file)) as pdf:
                    shown = pdf.pages[0].obj.Contents.read_bytes().decode()
                assert paper.page_count == 1
                assert papers.code(title, court.language) in shown
                assert (" Do Q" in shown) == (kind == "plan")


@pytest.mark.parametrize(("width", "longest"), [(100, 10), (30, 3)])
def test_a_text_is_broken_before_it_leaves_its_column(width: float, longest: int) -> None:
    lines = list(papers.wrapped("湖滨区人民法院执行局公告拍卖标的物", width, 10))

    assert "".join(lines) == "湖滨区人民法院执行局公告拍卖标的物"
    assert max(len(line) for line in lines) == longest
