"""What a browser must be able to do for a test that looks at a site in several of them."""

from __future__ import annotations

import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from tests.servers import HOST, PATIENCE

HEIGHT = 900

#: Nobody listens here: what pages ask of other sites fails at once, and on both sites.
NOWHERE = f"{HOST}:9"


class Missing(Exception):
    """A program is not installed."""


class Engine(ABC):
    """A browser with one page open at a time."""

    name: str

    def __init__(self) -> None:
        self._stack = ExitStack()
        #: What the page said on the console; None where the browser does not tell.
        self.messages: list[str] | None = []

    @abstractmethod
    def open(
        self, url: str, *, width: int = 1280, is_dark: bool = False, until_loaded: bool = True
    ) -> None:
        """Open a page, and wait until it stands still unless it is never going to load."""

    @abstractmethod
    def evaluate(self, function: str) -> Any:
        """Return what a function of the page returns, or what its promise is fulfilled with."""

    @abstractmethod
    def pictures(self) -> list[bytes]:
        """Return PNGs that show the whole page."""

    def text(self) -> str:
        """Return what there is to read."""
        text: str = self.evaluate("() => document.body.innerText")
        return text

    def wait_until(self, condition: str) -> None:
        """Wait until a function of the page returns something true."""
        end = time.monotonic() + PATIENCE
        while not self.evaluate(condition):
            assert time.monotonic() < end, f"never true in {self.name}: {condition}"
            time.sleep(0.02)

    def close(self) -> None:
        """End the browser."""
        self._stack.close()


def origin_of(url: str) -> str:
    """Return the address of a server without a final slash."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def end(process: subprocess.Popen[Any]) -> None:
    """End a process."""
    process.terminate()
    process.wait(PATIENCE)
