"""Every page's frame holds for everybody: wide and narrow, with and without scripts, for axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from auction.kernel.world import World
from tests.support import browser
from tests.support.server import Server

pytestmark = pytest.mark.browser

PAGES = ("/", "/limits", "/account/login", "/account/register", "/audit/", "/no-such-page")


@pytest.fixture
def server(sqlite_world: World) -> Iterator[Server]:
    started = Server(sqlite_world.settings.instance_dir).start()
    yield started
    started.stop()


@pytest.mark.parametrize(
    ("size", "language"), [(browser.DESKTOP, "en"), (browser.PHONE, "zh-CN"), (browser.PHONE, "zh-TW")]
)
def test_public_pages_are_sound(
    chromium: Browser, server: Server, size: tuple[int, int], language: str
) -> None:
    found = {}
    with browser.person(chromium, size=size, language=language) as page:
        for path in PAGES:
            page.goto(server.url + path)
            found[path] = browser.accessibility_findings(page), browser.too_wide(page)

    assert found == {path: ([], 0) for path in PAGES}
