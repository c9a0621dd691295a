"""The browser that measures."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")

_SETTINGS: Final[dict[str, Any]] = {
    # Chromium's sandbox refuses to run as root, which is who containers run as.
    "chromium_sandbox": False,
    "args": [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # What other sites serve is not ours to measure; to answer for them through playwright
        # would switch the cache off.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost",
    ],
}


def find_chromium() -> str:
    """The path of the browser: that in ``SPHINX_COMPRESS_CHROMIUM``, or one that is installed.

    :raises FileNotFoundError: if there is none.
    """
    chosen = os.environ.get("SPHINX_COMPRESS_CHROMIUM")
    path = chosen or next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        raise FileNotFoundError(f"none of {', '.join(_NAMES)} is installed")
    return path


@contextmanager
def launched(path: str | None = None, arguments: Sequence[str] = ()) -> Iterator[Browser]:
    """A browser whose contexts begin with nothing in their caches.

    :param path: of the browser, or of what starts it.
    :param arguments: more of them; each overrides an earlier one of its name.
    """
    settings = {**_SETTINGS, "args": [*_SETTINGS["args"], *arguments]}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or find_chromium(), **settings)
        yield browser
        browser.close()


@contextmanager
def launched_with_profile() -> Iterator[BrowserContext]:
    """A browser with a profile on disk, for only such a one keeps compiled scripts."""
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        profile = stack.enter_context(
            # Chromium may still write while it ends.
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        )
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=find_chromium(), **_SETTINGS
        )
        stack.callback(context.close)
        yield context
