"""How a cell is written into a file that a spreadsheet will open, and read when it comes back.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, ``'=1+1``; whoever
mends the file and uploads it again gets the cell back as it was.
"""

from __future__ import annotations

# Spreadsheets of East Asia take the full-width signs for the plain ones.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet computes it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def plain_cell(text: str) -> str:
    """Return the text that safe_cell was given; any other text is left as it is."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
