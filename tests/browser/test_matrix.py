"""Every public page in every language, wide and narrow, with scripts and without, light and dark."""

from __future__ import annotations

import itertools
from contextlib import nullcontext

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.support import browser
from tests.support.demo_court import DemoCourt

pytestmark = pytest.mark.browser

PAGES = {
    "/": 200,
    "/lots": 200,
    "/lots?q=a&class=IMMOVABLE": 200,
    "/lots?q=nothing+like+this": 200,
    "/lots/{lot_open}": 200,
    "/lots/{lot_settled}": 200,
    "/lots/{lot_settled}/money": 200,
    "/lots/{lot_open}/notices/1": 200,
    "/closed": 200,
    "/courts": 200,
    "/courts/{court}": 200,
    "/hall/{round_sold}": 200,
    "/audit/": 200,
    "/audit/lots/{lot_settled}": 200,
    "/design": 200,
    "/no-such-page": 404,
}
LANGUAGES = {"en": "en", "zh-CN": "zh-Hans", "zh-TW": "zh-Hant"}
SIZES = {"phone": (360, 740), "desktop": (1440, 900)}
# The hall follows the bids over a socket, and its script is all that is needed for it.
LIGHT_PAGES = [path for path in PAGES if not path.startswith("/hall/")]
# Page, style and scripts, as they travel; pictures come later and one by one.
PAGE_BYTES_MAX = 100_000
CARRIED = ("document", "stylesheet", "script")

# The levels of the headings that somebody hears one after the other.
HEADINGS = """
  () => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(heading => heading.checkVisibility()).map(heading => Number(heading.tagName[1]))
"""

ROWS = list(itertools.product(LANGUAGES, SIZES, ("scripts", "plain"), ("light", "dark")))
# A language and a width change no colour; looking at them takes longer than all else.
COLOURS = {("zh-TW", "phone", "scripts", "dark"), ("en", "desktop", "scripts", "light")}


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, marks=pytest.mark.slow, id="-".join(row)) for row in ROWS],
)
def test_public_pages_are_sound(chromium: Browser, court: DemoCourt, row: tuple[str, str, str, str]) -> None:
    language, size, scripts, theme = row
    found = {}
    with browser.person(chromium, size=SIZES[size], language=language, dark=theme == "dark") as page:
        for path, status in PAGES.items():
            with nullcontext() if scripts == "scripts" else browser.without_scripts(page):
                answer = page.goto(court.address(path))
            assert answer is not None
            found[path] = flaws(page, tag=LANGUAGES[language], colours=row in COLOURS)
            if answer.status != status:
                found[path].append(f"answered {answer.status}")

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.slow
@pytest.mark.parametrize("path", LIGHT_PAGES)
def test_a_public_page_is_light_for_who_comes_first(chromium: Browser, court: DemoCourt, path: str) -> None:
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    with browser.person(chromium) as page:
        page.on("response", note)
        page.goto(court.address(path), wait_until="load")
        sizes = {
            answer.url: answer.request.sizes()["responseBodySize"]
            for answer in answers
            if answer.request.resource_type in CARRIED
        }

    assert len(sizes) > 1
    assert 5_000 < sum(sizes.values()) < PAGE_BYTES_MAX, sizes


def flaws(page: Page, *, tag: str, colours: bool) -> list[str]:
    """Return what is wrong with the open page as this window shows it."""
    found = list(browser.accessibility_findings(page, colours=colours))
    found += [f"cut off: {words}" for words in browser.cut_off(page)]
    if wide := browser.too_wide(page):
        found.append(f"too wide by {wide} px")
    if (spoken := page.locator("html").get_attribute("lang")) != tag:
        found.append(f"speaks {spoken}")
    return found + out_of_order(page.evaluate(HEADINGS))


def out_of_order(levels: list[int]) -> list[str]:
    """Return what is wrong with the headings: one first, at the top, and no level left out below."""
    found = [] if levels.count(1) == 1 and levels[0] == 1 else [f"headings begin {levels[:3]}"]
    leaps = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]
    return found + [f"a heading of level {lower} below one of {upper}" for upper, lower in leaps]


def test_headings_out_of_order_are_seen() -> None:
    assert out_of_order([1, 2, 3, 3, 2, 3]) == []
    assert out_of_order([2, 1]) == ["headings begin [2, 1]"]
    assert out_of_order([1, 1]) == ["headings begin [1, 1]"]
    assert out_of_order([]) == ["headings begin []"]
    assert out_of_order([1, 3]) == ["a heading of level 3 below one of 1"]
