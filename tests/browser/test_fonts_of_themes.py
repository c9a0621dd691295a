"""With other themes, no page needs a whole font, and what a script brings looks as it did."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser.conftest import build_once, shared_directory
from tests.browser.engines import Engine
from tests.browser.font_sites import READY, fonts, seen_with_fonts
from tests.browser.looks import alike
from tests.browser.sites import STAND_STILL, serve
from tests.browser.test_engines import assert_same, see

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-fonts-of-themes")]

#: Theme → the fonts that have subsets.  Of the others, one has its only font on another server,
#: and one has none, unless it fetches them while it builds.
SUBSETS: dict[str, set[str]] = {
    "pydata_sphinx_theme": {"fa-solid-900", "fa-regular-400", "fa-brands-400"},
    "shibuya": set(),
    "sphinx_immaterial": set(),
}

_OURS = "extensions = ['sphinx_compress']"
SETTINGS = {
    "pydata_sphinx_theme": _OURS,
    "shibuya": _OURS,
    # It would fetch fonts from a server.
    "sphinx_immaterial": """extensions = ['sphinx_compress', 'sphinx_immaterial']
html_theme_options = {'font': False}""",
}

PAGES = {
    "index": "Plain “text” *fi* **fl** ``a -> b``",
    "german": "Größe *Straße* **Über**",
    "greek": "\u03bb\u03ac\u03b8\u03b7 *\u03bb\u03ac\u03b8\u03b7*",
    "russian": "Привет *Привет* **Привет**",
    "japanese": "日本語 *日本* **語**",
}

#: Letters that no page has, and the code of an icon that no rule draws.
BRING = """() => {
    const place = document.querySelector("h1").parentElement;
    for (const [family, text] of TEXTS) {
        const line = place.appendChild(document.createElement("p"));
        line.style.font = `900 40px ${family}`;
        line.textContent = text;
    }
}""".replace(
    "TEXTS",
    json.dumps(
        [
            ["inherit", "\u0165 \u1ec7 漢字"],
            ["'Font Awesome 7 Free'", "\ue005"],
        ]
    ),
)

_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


class Sites(NamedTuple):
    """A site of a theme: as it is without us, with subsets, and with no font but these."""

    theme: str
    stock: str
    ours: str
    alone: str


@pytest.fixture(scope="module", params=SUBSETS)
def sites(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sites]:
    """Build the site with a theme, and serve it."""
    theme, root = request.param, shared_directory(tmp_path_factory)
    source = root / f"fonts-of-{theme}"
    source.mkdir(exist_ok=True)
    for page, line in PAGES.items():
        tree = "\n.. toctree::\n   :glob:\n\n   *\n" if page == "index" else ""
        (source / f"{page}.rst").write_text(f"{page}\n========\n\n{line}\n{tree}", "utf-8")
    (source / "conf.py").write_text(f"html_theme = {theme!r}\n{SETTINGS[theme]}\n")
    # Other tests have looked at the scripts of these themes, too.
    cache = root / "themes-table" / "cache"
    stock, ours = (
        build_once(
            root / f"{source.name}-{enabled}",
            *("-D", f"compress_enabled={enabled}", "-D", f"compress_cache_dir={cache}"),
            source=source,
        )
        for enabled in (0, 1)
    )
    alone = tmp_path_factory.mktemp("alone") / "html"
    shutil.copytree(ours, alone)
    for file in whole_fonts(alone):
        file.unlink()
    with ExitStack() as servers:
        yield Sites(theme, *(servers.enter_context(serve(each)) for each in (stock, ours, alone)))


def whole_fonts(site: Path) -> list[Path]:
    return [file for file in site.rglob("*.woff2") if "compress" not in file.parts]


def faces(site: Path) -> list[str]:
    """Return the rules for fonts in the style sheets of a site's bundles."""
    sheets = sorted(site.glob("_static/compress/css/*.css"))
    return [face for sheet in sheets for face in _FACE.findall(sheet.read_text("utf-8"))]


def test_no_page_needs_a_whole_font(engine: Engine, sites: Sites, tmp_path: Path) -> None:
    # Some pages tell of the first visit to a server.
    for origin in (sites.stock, sites.alone):
        engine.open(f"{origin}/index.html")
    for page in PAGES if engine.name == "chromium" else ["index", "japanese"]:
        fetched: list[str] = []
        ours = partial(seen_with_fonts, engine, f"{sites.alone}/{page}.html", fetched)
        assert_same(partial(see, engine, f"{sites.stock}/{page}.html"), ours, tmp_path)
        # A subset has a digest in its name.
        assert all(name.count(".") == 2 for name in fetched), fetched


def test_what_a_script_brings_looks_the_same(engine: Engine, sites: Sites, tmp_path: Path) -> None:
    fetched: set[str] = set()

    def brought(origin: str) -> list[bytes]:
        engine.open(f"{origin}/index.html")
        engine.evaluate(BRING)
        engine.wait_until(READY)
        engine.evaluate(STAND_STILL)
        if origin == sites.ours:
            # A browser need not tell of what it has fetched for an earlier look.
            fetched.update(fonts(engine))
        return engine.pictures()

    stock, ours = alike(partial(brought, sites.stock), partial(brought, sites.ours))
    assert ("fa-solid-900.woff2" in fetched) == bool(SUBSETS[sites.theme])
    for name, pictures in (("stock", stock), ("ours", ours)):
        (tmp_path / f"{name}.png").write_bytes(pictures[0])
    assert ours == stock, f"compare the pictures in {tmp_path}"
    if SUBSETS[sites.theme]:
        # Without it, there is something to see: the test can fail.
        assert brought(sites.alone) != stock


def test_only_fonts_of_the_site_have_subsets(
    sites: Sites, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = shared_directory(tmp_path_factory) / f"fonts-of-{sites.theme}-1"
    made = {file.name.split(".")[0] for file in site.glob("_static/compress/fonts/*")}
    assert made == SUBSETS[sites.theme]
    if not made:
        assert whole_fonts(site) == []
        assert all("url(https://" in face for face in faces(site)), faces(site)
