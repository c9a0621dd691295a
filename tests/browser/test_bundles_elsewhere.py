"""Pages whose bundles another server has are what they are without it."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main
from tests.browser.conftest import build_once, shared_directory
from tests.browser.engines import Engine
from tests.browser.sites import DEMO, SITE, QuietHandler, build, serve
from tests.browser.slow_server import serve_slowly
from tests.browser.test_engines import assert_same, see
from tests.browser.test_matrix import CONTENT
from tests.servers import HOST, free_port

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

PAGE = "guide/index.html"

#: The project, its options, its page, and the setting for integrity.
DEMO_PLAIN, DEMO_SIGNED = (("demo", DEMO, (), PAGE, value) for value in ("off", "sha384"))
#: It has fonts.
THEME = "sphinx_rtd_theme"
FONTS = ("fonts", SITE, ("-D", f"html_theme={THEME}"), f"{CONTENT}.html", "sha512")

Case = tuple[str, Path, tuple[str, ...], str, str]
Publish = Callable[[Case], "Published"]


@dataclass
class Published:
    """A site on one server, and a copy of its static files on another one."""

    #: Address of the site, without a final slash.
    origin: str
    directory: Path
    copies: Path
    copies_origin: str
    asked: list[str] = field(default_factory=list)

    def bundles(self, kind: str) -> list[Path]:
        """Return the files of bundles on the other server."""
        return sorted((self.copies / "_static/compress" / kind).iterdir())


@contextmanager
def copies_server(directory: Path, port: int, asked: list[str]) -> Iterator[None]:
    """Serve files to pages of any other server, and let browsers keep bundles."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802
            asked.append(self.path)
            super().do_GET()

        def end_headers(self) -> None:
            self.send_header("Access-Control-Allow-Origin", "*")
            keeps = "/compress/" in self.path
            self.send_header("Cache-Control", "max-age=60" if keeps else "no-store")
            super().end_headers()

    with ThreadingHTTPServer((HOST, port), partial(Handler, directory=str(directory))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module", name="published")
def publish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publish]:
    """Return what publishes the demo once with and once without integrity."""
    root = tmp_path_factory.mktemp("elsewhere")
    with ExitStack() as servers:

        @cache
        def published(case: Case) -> Published:
            name, source, options, _, integrity = case
            port = free_port()
            options += ("-D", f"compress_base_url=http://{HOST}:{port}/docs/")
            options += ("-D", f"compress_integrity={integrity}")
            site = build(root / f"{name}-{integrity}", *options, source=source)
            assert main(["check", str(site)]) == 0
            copies = root / f"{name}-{integrity}-copies"
            shutil.copytree(site / "_static", copies / "docs/_static")
            # What has to be there is there.
            shutil.rmtree(site / "_static/compress")
            at = f"http://{HOST}:{port}"
            found = Published(servers.enter_context(serve(site)), site, copies / "docs", at)
            servers.enter_context(copies_server(copies, port, found.asked))
            return found

        yield published


@pytest.fixture(scope="module", name="stock")
def serve_stock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Return what serves the two sites as they are without the extension."""
    root = shared_directory(tmp_path_factory)
    theme = ("-D", f"html_theme={THEME}", "-D", "compress_enabled=0")
    sites = {
        "demo": build_once(root / "demo-stock", "-t", "stock"),
        "fonts": build_once(root / f"{THEME}-html-stock", *theme, source=SITE),
    }
    with ExitStack() as servers:
        yield cache(lambda name: servers.enter_context(serve(sites[name])))


@pytest.mark.parametrize("case", [DEMO_PLAIN, DEMO_SIGNED, FONTS], ids=["plain", "signed", "fonts"])
def test_a_page_is_the_same(
    engine: Engine, published: Publish, stock: Callable[[str], str], case: Case, tmp_path: Path
) -> None:
    site, page = published(case), case[3]
    site.asked.clear()
    assert_same(
        partial(see, engine, f"{stock(case[0])}/{page}"),
        partial(see, engine, f"{site.origin}/{page}"),
        tmp_path,
    )
    asked = [path for path in site.asked if "/compress/" in path]
    kinds = {"css", "js", "fonts"} if case is FONTS else {"css", "js"}
    assert {path.split("/")[4] for path in asked} == kinds
    assert sorted(set(asked)) == sorted(asked), "a file was fetched twice"


def test_a_page_from_the_disk_has_its_bundles(engine: Engine, published: Publish) -> None:
    engine.open((published(DEMO_SIGNED).directory / PAGE).as_uri())
    assert engine.messages in (None, [])
    assert engine.evaluate(SHEETS)


#: The rules of our style sheets, which are none if a sheet was refused.
SHEETS = """() => [...document.querySelectorAll("link[rel=stylesheet]")]
    .filter((link) => link.href.includes("/compress/"))
    .reduce((sum, link) => sum + (link.sheet?.cssRules.length ?? 0), 0)"""


def test_a_bundle_that_was_tampered_with_is_refused(engine: Engine, published: Publish) -> None:
    site = published(DEMO_SIGNED)
    files = [*site.bundles("css"), *site.bundles("js")]
    before = {file: file.read_bytes() for file in files}
    for file in files:
        harm = b"\n.evil{}" if file.suffix == ".css" else b"\nwindow.evil = 1;"
        file.write_bytes(before[file] + harm)
    try:
        # Browsers may have the good ones in their caches.
        page = (site.directory / PAGE).read_text()
        text = re.sub(r"(/compress/(?:css|js)/[\w.]+)", r"\1?new", page)
        (site.directory / "guide/new.html").write_text(text)
        engine.open(f"{site.origin}/guide/new.html")
        assert engine.evaluate(SHEETS) == 0
        assert not engine.evaluate("() => window.evil")
        if engine.messages is not None:
            assert any("integrity" in message for message in engine.messages)
    finally:
        for file, data in before.items():
            file.write_bytes(data)


#: The original files that loaders had the page load, and whether Sphinx's own script ran.
ORIGINALS = """() => [
    document.querySelectorAll("script[integrity]:not([src*='/compress/'])").length > 2,
    typeof Documentation !== "undefined",
]"""


def test_original_files_are_as_certain_as_the_bundle_that_loads_them(
    engine: Engine, published: Publish
) -> None:
    site = published(DEMO_SIGNED)
    with serve_slowly(site.directory) as server:
        server.policy = f"script-src 'self' {site.copies_origin}"
        engine.open(f"{server.origin}/{PAGE}")
        assert engine.evaluate(ORIGINALS) == [True, True]
        file = site.copies / "_static/doctools.js"
        before = file.read_bytes()
        file.write_bytes(before + b"\n// evil")
        try:
            engine.open(f"{server.origin}/{PAGE}")
            assert engine.evaluate(ORIGINALS) == [True, False]
        finally:
            file.write_bytes(before)
