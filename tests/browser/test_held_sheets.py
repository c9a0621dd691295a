"""When the whole style sheet of a page comes at last, nothing shows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import Site, Visit
from tests.browser.test_critical import LATE
from tests.browser.test_matrix import (
    CONTENT,
    WithTheme,
    assert_same_lines,
    for_each_theme,
    repeated,
)

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = pytest.mark.browser


#: Notes in each frame where everything is, and what it looks like, if that has changed.
RECORD = """async () => {
    const properties = ["color", "background-color", "font", "opacity", "visibility", "transform"];
    const range = document.createRange();
    const look = () => {
        const seen = [];
        for (const element of document.querySelectorAll("body, body *:not(script, link, style)")) {
            range.selectNodeContents(element);
            const style = getComputedStyle(element);
            const places = [element, range].map((each) => each.getBoundingClientRect().toJSON());
            seen.push([places, properties.map((name) => style.getPropertyValue(name))]);
        }
        return JSON.stringify(seen);
    };
    // What fonts moved is drawn.
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
    window.frames = [look()];
    window.began = performance.now();
    const watch = () => {
        const seen = look();
        if (seen !== window.frames.at(-1)) window.frames.push(seen);
        requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
}"""

#: How much of the page has moved since then without the reader's doing.
SHIFT = """() => new Promise((done) => {
    const added = (sum, each) => sum + (each.startTime > window.began ? each.value : 0);
    const add = (list) => done(list.getEntries().reduce(added, 0));
    new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    setTimeout(done, 100, 0);
})"""

#: Behind it stands what the scripts do that see the whole sheet.
GATE_END = 'data-compress-gate="" src='


def up_to_gate(text: str) -> str:
    """Return a page that ends at its gate."""
    end = text.index("</script>", text.rindex(GATE_END)) + len("</script>")
    return f"{text[:end]}</body></html>"


@contextmanager
def held(site: Site, page: str) -> Iterator[tuple[Visit, list[Route]]]:
    """Open a page up to its gate, with its whole sheets held back; yield what holds them."""
    text = (site.directory / f"{page}.html").read_text()
    late = tuple(LATE.findall(text))
    with site.visit() as visit:
        sheets: list[Route] = []
        visit.page.route(lambda url: url.endswith(late), lambda route: sheets.append(route))
        visit.page.route(
            f"**/{page}.html",
            lambda route: route.fulfill(body=up_to_gate(text), content_type="text/html"),
        )
        visit.page.goto(f"{site.origin}/{page}.html", wait_until="commit")
        visit.page.wait_for_function(
            "performance.getEntriesByName('first-contentful-paint').length && document.fonts.status"
            " === 'loaded' && document.querySelector('[data-compress-gate]')"
        )
        yield visit, sheets


@for_each_theme
def test_nothing_moves_and_no_color_changes_when_the_whole_sheet_comes(
    with_theme: WithTheme, theme: str
) -> None:
    site = with_theme(theme, "html").compressed
    with held(site, CONTENT) as (visit, sheets):
        visit.page.evaluate(RECORD)
        before = visit.picture()
        assert visit.page.evaluate("document.readyState") == "loading"
        assert sheets
        for sheet in sheets:
            sheet.continue_()
        visit.page.wait_for_load_state("load")
        visit.stand_still()
        assert visit.page.locator("[data-compress-late]").count() == 0
        frames: list[str] = visit.page.evaluate("window.frames")
        assert_same_lines("picture", before, visit.picture())
        assert_same_lines("frames", frames[:1], frames)
        assert visit.page.evaluate(SHIFT) == 0
        assert repeated(visit.requests) == 0
