"""A site whose fonts have subsets looks the same, in three browsers, to the pixel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.browser.conftest import shared_directory
from tests.browser.engines import Engine
from tests.browser.font_sites import assert_whole_fonts_come, seen_with_fonts, served
from tests.browser.test_engines import assert_same, see

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

#: Name of a page → a line in its language, in blocks that subsets have, or no font.
PAGES = {
    "index": "Plain AVATo, Ty *fi ffi* **fl ffl** ``a -> b``, “quotes” ¼ 1\u20442 →",
    "german": "Größe *Straße* **Über** „naïve“",
    "greek": "\u03bb\u03ac\u03b8\u03b7 *\u03bb\u03ac\u03b8\u03b7* **\u03bb\u03ac\u03b8\u03b7**",
    "russian": "Привет *Привет* **Привет**",
    "japanese": "日本語 *日本* **語**",
}

#: What scripts bring: of the subset, of the whole font, of none, and of a browser's own making.
BROUGHT = ["Plain AVATo", "\u0165 \u011b", "\u1ec7 \u1ead", "漢字", "a\u200db e\u00adf", "K\u212b"]

BRING = """() => {
    // A reader who has been there sees another colour.
    for (const link of document.links) link.style.visibility = "hidden";
    const place = document.querySelector("[itemprop=articleBody]");
    for (const text of BROUGHT) for (const style of ["400", "700", "italic 400"]) {
        const line = document.createElement("p");
        line.style.font = `${style} 40px Lato`;
        line.textContent = text;
        place.append(line);
    }
}""".replace("BROUGHT", json.dumps(BROUGHT))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Serve a site without subsets, with them, and with them but without the whole fonts."""
    root = shared_directory(tmp_path_factory)
    source = root / "fonts-source"
    source.mkdir(exist_ok=True)
    for page, line in PAGES.items():
        tree = "\n.. toctree::\n   :glob:\n\n   *\n" if page == "index" else ""
        (source / f"{page}.rst").write_text(f"{page}\n========\n\n{line}\n{tree}", "utf-8")
    configuration = "extensions = ['sphinx_compress']\nhtml_theme = 'sphinx_rtd_theme'\n"
    (source / "conf.py").write_text(configuration)
    alone = tmp_path_factory.mktemp("alone") / "html"
    with served(source, alone, whole_latos) as origins:
        yield origins


def whole_latos(site: Path) -> list[Path]:
    files = site.glob("_static/**/fonts/**/lato*")
    return [file for file in files if "compress" not in file.parts]


def test_no_page_needs_a_whole_font(engine: Engine, sites: dict[str, str], tmp_path: Path) -> None:
    for page in PAGES if engine.name == "chromium" else ["index", "greek"]:
        whole, alone = (f"{sites[name]}/{page}.html" for name in ("whole", "alone"))
        fetched: list[str] = []
        ours = partial(seen_with_fonts, engine, alone, fetched)
        assert_same(partial(see, engine, whole), ours, tmp_path)
        lato = [name for name in fetched if name.startswith("lato")]
        # A subset has a digest in its name.
        assert {name.count(".") for name in lato} <= {2}, page
        # Browsers need not tell what they have fetched before.
        assert lato or page != "index"


def test_what_a_script_brings_comes_from_the_whole_font(
    engine: Engine, sites: dict[str, str], tmp_path: Path
) -> None:
    wanted = {"lato-normal.woff2", "lato-bold.woff2"}
    assert_whole_fonts_come(engine, sites, BRING, wanted, tmp_path)
