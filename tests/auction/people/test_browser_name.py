"""Browsers as their owners call them."""

from __future__ import annotations

import pytest

from auction.people.browser_name import browser_name

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("device", "name"),
    [
        (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} Chrome/120.0 Safari/537.36", "Chrome, Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {WEBKIT} Chrome/120 Safari/537 Edg/120", "Edge, Windows"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0", "Firefox, Android"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) {WEBKIT} Safari/604.1", "Safari, iPhone"),
        (f"Mozilla/5.0 (Linux; Android 13) {WEBKIT} Chrome/107 MicroMessenger/8.0", "WeChat, Android"),
        ("Werkzeug/3.1", "Werkzeug/3.1"),
        ("", ""),
    ],
)
def test_a_browser_is_named_by_make_and_system(device, name):
    assert browser_name(device) == name
