"""The design keeps its word: colours have names, inks are read on their grounds, no class is missing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "static" / "src"
TOKENS = SOURCES / "design" / "tokens.css"
# Paper is white, whatever the screen is.
MAY_NAME_COLOURS = {TOKENS, SOURCES / "design" / "print.css"}

# What WCAG 2.2 asks for: words (1.4.3), and what one must see to use a page (1.4.11).
WORDS_MIN, LINES_MIN = 4.5, 3.0
PAGE = ("ground", "surface", "surface-2")
KINDS = ("green", "amber", "red", "blue", "gold")
INKS = [
    *((ink, ground) for ink in ("ink", "ink-2", "link") for ground in PAGE),
    *((ink, ground) for ink in ("brand", *KINDS) for ground in ("ground", "surface")),
    *((kind, f"{kind}-soft") for kind in KINDS),
    *(("ink", f"{kind}-soft") for kind in KINDS),
    *((ink, "brand-soft") for ink in ("brand", "link", "ink")),
    ("ink", "flash"),
    ("on-brand", "brand"),
    ("on-brand", "link"),
    ("surface", "red"),
    ("band-ink", "brand-deep"),
    ("band-hover-ink", "band-ink"),
]
LINES = [
    *(("line-strong", ground) for ground in ("ground", "surface")),
    *(("focus", ground) for ground in PAGE),
    *((f"chart-{number}", "surface") for number in (1, 2, 3)),
    *((f"band-{line}", "brand-deep") for line in ("focus", "line", "mark", "here")),
]

COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|:\s*(?:white|black|gr[ae]y|red)\b",
    re.IGNORECASE,
)
# Classes without a style: names of places for those who read the page, for scripts and for tests.
HOOKS = {"alert-info", "gallery", "import-act", "lot-pictures", "picture-words", "preview"}
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# A place whose words a template computes.
GAP = "\N{BULLET}"


def blocks(css: str) -> dict[str, dict[str, str]]:
    """Return the custom properties of every rule, under its selector."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", plain):
        found.setdefault(" ".join(selector.split()), {}).update(
            (name, value.strip()) for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", body)
        )
    return found


def tokens(theme: str) -> dict[str, str]:
    """Return what each token is worth in a theme."""
    found = blocks(TOKENS.read_text())
    dark = found[':root[data-theme="dark"]'] if theme == "dark" else {}
    return found[":root"] | dark


def luminance(colour: str) -> float:
    """Return how bright a colour is, as WCAG counts it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return how far two colours are from each other: 1 is the same, 21 is black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#ffffff", "#ffffff") == 1
    # The two greys between which the line is drawn.
    assert contrast("#767676", "#ffffff") > WORDS_MIN > contrast("#777777", "#ffffff")


def test_both_ways_to_the_dark_lead_to_the_same() -> None:
    found = blocks(TOKENS.read_text())
    asked, of_the_system = found[':root[data-theme="dark"]'], found[':root:not([data-theme="light"])']

    assert asked == of_the_system
    assert len(asked) > 20
    assert asked.keys() <= found[":root"].keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(INKS, WORDS_MIN), (LINES, LINES_MIN)], ids=["words", "lines"])
def test_every_ink_is_read_on_its_ground(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    worth = tokens(theme)
    found = {(ink, ground): round(contrast(worth[ink], worth[ground]), 2) for ink, ground in pairs}

    assert {pair: value for pair, value in found.items() if value < least} == {}


def test_a_colour_stands_among_the_tokens_and_nowhere_else() -> None:
    styles = set(SOURCES.rglob("*.css")) - MAY_NAME_COLOURS
    scripts, pages = set(SOURCES.rglob("*.js")), set((ROOT / "templates").rglob("*.html"))
    found = {
        path.relative_to(ROOT).as_posix(): COLOUR.findall(text)
        for path in styles | scripts | pages
        if COLOUR.search(text := _without_addresses(path.read_text()))
    }

    assert found == {}


def _without_addresses(text: str) -> str:
    """Leave out what looks like a colour and is none: fragments, entities, selectors in quotes."""
    return re.sub(r"""href="[^"]*"|&#\w+;|/\*.*?\*/|\{#.*?#\}|["'`]#[\w-]+["'`]""", "", text, flags=re.DOTALL)


def test_every_class_of_a_page_has_a_style() -> None:
    kept = styled()
    lacking = {}
    for path in (ROOT / "templates").rglob("*.html"):
        wrong = {name for name in classes(path.read_text()) if not is_kept(name, kept)}
        if wrong:
            lacking[path.relative_to(ROOT).as_posix()] = sorted(wrong)

    assert lacking == {}


def test_every_class_that_a_script_gives_has_a_style() -> None:
    kept = styled()
    given = {
        name
        for path in SOURCES.rglob("*.js")
        for names in re.findall(r'className = ["`]([^"`]*)["`]', path.read_text())
        for name in re.sub(r"\$\{.*?\}", GAP, names).split()
    }

    assert len(given) > 5
    assert {name for name in given if not is_kept(name, kept)} == set()


def test_a_class_that_lost_its_style_is_seen() -> None:
    page = (
        """<p class="card no-such {{ 'gone' if x == 'new' else 'price' }} state-{{ kind }} odd-{{ kind }}">"""
    )

    assert {name for name in classes(page) if not is_kept(name, styled())} == {
        "no-such",
        "gone",
        f"odd-{GAP}",
    }


def styled() -> set[str]:
    """Return the classes that the built style knows."""
    css = (ROOT / "static" / "site.css").read_text()
    return {name.replace("\\", "") for name in re.findall(r"\.((?:\\.|[\w-])+)", css)}


def is_kept(name: str, kept: set[str]) -> bool:
    """Say whether a class has a style; of a computed one, whether any begins and ends like it."""
    if GAP not in name:
        return name in kept | HOOKS
    begin, _, end = name.partition(GAP)
    return any(known.startswith(begin) and known.endswith(end) for known in kept)


def classes(page: str) -> set[str]:
    """Return the classes that a template names: literally, or as the words of an expression."""
    found = set()
    for names in re.findall(r'\bclass="([^"]*)"', re.sub(r"\{#.*?#\}", "", page, flags=re.DOTALL)):
        # An expression that stands alone names whole classes.
        for alone in re.findall(r"(?<!\S)\{\{(.*?)\}\}(?!\S)", names, flags=re.DOTALL):
            found |= set(re.findall(r"(?<!== )(?<!!= )'([a-z][\w-]*)'", alone))
        whole = re.sub(r"(?<!\S)\{\{.*?\}\}(?!\S)|\{%.*?%\}", " ", names, flags=re.DOTALL)
        found |= set(EXPRESSION.sub(GAP, whole).split())
    return found


def test_what_is_built_names_nobody_elses_machine() -> None:
    # The addresses in it are those of licences and of a manual, to be read by people.
    readable = {"getbootstrap.com", "github.com", "socket.io", "www.w3.org"}
    built = [*(ROOT / "static").glob("*.js"), *(ROOT / "static").glob("*.css")]
    address = re.compile(r"(?:https?:)?//([\w-]+(?:\.[\w-]+)+)")

    assert {host for path in built for host in address.findall(path.read_text())} <= readable
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
