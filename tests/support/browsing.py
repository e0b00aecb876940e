"""A browser without JavaScript: it reads pages, fills the forms it finds there, and sends them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse


class NoSuchForm(LookupError):
    """The page that is open has no form with this action."""


class Browser:
    """One person at one browser: a cookie jar, the page that is open, and its forms."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self.answer: TestResponse | None = None
        self.path = "/"

    @property
    def status(self) -> int:
        """Return the status of the page that is open."""
        assert self.answer is not None, "no page is open"
        return self.answer.status_code

    @property
    def words(self) -> str:
        """Return what the page says, with single spaces."""
        return " ".join(self._document().text_content().split())

    @property
    def alerts(self) -> str:
        """Return what the page says in alerts."""
        return " ".join(
            " ".join(e.text_content().split()) for e in self._document().xpath("//*[@role='alert']")
        )

    def get(self, path: str) -> Browser:
        """Open a page, following where it leads."""
        return self._opened(self._client.get(path, follow_redirects=True, buffered=True))

    def submit(self, action: str, **fields: Any) -> Browser:
        """Fill the form whose action ends so, and send it with all its other values."""
        form = self._form(action)
        values: dict[str, Any] = dict(form.form_values())
        values.update(fields)
        kind = "multipart/form-data" if form.get("enctype") == "multipart/form-data" else None
        target = form.action or self.path
        answer = self._client.post(
            target, data=values, content_type=kind, follow_redirects=True, buffered=True
        )
        return self._opened(answer)

    def leave_by(self, action: str) -> str:
        """Send the form whose action ends so, and return to which other address it leads."""
        form = self._form(action)
        answer = self._client.post(form.action, data=dict(form.form_values()))
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return str(answer.headers["Location"])

    def send(self, path: str, **fields: Any) -> Browser:
        """Post without a form's help, but with the CSRF token of the page that is open."""
        token = self._document().xpath("string(//input[@name='csrf_token']/@value)")
        data = {"csrf_token": token, **fields}
        return self._opened(self._client.post(path, data=data, follow_redirects=True, buffered=True))

    def has_form(self, action: str) -> bool:
        """Say whether the page offers a form whose action ends so."""
        return any(_ends(form.action or self.path, action) for form in self._document().forms)

    def value(self, name: str) -> str:
        """Return what the first input of this name says."""
        return str(self._document().xpath("string(//input[@name=$name]/@value)", name=name))

    def link(self, ending: str) -> str:
        """Return the address of the first link that contains these characters."""
        for address in self._document().xpath("//a/@href"):
            if ending in address:
                return str(address)
        raise NoSuchForm(f"no link with {ending} on {self.path}")

    def _form(self, action: str) -> Any:
        for form in self._document().forms:
            if _ends(form.action or self.path, action) and form.method == "POST":
                return form
        raise NoSuchForm(f"{action} on {self.path} ({self.status}): {self.words[:600]}")

    def _document(self) -> Any:
        assert self.answer is not None, "no page is open"
        return html.fromstring(self.answer.get_data(as_text=True) or "<html></html>")

    def _opened(self, answer: TestResponse) -> Browser:
        self.answer, self.path = answer, answer.request.path
        return self


def _ends(address: str, action: str) -> bool:
    return address.partition("?")[0].rstrip("/").endswith(action.rstrip("/"))


def newest_letter(instance_dir: Path, to: str) -> str:
    """Return the newest letter in the mail folder that was written to somebody."""
    letters = sorted((instance_dir / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
    for path in reversed(letters):
        text = path.read_text()
        if f"To: {to}" in text:
            return text
    raise LookupError(f"no letter to {to}")
