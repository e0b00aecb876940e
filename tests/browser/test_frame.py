"""Every page's frame holds in every language, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.support import browser
from tests.support.demo_court import DemoCourt

pytestmark = pytest.mark.browser

PAGES = ("/", "/lots/{lot_open}", "/hall/{round_sold}", "/audit/")


@pytest.mark.parametrize(("language", "tag"), [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant")])
def test_public_pages_fit_a_phone_in_chinese(
    chromium: Browser, court: DemoCourt, language: str, tag: str
) -> None:
    found = {}
    with browser.person(chromium, size=browser.PHONE, language=language) as page:
        for path in PAGES:
            page.goto(court.address(path))
            found[path] = page.locator("html").get_attribute("lang"), browser.too_wide(page)

    assert found == dict.fromkeys(PAGES, (tag, 0))
