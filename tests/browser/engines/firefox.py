"""Firefox, by WebDriver BiDi, which it serves itself: no driver is needed, which Debian lacks."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from tests.browser.engines.base import HEIGHT, Engine, Missing, end, origin_of
from tests.browser.sites import PREPARE, STAND_STILL
from tests.servers import HOST, PATIENCE


class Firefox(Engine):
    """Firefox as it is installed, with one tab for all pages."""

    name = "firefox"

    _PREFERENCES: Final[dict[str, object]] = {
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.proxy.type": 1,
        **{f"network.proxy.{kind}": HOST for kind in ("http", "ssl")},
        **{f"network.proxy.{kind}_port": 9 for kind in ("http", "ssl")},
        "ui.caretBlinkTime": 0,
        "ui.prefersReducedMotion": 1,
    }

    def __init__(self) -> None:
        super().__init__()
        program = shutil.which("firefox-esr") or shutil.which("firefox")
        if program is None:
            raise Missing("firefox-esr is not installed")
        profile = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});\n"
            for name, value in self._PREFERENCES.items()
        ]
        (profile / "user.js").write_text("".join(lines))
        # The system is needed for a preference that changes while it runs.
        options = ["--headless", "--remote-debugging-port=0", "--remote-allow-system-access"]
        process = subprocess.Popen(
            [program, *options, "--no-remote", "--profile", profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(end, process)
        self._connect(process, profile / "WebDriverBiDiServer.json")

    def _connect(self, process: subprocess.Popen[bytes], file: Path) -> None:
        from websockets.sync.client import connect

        # It says in a file of its profile where it listens.
        until = time.monotonic() + PATIENCE
        while not (file.exists() and file.read_text().endswith("}")):
            assert process.poll() is None, "Firefox came to an end"
            assert time.monotonic() < until, "Firefox does not listen"
            time.sleep(0.02)
        server = json.loads(file.read_text())
        address = f"ws://{server['ws_host']}:{server['ws_port']}/session"
        self._socket = self._stack.enter_context(connect(address, max_size=None))
        self._number = 0
        self._is_dark: bool | None = None
        self._origin = ""
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        self._send("script.addPreloadScript", functionDeclaration=f"() => {{{PREPARE}}}")
        self._tab = self._send("browsingContext.create", type="tab")["context"]

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(command))
        while True:
            answer = json.loads(self._socket.recv(PATIENCE))
            if answer["type"] == "event":
                self._note(answer["params"])
            elif answer["id"] == self._number:
                assert answer["type"] == "success", f"{method}: {answer}"
                result: dict[str, Any] = answer["result"]
                return result

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
            self._evaluate_in(
                chrome["contexts"][0]["context"],
                f"() => Services.prefs.setIntPref('{name}', {int(not is_dark)})",
            )

    def evaluate(self, function: str) -> Any:
        return self._evaluate_in(self._tab, function)

    def _evaluate_in(self, context: str, function: str) -> Any:
        answer = self._send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({function})() ?? null))()",
            target={"context": context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", f"{function}: {answer['exceptionDetails']['text']}"
        return json.loads(answer["result"]["value"])

    def pictures(self) -> list[bytes]:
        picture = self._send(
            "browsingContext.captureScreenshot", context=self._tab, origin="document"
        )
        return [base64.b64decode(picture["data"])]
