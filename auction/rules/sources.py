"""The sources of the law by their short keys: what a citation is called where people read it.

Parameters cite ``L1 §10``; pages say 法释〔2016〕18号 §10, the name by which every court finds it.
"""

from __future__ import annotations

SOURCES = {
    "L1": "法释〔2016〕18号",
    "L2": "法释〔2018〕15号",
    "L3": "法释〔2004〕16号",
    "L5": "民诉法解释",
    "L6": "民事诉讼法",
    "L10": "法释〔2015〕6号",
    "L13": "法释〔2010〕8号",
    "L15": "法释〔2014〕8号",
    "L16-CC": "民法典",
    "L16-CL": "公司法",
    "W1": "法〔2024〕238号",
}


def cited(article: str) -> str:
    """Return an article with the name of its source; what has no key here stands as it is."""
    key, _, place = article.partition(" ")
    return f"{SOURCES[key]} {place}" if key in SOURCES and place else article
