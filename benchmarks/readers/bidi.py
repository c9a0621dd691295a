"""Firefox, by WebDriver BiDi, which it serves itself: no driver is needed, which Debian lacks."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

#: Seconds in which it must have started.
_PATIENCE: Final = 60

#: Nobody listens here: what a page or the browser itself asks of other sites fails at once.
_NOWHERE: Final[Mapping[str, object]] = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.proxy.type": 1,
    **{f"network.proxy.{kind}": "127.0.0.1" for kind in ("http", "ssl")},
    **{f"network.proxy.{kind}_port": 9 for kind in ("http", "ssl")},
}


class BidiError(Exception):
    """Firefox does not do what it was told; the message says what."""


class Bidi:
    """A connection to a Firefox."""

    def __init__(self, connection: ClientConnection, seconds: float) -> None:
        """Begin to talk.

        :param seconds: how long an answer may take.
        """
        self._connection = connection
        self._seconds = seconds
        self._number = 0
        #: What is called with the parameters of each event.
        self.hears: Callable[[dict[str, Any]], None] = lambda _: None

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The result of a command.

        :raises BidiError: if Firefox refuses it.
        :raises TimeoutError: if it does not answer.
        """
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        self._connection.send(json.dumps(command))
        while True:
            answer = json.loads(self._connection.recv(self._seconds))
            if answer["type"] == "event":
                self.hears(answer["params"])
            elif answer["id"] == self._number:
                if answer["type"] != "success":
                    raise BidiError(f"{method}: {answer}")
                result: dict[str, Any] = answer["result"]
                return result

    def evaluate(self, context: str, function: str) -> Any:
        """What a function of a page returns, or what its promise is fulfilled with.

        :raises BidiError: if it raises an error.
        """
        answer = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({function})() ?? null))()",
            target={"context": context},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise BidiError(f"{function}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])


def find_firefox() -> str | None:
    """The path of the browser, if it is installed."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


@contextmanager
def started(
    program: str,
    preferences: Mapping[str, object],
    reach: Callable[[str, int], socket.socket | None] = lambda *_: None,
    seconds: float = _PATIENCE,
) -> Iterator[Bidi]:
    """A Firefox with a profile of its own, which reaches no other site than preferences say.

    :param program: its path, or that of what starts it.
    :param reach: returns a connection to a host and port, if it takes more than to connect.
    :param seconds: how long an answer may take.
    :raises BidiError: if it does not start.
    """
    from websockets.sync.client import connect

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        profile = Path(name)
        lines = [
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
            for key, value in {**_NOWHERE, **preferences}.items()
        ]
        (profile / "user.js").write_text("".join(lines))
        # The system is needed for a preference that changes while it runs.
        options = ["--headless", "--remote-debugging-port=0", "--remote-allow-system-access"]
        process = subprocess.Popen(
            [program, *options, "--no-remote", "--profile", profile],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            host, port = _listens(process, profile / "WebDriverBiDiServer.json")
            address = f"ws://{host}:{port}/session"
            # A thread that pings would draw random numbers, in the midst of a test by hypothesis.
            with connect(
                address, max_size=None, ping_interval=None, sock=reach(host, port)
            ) as connection:
                yield Bidi(connection, seconds)
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _listens(process: subprocess.Popen[bytes], file: Path) -> tuple[str, int]:
    """Where it says that it listens, in a file of its profile."""
    until = time.monotonic() + _PATIENCE
    while not (file.exists() and file.read_text().endswith("}")):
        if process.poll() is not None:
            raise BidiError("Firefox came to an end")
        if time.monotonic() > until:
            raise BidiError("Firefox does not listen")
        time.sleep(0.02)
    server = json.loads(file.read_text())
    return server["ws_host"], server["ws_port"]
