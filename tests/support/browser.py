"""A real Chromium, as the system has it, and what it tells about a page."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_PATHS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# A browser for tests asks nobody but us; as root it cannot use its own sandbox.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1280, 900)
PHONE = (360, 740)
WAIT_MS_MAX = 15_000
FINDINGS = """
  rules => axe.run(document, {resultTypes: ["violations"], rules}).then(found => found.violations.map(
    rule => `${rule.id}: ${rule.help} ${rule.nodes.map(node => node.target.join(" ")).join(", ")}`
  ))
"""


def executable() -> str:
    """Return the path of the browser; a machine without one fails, by name."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES, *MAC_PATHS):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise AssertionError("Chromium is missing; make test names the command that installs it")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless browser with nothing remembered."""
    expect.set_options(timeout=WAIT_MS_MAX)
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*ARGUMENTS, *sandbox])
        yield browser
        browser.close()


@contextlib.contextmanager
def person(
    browser: Browser,
    *,
    size: tuple[int, int] = DESKTOP,
    language: str = "en",
    scripts: bool = True,
    dark: bool = False,
    forgiven: str = "",
) -> Iterator[Page]:
    """Give one person's window, with cookies of its own; whatever it complains of fails the test.

    That is an error of a script, and any other on the console: a blocked style, a missing file.
    What contains the ``forgiven`` words is meant.
    """
    context: BrowserContext = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale=language,
        java_script_enabled=scripts,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT_MS_MAX)
    page, errors = context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.extend(_complaint(page, message)))
    try:
        yield page
    except Exception as failure:
        failure.add_note(f"The console said: {errors}")
        failure.add_note(f"The page was {page.url}: {page.locator('main').all_inner_texts()}")
        raise
    finally:
        context.close()
    errors = [error for error in errors if not forgiven or forgiven not in error]
    assert not errors, errors


def _complaint(page: Page, message: ConsoleMessage) -> list[str]:
    """Return what an error on the console says, unless it is the status of the page itself."""
    address = message.location.get("url", "")
    if message.type != "error" or (address == page.url and message.text.startswith("Failed to load")):
        return []
    return [f"{message.text} ({address})"]


@contextlib.contextmanager
def without_scripts(page: Page) -> Iterator[None]:
    """Keep the scripts of what is opened in this block from running.

    A window that never runs any (``scripts=False``) runs axe neither; here axe can look afterwards.
    """
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    session.send("Emulation.setScriptExecutionDisabled", {"value": False})
    session.detach()


@cache
def axe_script() -> str:
    """Return axe itself; a window that is given it beforehand has it on every page, for half the time."""
    script: str = Axe().axe_script
    return script


def accessibility_findings(page: Page, *, colours: bool = True) -> list[str]:
    """Return what axe finds wrong on the page, each with the elements concerned.

    Looking at colours takes longer than all else; a window's width does not change them.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_script())
    found: list[str] = page.evaluate(FINDINGS, {"color-contrast": {"enabled": colours}})
    return found


def too_wide(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return max(width, 0)


def cut_off(page: Page) -> list[str]:
    """Return the buttons, facts and figures whose words reach beyond their box."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main .btn, main dd, main .amount, main .state")]
             .filter(part => part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
             .map(part => `${part.className} ${part.id}: ${part.textContent.trim()}`)"""
    )
    return found


def picture(page: Page, path: Path) -> Path:
    """Take a picture of the whole page."""
    page.screenshot(path=path, full_page=True)
    return path
