"""WebKitGTK, by WebDriver, which its driver serves."""

from __future__ import annotations

import base64
import glob
import json
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import Any

from tests.browser.engines.base import HEIGHT, NOWHERE, Engine, Missing, end
from tests.browser.sites import STAND_STILL
from tests.servers import HOST, PATIENCE, free_port, started

#: Its width and height.
SCREEN = 1600, 1200
#: How often to start the browser, and how many seconds to wait each time.
TRIES, START = 6, 10

#: Whether its scroll bar counts depends on how fast a page comes, and many themes look otherwise
#: from 1280 pixels on.
WIDTH = 1306

#: What is drawn anew in part has other round corners than what is drawn in one go, and which of
#: both it is depends on how fast a page comes, and on where it was when it was drawn.
DRAW_ANEW = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { display: none !important }");
    document.adoptedStyleSheets.push(sheet);
    document.documentElement.offsetHeight;
    document.adoptedStyleSheets.pop();
}"""


class WebKit(Engine):
    """WebKitGTK's small browser in a display of its own, by WebDriver."""

    name = "webkit"

    def __init__(self) -> None:
        super().__init__()
        self.messages = None
        found = glob.glob("/usr/lib/*/webkit*gtk-*/MiniBrowser")  # noqa: PTH207
        if not found or not shutil.which("WebKitWebDriver") or not shutil.which("Xvfb"):
            raise Missing("webkit2gtk-driver or xvfb is not installed")
        self._program = found[0]
        self._directory = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        settings = self._directory / "gtk-3.0" / "settings.ini"
        settings.parent.mkdir()
        # Scroll bars that lie over the page fade away.
        lines = ["gtk-enable-animations=0", "gtk-cursor-blink=0", "gtk-overlay-scrolling=0"]
        settings.write_text("\n".join(["[Settings]", *lines]))
        self._display = self._start_display()
        self._session = cache(self._start_session)
        #: The address of the session whose window is in front.
        self._current = ""

    def _start_display(self) -> str:
        read, write = os.pipe()
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SCREEN[0]}x{SCREEN[1]}x24"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(end, process)
        os.close(write)
        with os.fdopen(read) as file:
            return f":{file.readline().strip()}"

    def _start_session(self, strategy: str, is_dark: bool) -> str:
        """Start a browser and a driver for it, which can be told these only now."""
        environment = {
            "DISPLAY": self._display,
            "XDG_CONFIG_HOME": os.fspath(self._directory),
            "LIBGL_ALWAYS_SOFTWARE": "1",
            # It would ask a bus for help that is not there.
            "NO_AT_BRIDGE": "1",
            # Otherwise a picture is another one each time, and without compositing it may never
            # come.
            "WEBKIT_SKIA_ENABLE_CPU_RENDERING": "1",
            # Containers run as root, and allow no sandbox.
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        }
        command = ["env", *(f"{name}={value}" for name, value in environment.items())]
        arguments = ["--automation", *(["--dark-mode"] if is_dark else [])]
        wanted = {
            "pageLoadStrategy": strategy,
            "webkitgtk:browserOptions": {"binary": self._program, "args": arguments},
            "proxy": {
                "proxyType": "manual",
                "httpProxy": NOWHERE,
                "sslProxy": NOWHERE,
                "noProxy": [HOST],
            },
        }
        for _ in range(TRIES - 1):
            # Now and then it does not come up, and a new one does.
            with suppress(TimeoutError):
                return self._try_session(command, wanted)
        return self._try_session(command, wanted)

    def _try_session(self, command: list[str], wanted: Mapping[str, object]) -> str:
        with ExitStack() as stack:
            port = free_port()
            driver = [*command, "WebKitWebDriver", f"--port={port}"]
            stack.enter_context(started(driver, port, self._directory))
            address = f"http://{HOST}:{port}/session"
            capabilities = {"alwaysMatch": wanted}
            answer = _call("POST", address, patience=START, capabilities=capabilities)
            session = f"{address}/{answer['sessionId']}"
            stack.callback(_call, "DELETE", session)
            self._stack.push(stack.pop_all())
        return session

    def open(
        self, url: str, *, width: int = WIDTH, is_dark: bool = False, until_loaded: bool = True
    ) -> None:
        session = self._session("normal" if until_loaded else "none", is_dark)
        if self._current not in {session, ""}:
            # Without a window manager, that window has the focus which lies beneath the pointer.
            _call("POST", f"{self._current}/window/rect", x=SCREEN[0], y=0)
        self._current = session
        _call("POST", f"{session}/window/rect", x=0, y=0, width=width, height=HEIGHT)
        _call("POST", f"{self._current}/url", url=url)
        if until_loaded:
            self.evaluate(STAND_STILL)
        # Otherwise the caller waits for the page to come: a script that is asked for earlier is
        # never answered.

    def evaluate(self, function: str) -> Any:
        script = (
            f"const done = arguments[0];"
            f"(async () => JSON.stringify([await ({function})() ?? null]))()"
            ".then(done, (error) => done(String(error)));"
        )
        answer = _call("POST", f"{self._current}/execute/async", script=script, args=[])
        assert answer.startswith("["), f"{function}: {answer}"
        return json.loads(answer)[0]

    def pictures(self) -> list[bytes]:
        """Return one picture for each part: the browser takes what can be seen."""
        pictures = []
        tops = self.evaluate(
            """() => {
                const { scrollHeight, clientHeight } = document.documentElement;
                const count = Math.ceil(scrollHeight / clientHeight);
                return [...Array(count).keys()].map((number) => number * clientHeight);
            }"""
        )
        for top in tops:
            self.evaluate(f"() => scrollTo({{ top: {top}, behavior: 'instant' }})")
            self.evaluate(STAND_STILL)
            self.evaluate(DRAW_ANEW)
            self.evaluate(STAND_STILL)
            pictures.append(base64.b64decode(_call("GET", f"{self._current}/screenshot")))
        return pictures


def _call(method: str, address: str, *, patience: float = PATIENCE, **body: Any) -> Any:
    """Give a command of WebDriver; return what came of it."""
    request = urllib.request.Request(
        address,
        method=method,
        data=json.dumps(body).encode() if method == "POST" else None,
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=patience) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        with error:
            raise AssertionError(f"{address}: {error.read().decode()}") from None
