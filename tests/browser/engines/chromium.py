"""Chromium, by Playwright, as in all other tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.engines.base import HEIGHT, Engine, origin_of
from tests.browser.sites import Site, View

if TYPE_CHECKING:
    from playwright.sync_api import Browser


class Chromium(Engine):
    """Chromium, with a tab of its own for each page."""

    name = "chromium"

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self._browser = browser

    def open(
        self, url: str, *, width: int = 1280, is_dark: bool = False, until_loaded: bool = True
    ) -> None:
        self._stack.close()
        origin = origin_of(url)
        site = Site(self.name, Path(), origin, self._browser)
        view = View(width, HEIGHT, "dark" if is_dark else "light")
        self._visit = self._stack.enter_context(site.visit(view))
        self.messages = self._visit.messages
        if until_loaded:
            self._visit.go(url.removeprefix(f"{origin}/"))
        else:
            self._visit.page.goto(url, wait_until="commit")

    def evaluate(self, function: str) -> Any:
        return self._visit.page.evaluate(function)

    def pictures(self) -> list[bytes]:
        return [self._visit.picture(whole_page=True)]
