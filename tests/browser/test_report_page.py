"""The report in a browser: in all widths and colours, by keyboard, and for axe.

With ``SPHINX_COMPRESS_PICTURES=1`` in the environment, it makes the pictures of the manual.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from sphinx_compress.build.report.facts import facts_of
from sphinx_compress.build.report.html import html_of
from tests.browser.sites import Pair

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

THEME = "pydata_sphinx_theme"
# It looks at the site that the tests of this theme look at.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group(f"browser-{THEME}")]

DOCS = Path(__file__).parents[2] / "docs"

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")

#: The most bytes that a picture of the manual may have.
LARGEST_PICTURE = 60_000


@pytest.fixture(scope="module")
def report(
    with_theme: Callable[[str, str], Pair], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the report on a site with a large theme."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    facts = facts_of(with_theme(THEME, "html").compressed.directory)
    file.write_text(html_of(facts, {"Relink pages": "0.10 s"}), encoding="utf-8")
    return file


@contextmanager
def opened(
    report: Path, browser: Browser, width: int = 1300, scheme: Scheme = "light"
) -> Iterator[Page]:
    """Open the report, and see to it that it asks nobody for anything and has no error."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(report.as_uri())
        yield page
        assert asked == [report.as_uri()]
        assert said == []
    finally:
        context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_any_width_or_colour(
    scheme: Scheme, report: Path, browser: Browser, node_tools: Path
) -> None:
    axe = (node_tools / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    for width in (400, 1300):
        with opened(report, browser, width, scheme) as page:
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = 1")
            page.evaluate(axe)
            found = page.evaluate("axe.run().then(found => [found.violations, found.passes])")
            violations, passes = found
            where = [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]
            assert where == [], width
            # It has looked at what it is asked for.
            expected = {"color-contrast", *["scrollable-region-focusable"] * (width == 400)}
            assert expected <= {each["id"] for each in passes}


@pytest.mark.parametrize("width", [400, 700, 1600])
def test_nothing_is_wider_than_the_window(width: int, report: Path, browser: Browser) -> None:
    with opened(report, browser, width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == width
        # Boxes and bars are there to be seen.
        for selector in (".treemap .bundle", ".waterfall rect.load", ".tile"):
            boxes = page.locator(selector).all()
            assert boxes
            for box in boxes:
                place = box.bounding_box()
                assert place is not None
                assert place["x"] >= 0
                assert place["x"] + place["width"] <= width + 1
                assert place["width"] > 0 < place["height"]


def test_a_table_is_sorted_by_keyboard(report: Path, browser: Browser) -> None:
    with opened(report, browser) as page:
        head = page.locator("#bundles thead th").nth(2)
        column = page.locator("#bundles tbody td:nth-child(3)")

        def values() -> list[int]:
            return [int(cell.get_attribute("data-value") or "") for cell in column.all()]

        page.locator("#bundles thead th button").nth(1).focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        assert values() == sorted(values(), reverse=True)
        page.keyboard.press("Space")
        assert head.get_attribute("aria-sort") == "ascending"
        assert values() == sorted(values())
        page.locator("#bundles thead th button").nth(0).click()
        assert head.get_attribute("aria-sort") is None
        names = page.locator("#bundles tbody th code").all_text_contents()
        assert names == sorted(names)


def test_it_is_read_without_scripts(report: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    page.locator("#bundles summary").first.click()
    assert page.locator("#bundles li").first.is_visible()
    context.close()


def test_pictures_for_the_manual_are_small(report: Path, browser: Browser, tmp_path: Path) -> None:
    directory = DOCS if "SPHINX_COMPRESS_PICTURES" in os.environ else tmp_path
    for scheme in SCHEMES:
        with opened(report, browser, 740, scheme) as page:
            top = page.locator("#reader").bounding_box()
            end = page.locator(".tiles").bounding_box()
            assert top is not None
            assert end is not None
            height = end["y"] + end["height"] - top["y"] + 16
            clip: FloatRect = {"x": 0, "y": top["y"], "width": 740, "height": height}
            page.screenshot(path=directory / f"report-{scheme}.png", clip=clip, full_page=True)
            page.locator(".treemap").screenshot(path=directory / f"report-treemap-{scheme}.png")
            waterfall = page.locator(".waterfall").last
            waterfall.screenshot(path=directory / f"report-waterfall-{scheme}.png")
    made, shown = (sorted(each.glob("report-*.png")) for each in (directory, DOCS))
    assert [path.name for path in made] == [path.name for path in shown]
    assert [path for path in (*made, *shown) if path.stat().st_size > LARGEST_PICTURE] == []
