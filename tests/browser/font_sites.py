"""Sites whose fonts have subsets, beside those with whole fonts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.browser.conftest import build_once
from tests.browser.engines import Engine
from tests.browser.looks import alike
from tests.browser.sites import STAND_STILL, serve
from tests.browser.test_engines import Seen, see

READY = """async () => {
    for (let number = 0; number < 3; number++) {
        await new Promise((then) => requestAnimationFrame(() => setTimeout(then)));
        await document.fonts.ready;
    }
    return document.fonts.status === "loaded";
}"""
FETCHED = "() => performance.getEntriesByType('resource').map((each) => each.name.split('/').pop())"


@contextmanager
def served(
    source: Path, alone: Path, whole_fonts: Callable[[Path], Collection[Path]]
) -> Iterator[dict[str, str]]:
    """Serve a site without subsets, with them, and with them but without the whole fonts.

    :param alone: where the last of these is to be.
    :param whole_fonts: returns the files of whole fonts in a site.
    """
    built = {
        name: build_once(
            source.with_name(f"{source.name}-{name}"),
            *("-D", f"compress_fonts={fonts}"),
            source=source,
        )
        for name, fonts in (("whole", "off"), ("subset", "auto"))
    }
    shutil.copytree(built["subset"], alone)
    for file in whole_fonts(alone):
        file.unlink()
    with ExitStack() as servers:
        paths = {**built, "alone": alone}
        yield {name: servers.enter_context(serve(path)) for name, path in paths.items()}


def fonts(engine: Engine) -> list[str]:
    names: list[str] = engine.evaluate(FETCHED)
    return [name.partition("?")[0] for name in names if ".woff" in name]


def seen_with_fonts(engine: Engine, url: str, fetched: list[str]) -> Seen:
    """Look at a page, and add to *fetched* the names of its fonts."""
    seen = see(engine, url)
    fetched += fonts(engine)
    return seen


def assert_whole_fonts_come(
    engine: Engine, sites: dict[str, str], bring: str, wanted: set[str], directory: Path
) -> None:
    """Have a script bring what no subset has; fail unless it looks as with *wanted* whole fonts."""
    fetched: set[str] = set()

    def brought(name: str) -> list[bytes]:
        engine.open(f"{sites[name]}/index.html")
        engine.evaluate(bring)
        engine.wait_until(READY)
        engine.evaluate(STAND_STILL)
        if name == "subset":
            # A browser need not tell of what it has fetched for an earlier look.
            fetched.update(fonts(engine))
        return engine.pictures()

    # Some of it may be on its way, too.
    whole, subset = alike(partial(brought, "whole"), partial(brought, "subset"))
    assert wanted <= fetched
    for name, pictures in (("whole", whole), ("subset", subset)):
        (directory / f"{name}.png").write_bytes(pictures[0])
    assert whole == subset, f"compare the pictures in {directory}"
    # Without it, there is something to see: the test can fail.
    assert brought("alone") != whole
