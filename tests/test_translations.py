"""Every sentence that people read is said in all three languages, and none stands outside them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2 import Environment
from opencc import OpenCC

from translations import update
from wsgi import joined_words

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.suffix in (".html", ".txt"))
SCRIPTS = sorted((ROOT / "static" / "src").rglob("*.js"))
SOURCES = sorted(path for room in ("auction", "bidding", "listings") for path in (ROOT / room).rglob("*.py"))
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
# Bare on purpose, with the reason.
ALLOWED = {
    "CSV": "the name of a format, the same in every language",
    "JSON Lines": "the name of a format, the same in every language",
    "SHA-256": "the name of a function, the same in every language",
    "PDF": "the name of a format, the same in every language",
    "UTC": "the name of a clock, the same in every language",
    "Esc": "what stands on a key",
    "required": "an attribute, in the macro that writes nothing but attributes",
    "io server disconnect": "a reason of the socket library, compared and never shown",
}
# Characters of both scripts, which the converter knows in one of two senses only.
BOTH_SCRIPTS = "佣占准里"
_PLACES = re.compile(r"%\(\w+\)s|\{\w*\}|%%|R-\d\d+|</?\w+>")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = re.compile(r"[A-Z][a-z']* [a-z]|[a-z]{2,} [a-z]{2,}[ .,:?!…]")
_STRING = re.compile(r"""(?<![\w)])(["'`])((?:\\.|(?!\1).)*)\1""")


@cache
def _said() -> Catalog:
    return update.said_in_sources()


@cache
def _catalogue(language: str) -> Catalog:
    return update.catalogue_of(language)


def _sentences(language: str) -> Iterator[tuple[Message, str]]:
    for message in _catalogue(language):
        if message.id:
            yield from ((message, string) for string in update.strings_of(message))


def _english(message: Message) -> str:
    return message.id[-1] if message.pluralizable else message.id


@pytest.mark.parametrize("language", update.TRANSLATED)
def test_every_sentence_is_translated(language: str) -> None:
    known = _catalogue(language)
    missing = [message.id for message in _said() if message.id and message.id not in known]
    empty = [message.id for message, string in _sentences(language) if not string.strip()]

    assert not missing, f"run make catalogues: {missing}"
    assert not empty


@pytest.mark.parametrize("language", update.TRANSLATED)
def test_a_catalogue_is_as_the_program_writes_it(language: str) -> None:
    written = update.path_of(language).read_text()
    catalogue = update.catalogue_of(language)

    assert not catalogue.fuzzy
    assert not [message.id for message in catalogue if message.id and message.fuzzy]
    assert update.brought_up(catalogue, _said()) == written, "run make catalogues"


def test_english_is_what_the_sources_say() -> None:
    assert not [message for message in update.catalogue_of("en") if message.id]


@pytest.mark.parametrize("language", update.TRANSLATED)
def test_numbers_names_and_rules_survive(language: str) -> None:
    found = [
        (message.id, string)
        for message, string in _sentences(language)
        if Counter(_PLACES.findall(_english(message))) != Counter(_PLACES.findall(string))
    ]

    assert not found


@pytest.mark.parametrize(("language", "conversion"), [("zh_Hans_CN", "t2s"), ("zh_Hant_TW", "s2t")])
def test_no_character_is_of_the_other_script(language: str, conversion: str) -> None:
    convert = cache(OpenCC(conversion).convert)
    found = {
        (character, string)
        for _, string in _sentences(language)
        for character in string
        if convert(character) != character and character not in BOTH_SCRIPTS
    }

    assert not found


def test_what_is_missing_is_proposed_and_what_is_there_stays() -> None:
    simplified, catalogue = Catalog(locale="zh_Hans_CN"), Catalog(locale="zh_Hant_TW")
    simplified.add("Account", "账户")
    simplified.add(("%(count)s page", "%(count)s pages"), ("%(count)s 页",))
    simplified.add("Sign out", "退出登录")
    simplified.add("Nobody said this", "")
    for identifier in ("Account", ("%(count)s page", "%(count)s pages"), "Nobody said this"):
        catalogue.add(identifier)
    catalogue.add("Sign out", "離開")

    update.propose(catalogue, simplified)

    proposed = [update.strings_of(message) for message in catalogue if message.id]
    assert proposed == [("帳戶",), ("%(count)s 頁",), ("",), ("離開",)]


def test_every_refusal_is_marked_for_translation() -> None:
    said = _said()

    assert not {reason: sentence for reason, sentence in joined_words().items() if sentence not in said}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_says_nothing_outside_gettext(path: Path) -> None:
    assert not bare_words(path.read_text(), html=path.suffix == ".html")


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_nothing_of_its_own(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", path.read_text(), flags=re.DOTALL)

    assert not [
        found for _, found in _STRING.findall(text) if _SENTENCE.search(found) and found not in ALLOWED
    ]


@pytest.mark.parametrize("name", ["flash", "abort"])
def test_a_door_says_nothing_outside_gettext(name: str) -> None:
    calls = [
        (path.name, node.lineno)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith(name)
        and any(isinstance(said, (ast.JoinedStr, ast.Constant)) and _is_said(said) for said in node.args[:1])
    ]

    assert not calls


def _is_said(node: ast.JoinedStr | ast.Constant) -> bool:
    return isinstance(node, ast.JoinedStr) or isinstance(node.value, str)


@pytest.mark.parametrize(
    ("template", "bare"),
    [
        ("<p>Sold</p>", ["Sold"]),
        ("<p>{% trans %}Sold{% endtrans %} {{ count }} · 7</p>", []),
        ("<p>{% trans n=1 %}a day{% pluralize %}days{% endtrans %} ago</p>", ["ago"]),
        ('<img alt="A house" src="house.png">', ["A house"]),
        ('<input aria-label="{{ _("Amount") }}" class="form-control">', []),
        ('<input {% if wrong %}title="Wrong"{% endif %}>', ["Wrong"]),
        ('{{ field("Amount due", "amount") }}', ["Amount due"]),
        ('{{ field(_("Amount due"), "amount", type="text") }}', []),
        ("<script>const one = 'two three';</script>{# For us #}", []),
    ],
)
def test_bare_words_are_found(template: str, bare: list[str]) -> None:
    assert bare_words(template, html=True) == bare


def bare_words(template: str, *, html: bool) -> list[str]:
    """Return what a template would say in English to everybody."""
    text, strings = _outside_gettext(template)
    reader = _Reader()
    if html:
        reader.feed(text)
    found = [*(reader.said if html else [text]), *strings]
    return [said for said in (piece.replace(HOLE, " ").strip() for piece in found) if _speaks(said)]


def _speaks(text: str) -> bool:
    for name in ALLOWED:
        text = text.replace(name, "")
    return bool(_LETTERS.search(re.sub(r"&\w+;|\bR-\d+|[\w-]*=\"[^\"]*\"", "", text)))


def _outside_gettext(template: str) -> tuple[str, list[str]]:
    """Return the text with holes for what is computed, and the sentences in what is computed."""
    kept, strings, before, translating = [], [], ["", ""], False
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n"]).lex(template):
        if kind == "data" and not translating:
            kept.append(value)
        elif kind == "variable_end":
            kept.append(HOLE)
        elif kind == "name" and value in ("trans", "endtrans"):
            translating = value == "trans"
        elif kind == "string" and before != ["_", "("] and re.match(r".[A-Z][a-z]+ [a-z]", value):
            strings.append(value[1:-1])
        if kind != "whitespace":
            before = [before[1], value]
    return "".join(kept), strings


class _Reader(HTMLParser):
    """Collects what is read out or shown: text, and the attributes that hold words."""

    spoken = ("title", "alt", "placeholder", "aria-label", "aria-description", "label")

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if value and name in self.spoken]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.said.append(data)
