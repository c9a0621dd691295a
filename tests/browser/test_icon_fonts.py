"""Icons of a subset look as those of the whole font do, in three browsers, at each size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser.conftest import shared_directory
from tests.browser.engines import Engine
from tests.browser.font_sites import assert_whole_fonts_come, seen_with_fonts, served
from tests.browser.test_engines import assert_same, see

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

SIZES = (9, 11, 13.6, 16, 17.5, 24, 33, 60)


class IconFont(NamedTuple):
    """A font of icons that a theme ships."""

    package: str
    path: str
    #: Those that the site uses, by a rule each.
    used: tuple[str, ...]
    #: One that nothing but a script names.
    other: str

    @property
    def name(self) -> str:
        return Path(self.path).stem


PYDATA = "theme/pydata_sphinx_theme/static/vendor/fontawesome/webfonts"
#: With outlines of both kinds, with letters and without, with a list of no ligatures.
FONTS = [
    IconFont(
        "sphinx_rtd_theme",
        "static/css/fonts/fontawesome-webfont.woff2",
        ("f015", "f02d", "f06a", "f0c1", "f0e0", "f121", "f188", "f1c0"),
        "f2bb",
    ),
    IconFont(
        "pydata_sphinx_theme",
        f"{PYDATA}/fa-solid-900.woff2",
        ("f015", "f02d", "f0e0", "f121", "f188", "f1c0", "e4e5", "21"),
        "e005",
    ),
    IconFont(
        "sphinx_nefertiti",
        "static/bootstrap-icons.woff2",
        ("f101", "f188", "f2ba", "f3c5", "f421", "f5a8", "f8ff", "f903"),
        "f902",
    ),
]

BRING = """() => {
    // As the code of an icon, which nobody can foresee.
    const bring = (family, code, place) => {
        const line = place.appendChild(document.createElement("p"));
        line.style.font = `40px ${family}`;
        line.textContent = String.fromCodePoint(parseInt(code, 16));
    };
    const place = document.querySelector(".body");
    for (const [family, code] of ICONS) bring(family, code, place);
}""".replace("ICONS", json.dumps([[font.name, font.other] for font in FONTS]))


def write(source: Path) -> None:
    (source / "_static").mkdir(parents=True, exist_ok=True)
    sheet, page = [], []
    for font in FONTS:
        data = files(font.package).joinpath(*font.path.split("/")).read_bytes()
        (source / "_static" / f"{font.name}.woff2").write_bytes(data)
        sheet.append(f"@font-face {{ font-family: {font.name}; src: url({font.name}.woff2) }}")
        sheet.append(f".{font.name} {{ font-family: {font.name} }}")
        sheet += [
            f'.{font.name}-{code}::before {{ content: "\\{code}" }}'
            for code in (*font.used, font.other)
        ]
        for size in SIZES:
            page.append(f'   <p class="{font.name}" style="font-size: {size}px">')
            page += [f'   <i class="{font.name}-{code}"></i>' for code in font.used]
            page.append("   Text 1 Æ © ∞</p>")
    (source / "_static" / "icons.css").write_text("\n".join(sheet), "utf-8")
    text = "\n".join(["Icons", "=====", "", ".. raw:: html", "", *page])
    (source / "index.rst").write_text(text, "utf-8")
    settings = ["extensions = ['sphinx_compress']", "html_static_path = ['_static']"]
    (source / "conf.py").write_text("\n".join([*settings, "html_css_files = ['icons.css']"]))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Serve a site without subsets, with them, and with them but without the whole fonts."""
    root = shared_directory(tmp_path_factory)
    source = root / "icons-source"
    write(source)
    alone = tmp_path_factory.mktemp("alone") / "html"
    with served(source, alone, lambda site: [*site.glob("_static/*.woff2")]) as origins:
        yield origins


def test_no_icon_of_the_site_needs_the_whole_font(
    engine: Engine, sites: dict[str, str], tmp_path: Path
) -> None:
    whole, alone = (f"{sites[name]}/index.html" for name in ("whole", "alone"))
    fetched: list[str] = []
    ours = partial(seen_with_fonts, engine, alone, fetched)
    assert_same(partial(see, engine, whole), ours, tmp_path)
    # A subset has a digest in its name.
    subsets = {name.split(".")[0] for name in fetched if name.count(".") == 2}
    assert subsets == {font.name for font in FONTS}


def test_an_icon_that_a_script_brings_comes_from_the_whole_font(
    engine: Engine, sites: dict[str, str], tmp_path: Path
) -> None:
    wanted = {f"{font.name}.woff2" for font in FONTS}
    assert_whole_fonts_come(engine, sites, BRING, wanted, tmp_path)
