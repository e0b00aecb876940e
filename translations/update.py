"""Brings the catalogues up to date with the sources: ``python -m translations.update``.

New sentences come in empty, sentences that nobody says any more go.  What zh_Hant_TW lacks is
proposed from zh_Hans_CN, in Traditional characters and the words of Taiwan; what a person wrote
there stays.  English needs no catalogue: the sentences in the sources are English.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from opencc import OpenCC

ROOT = Path(__file__).parents[1]
SIMPLIFIED, TRADITIONAL = "zh_Hans_CN", "zh_Hant_TW"
TRANSLATED = (SIMPLIFIED, TRADITIONAL)
_KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "lazy_gettext": None}
# No date, author or tool, so that unchanged sources leave the files as they are.
_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
# Where the converter takes a word of the law for one of computing, or knows only one of two.
_TAIWAN = {
    "“": "「",
    "”": "」",
    "交納": "繳納",
    "佔參考價": "占參考價",
    "佔全部": "占全部",
    "許可權": "權限",
    "佔有": "占有",
    "併發布": "並發布",
    "倒計時": "倒數計時",
    "公佈": "公布",
    "匹配": "相符",
    "單元格": "儲存格",
    "型別": "類型",
    "實時": "即時",
    "專案": "項目",
    "對映": "對應",
    "導航": "導覽",
    "工作簿": "活頁簿",
    "幣種": "幣別",
    "模板": "範本",
    "檔名稱": "文件名稱",
    "獲準": "獲准",
    "當前": "目前",
    "程式": "程序",
    "程序碼": "代碼",
    "稽核": "審核",
    "編制": "編製",
    "訪問": "造訪",
    "賬": "帳",
    "身份": "身分",
    "退出登入": "登出",
    "運營": "營運",
    "郵箱": "信箱",
    "釋出": "發布",
    "電子表格": "試算表",
}


def path_of(language: str) -> Path:
    """Return the file of a language."""
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def said_in_sources() -> Catalog:
    """Return every sentence that the sources mark for translation."""
    said = Catalog()
    with (ROOT / "translations" / "babel.cfg").open() as lines:
        methods, options = parse_mapping_cfg(lines)
    for _, _, sentence, _, context in extract_from_dir(ROOT, methods, options, _KEYWORDS):
        said.add(sentence, context=context)
    return said


def catalogue_of(language: str) -> Catalog:
    """Read the catalogue of a language."""
    return read_po(io.BytesIO(path_of(language).read_bytes()), locale=language)


def brought_up(catalogue: Catalog, said: Catalog) -> str:
    """Return the text of a catalogue that has exactly the sentences said, with what it knew of them."""
    catalogue.update(said, no_fuzzy_matching=True)
    written = io.BytesIO()
    write_po(written, catalogue, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    header = _HEADER.format(language=catalogue.locale_identifier, plural=catalogue.plural_forms)
    return header + written.getvalue().decode()


@cache
def _converter() -> OpenCC:
    return OpenCC("s2twp")


def traditional(text: str) -> str:
    """Write a Simplified text in Traditional characters and in the words of Taiwan."""
    text = _converter().convert(text)
    for word, better in _TAIWAN.items():
        text = text.replace(word, better)
    return text


def propose(catalogue: Catalog, simplified: Catalog) -> None:
    """Fill what a Traditional catalogue lacks from the Simplified one."""
    for message in catalogue:
        source = simplified.get(message.id, message.context)
        if message.id and source and not any(strings_of(message)):
            written = tuple(traditional(string) for string in strings_of(source))
            message.string = written if message.pluralizable else written[0]


def strings_of(message: Message) -> tuple[str, ...]:
    """Return what a message is in its language; an empty text where nobody has said it yet."""
    if message.pluralizable:
        return tuple(message.string or ("",))
    return (message.string or "",)


def main() -> None:
    """Rewrite the catalogues of both kinds of Chinese."""
    said = said_in_sources()
    for language in TRANSLATED:
        catalogue = catalogue_of(language)
        catalogue.update(said, no_fuzzy_matching=True)
        if language == TRADITIONAL:
            propose(catalogue, catalogue_of(SIMPLIFIED))
        path_of(language).write_text(brought_up(catalogue, said))


if __name__ == "__main__":
    main()
