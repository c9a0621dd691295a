"""The demo in a real browser, with and without the extension."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.sites import Site, build, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the path of the browser to test with."""
    chosen = os.environ.get("SPHINX_COMPRESS_CHROMIUM")
    return chosen or next(filter(None, map(shutil.which, NAMES)), None)


# Not of the session: Python warns of threads that live on while other tests let Sphinx fork.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all tests in a browser."""
    path = find_chromium()
    if path is None:
        reason = f"none of {', '.join(NAMES)} is installed"
        # A build machine that lost its browser must not look as if all were well.
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            # Chromium's sandbox refuses to run as root, which is who containers run as.
            chromium_sandbox=False,
            args=[
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


class Pair(NamedTuple):
    """The demo, built without and with the extension."""

    stock: Site
    compressed: Site


@pytest.fixture(scope="package")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Build and serve both sites."""
    root = tmp_path_factory.mktemp("demo")
    stock = build(root / "stock", "-t", "stock")
    compressed = build(root / "compressed")
    with serve(stock) as stock_origin, serve(compressed) as compressed_origin:
        yield Pair(
            Site("stock", stock, stock_origin, browser),
            Site("compressed", compressed, compressed_origin, browser),
        )
