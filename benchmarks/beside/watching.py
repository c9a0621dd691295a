"""A server that watches the sources, and builds the site anew when they are edited."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.browser.sites import Pair, Site
from tests.servers import HOST, PATIENCE, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Seconds in which nothing is edited, and nothing may be built.
IDLE: Final = 5

_PAGE: Final = "guide/first.html"
_COLOR: Final = "rgb(18, 52, 86)"
#: What a reader sees who does nothing: the first edit, then the second.
_SEES_PAGE: Final = "() => document.body.innerText.includes('The oil is filled up.')"
_SEES_SHEET: Final = f"""() =>
    [...document.querySelectorAll("div.body p")].every(
        (each) => getComputedStyle(each).color === "{_COLOR}"
    )"""


@dataclass(frozen=True, slots=True)
class Watch:
    """sphinx-autobuild, as it runs."""

    output: Path
    origin: str
    #: The file of what it says.
    log: Path

    def get(self, path: str) -> str:
        """Ask it for a file."""
        with urllib.request.urlopen(f"{self.origin}/{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def builds(self) -> int:
        """How often it has built."""
        return self.log.read_text().count("build succeeded")

    def warnings(self) -> list[str]:
        """What its builds warned of."""
        return [line for line in self.log.read_text().splitlines() if "WARNING: " in line]

    def until(self, look: Callable[[], bool]) -> None:
        """Wait until something is seen."""
        deadline = time.monotonic() + 1.5 * PATIENCE
        while True:
            try:
                if look():
                    return
            except OSError:
                # It builds before it serves, and may hang up while it starts.
                pass
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)


@contextmanager
def watch(source: Path, output: Path, log: Path, *options: str) -> Iterator[Watch]:
    """Run sphinx-autobuild until the context is left."""
    port = free_port()
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", str(port), *options]
    with log.open("w") as out:
        process = subprocess.Popen([*command, str(source), str(output)], stdout=out, stderr=out)
        try:
            yield Watch(output, f"http://{HOST}:{port}", log)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def replace(file: Path, text: str, beside: Path) -> None:
    """Write a file in one step, of which a server that watches is told once.

    :param beside: a file on the same disk that nobody watches.
    """
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


@contextmanager
def watch_both(source: Path, stock: Path, ours: Path) -> Iterator[tuple[Watch, Watch]]:
    """Watch a project without and with the extension."""
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(
                watch(
                    *(source, output, output.with_name(f"{output.name}.log")),
                    *("-D", f"compress_enabled={int(output == ours)}"),
                )
            )
            for output in (stock, ours)
        )
        for each in (first, second):
            each.until(lambda each=each: bool(each.get(_PAGE)))  # type: ignore[misc]
        yield first, second


def pair_of(watches: tuple[Watch, Watch], browser: Browser) -> Pair:
    """The two sites that are served."""
    stock, ours = watches
    return Pair(
        Site("stock", stock.output, stock.origin, browser),
        Site("ours", ours.output, ours.origin, browser),
    )


def tell_builds(pair: Pair, watches: tuple[Watch, Watch], source: Path) -> str:
    """Edit a page and a style sheet while both sites are open; say how often ours was built.

    :raises playwright.sync_api.TimeoutError: if a reader does not see an edit.
    """
    beside = source.with_name("new.txt")
    page, sheet = source / "guide" / "first.rst", source / "_static" / "custom.css"
    with ExitStack() as stack:
        visits = [stack.enter_context(site.visit()) for site in pair]
        for visit in visits:
            visit.go(_PAGE)
        text = page.read_text(encoding="utf-8")
        replace(page, f"{text}\nThe oil is filled up.\n", beside)
        for visit in visits:
            visit.page.wait_for_function(_SEES_PAGE)
        replace(sheet, f"div.body p {{\n    color: {_COLOR};\n}}\n", beside)
        for visit in visits:
            visit.page.wait_for_function(_SEES_SHEET)
    builds = watches[1].builds()
    time.sleep(IDLE)
    more = watches[1].builds() - builds
    return (
        f"{builds}: the first, and those for 2 edits, which an open page showed by itself;"
        f" {more} in the {IDLE} s after them"
    )
