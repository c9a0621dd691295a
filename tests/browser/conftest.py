"""Sites in a real browser, with and without the extension."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from filelock import FileLock

from tests.browser.engines import ENGINES, Engine, Missing
from tests.browser.sites import DEMO, SITE, Pair, Site, build, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The first is the engine without windows, of which the others open one for each visit.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the path of the browser to test with."""
    chosen = os.environ.get("SPHINX_COMPRESS_CHROMIUM")
    return chosen or next(filter(None, map(shutil.which, NAMES)), None)


def lack(reason: str) -> NoReturn:
    """Skip a test for want of a browser; a build machine must not look as if all were well."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


# Not of the session: Python warns of threads that live on while other tests let Sphinx fork.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Chromium once for all tests in a browser."""
    path = find_chromium()
    if path is None:
        lack(f"none of {', '.join(NAMES)} is installed")

    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            # Chromium's sandbox refuses to run as root, which is who containers run as.
            chromium_sandbox=False,
            args=[
                "--disable-gpu",
                # What is drawn anew in part has other edges than what is drawn in one go, and which
                # of both it is depends on how fast a page comes.
                "--disable-partial-raster",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def engines(browser: Browser) -> Iterator[Callable[[str], Engine]]:
    """Return what starts each of the three browsers once, by its name."""
    with ExitStack() as started:

        @cache
        def start(name: str) -> Engine:
            try:
                engine = ENGINES[name](*([browser] if name == "chromium" else []))
            except Missing as error:
                lack(str(error))
            started.callback(engine.close)
            return engine

        yield start


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, engines: Callable[[str], Engine]) -> Engine:
    """Return each of the three browsers."""
    return engines(request.param)


@contextmanager
def serve_both(stock: Path, compressed: Path, browser: Browser) -> Iterator[Pair]:
    """Serve the two builds of a project."""
    with serve(stock) as stock_origin, serve(compressed) as compressed_origin:
        yield Pair(
            Site("stock", stock, stock_origin, browser),
            Site("compressed", compressed, compressed_origin, browser),
        )


@pytest.fixture(scope="package")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Build and serve the demo."""
    root = shared_directory(tmp_path_factory)
    stock = build_once(root / "demo-stock", "-t", "stock")
    compressed = build_once(root / "demo-compressed")
    with serve_both(stock, compressed, browser) as pair:
        yield pair


@pytest.fixture(scope="package")
def with_theme(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], Pair]]:
    """Return what serves testdocs/site, as a builder built it with a theme."""
    root = shared_directory(tmp_path_factory)
    with ExitStack() as servers:

        @cache
        def pair(theme: str, builder: str) -> Pair:
            stock, compressed = (
                build_once(
                    root / f"{theme}-{builder}-{name}",
                    *("-D", f"html_theme={theme}", "-D", f"compress_enabled={enabled}"),
                    source=SITE,
                    builder=builder,
                )
                for enabled, name in enumerate(Pair._fields)
            )
            return servers.enter_context(serve_both(stock, compressed, browser))

        yield pair


def shared_directory(factory: pytest.TempPathFactory) -> Path:
    """Return the directory that all workers of this session have."""
    directory = factory.getbasetemp()
    return directory.parent if "PYTEST_XDIST_WORKER" in os.environ else directory


def build_once(output: Path, *options: str, source: Path = DEMO, builder: str = "html") -> Path:
    """Build a project unless another worker of this session did."""
    built = output.with_name(f"{output.name}.built")
    with FileLock(output.with_name(f"{output.name}.lock")):
        if not built.exists():
            build(output, *options, source=source, builder=builder)
            built.touch()
    return output
