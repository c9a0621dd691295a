"""Firefox, as the benchmarks start it."""

from __future__ import annotations

import base64
from typing import Any, Final

from benchmarks.readers.bidi import find_firefox, started
from tests.browser.engines.base import HEIGHT, Engine, Missing, origin_of
from tests.browser.sites import PREPARE, STAND_STILL
from tests.servers import PATIENCE


class Firefox(Engine):
    """Firefox as it is installed, with one tab for all pages."""

    name = "firefox"

    _PREFERENCES: Final[dict[str, object]] = {
        "ui.caretBlinkTime": 0,
        "ui.prefersReducedMotion": 1,
    }

    def __init__(self) -> None:
        super().__init__()
        program = find_firefox()
        if program is None:
            raise Missing("firefox-esr is not installed")
        running = started(program, self._PREFERENCES, seconds=PATIENCE)
        self._bidi = self._stack.enter_context(running)
        self._bidi.hears = self._note
        self._send = self._bidi.send
        self._is_dark: bool | None = None
        self._origin = ""
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._send("script.addPreloadScript", functionDeclaration=f"() => {{{PREPARE}}}")
        self._tab = self._send("browsingContext.create", type="tab")["context"]

    def _note(self, entry: dict[str, Any]) -> None:
        assert self.messages is not None
        message = f"{entry['level']}: {entry['text']}"
        self.messages.append(message.replace(self._origin, ""))

    def open(
        self, url: str, *, width: int = 1280, is_dark: bool = False, until_loaded: bool = True
    ) -> None:
        self._choose_colors(is_dark)
        size = {"width": width, "height": HEIGHT}
        self._send("browsingContext.setViewport", context=self._tab, viewport=size)
        self._send("browsingContext.navigate", context=self._tab, url="about:blank")
        self.messages = []
        self._origin = origin_of(url)
        wait = "complete" if until_loaded else "none"
        self._send("browsingContext.navigate", context=self._tab, url=url, wait=wait)
        if until_loaded:
            self.evaluate(STAND_STILL)

    def _choose_colors(self, is_dark: bool) -> None:
        if is_dark != self._is_dark:
            self._is_dark = is_dark
            chrome = self._send("browsingContext.getTree", **{"moz:scope": "chrome"})
            name = "layout.css.prefers-color-scheme.content-override"
            self._bidi.evaluate(
                chrome["contexts"][0]["context"],
                f"() => Services.prefs.setIntPref('{name}', {int(not is_dark)})",
            )

    def evaluate(self, function: str) -> Any:
        return self._bidi.evaluate(self._tab, function)

    def pictures(self) -> list[bytes]:
        picture = self._send(
            "browsingContext.captureScreenshot", context=self._tab, origin="document"
        )
        return [base64.b64decode(picture["data"])]
