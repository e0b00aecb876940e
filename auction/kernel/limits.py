"""Bounds that more than one room keeps; each with its reason."""

from __future__ import annotations

# Half a page of text; longer form fields are refused by name.
TEXT_LENGTH_MAX = 4_000
# A title fits on one line of a notice.
TITLE_LENGTH_MAX = 200
# Rows on one page of a list: a phone scrolls through this comfortably.
PAGE_ROWS_MAX = 50
# Rows one job takes in one tick, so that a tick stays far below a second.
DUE_ROWS_MAX = 500
# A socket frame or bid form: a bid is under 200 bytes; eight kilobytes leave room.
FRAME_BYTES_MAX = 8_192
# A form without files: all texts of a draft, full and in Chinese, come as half of this.
FORM_BYTES_MAX = 1024 * 1024
# A whole request with its uploads: ten photos of a good phone at once, where no script sends them singly.
REQUEST_BYTES_MAX = 100 * 1024 * 1024
