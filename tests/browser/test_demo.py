"""A reader of the compressed demo sees and can do what a reader of the stock one can."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.sites import Pair, View, Visit, in_both, wait_for_results

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

VIEWS = {
    "light": View(),
    "dark": View(color_scheme="dark"),
    "print": View(media="print"),
    "narrow": View(width=390, height=844),
}

PAGES = [
    "index.html",
    "guide/index.html",
    "guide/quickstart.html",
    "guide/stations.html",
    "guide/deep/er/harmonics.html",
    "reference/api.html",
    "_modules/tidewater.html",
    "genindex.html",
    "search.html?q=station",
]

# On paper and on a telephone the others would show the same rules again.
DISTINCT_PAGES = [
    "index.html",
    "guide/index.html",
    "guide/quickstart.html",
    "search.html?q=station",
]

LOOKS = [(path, view) for view in ("light", "dark") for path in PAGES] + [
    (path, view) for view in ("print", "narrow") for path in DISTINCT_PAGES
]


@pytest.mark.parametrize(("path", "view"), LOOKS)
def test_every_page_looks_the_same_to_the_pixel(
    demo: Pair, path: str, view: str, tmp_path: Path
) -> None:
    pictures = {}
    for site in demo:
        with site.visit(VIEWS[view]) as visit:
            page = visit.go(path)
            if path.startswith("search"):
                wait_for_results(visit)
            picture = tmp_path / f"{site.name}.png"
            page.screenshot(path=picture, full_page=True, animations="disabled")
            pictures[site.name] = picture
    stock, compressed = (picture.read_bytes() for picture in pictures.values())
    assert stock == compressed, f"compare {' with '.join(map(str, pictures.values()))}"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_needs_fewer_requests_asks_for_nothing_twice_and_does_not_complain(
    demo: Pair, path: str
) -> None:
    def look(visit: Visit) -> list[str]:
        visit.go(path)
        return [url for url in visit.requests if url.partition("?")[0].endswith((".css", ".js"))]

    stock, compressed = in_both(demo, look)
    assert len(compressed) <= len(stock) - 10, f"{stock}\n{compressed}"
    assert sorted(compressed) == sorted(set(compressed))


@pytest.mark.parametrize("path", ["index.html", "guide/deep/er/harmonics.html"])
def test_what_is_announced_early_is_what_the_page_then_loads(demo: Pair, path: str) -> None:
    with demo.compressed.visit() as visit:
        page = visit.go(path)
        announced, loaded = (
            page.locator(selector).evaluate_all(f"(found) => found.map((each) => each.{attribute})")
            for selector, attribute in [("link[rel=preload]", "href"), ("script[src]", "src")]
        )
    assert announced
    assert set(announced) <= set(loaded)


def test_every_element_has_the_same_computed_style(demo: Pair) -> None:
    def styles(visit: Visit) -> list[list[str]]:
        visit.go("guide/deep/er/harmonics.html")
        return visit.styles()

    stock, compressed = in_both(demo, styles)
    assert len(stock) > 300
    assert compressed == stock


def test_the_copy_button_copies_the_code_without_its_prompts(demo: Pair) -> None:
    def copy(visit: Visit) -> str:
        page = visit.go("guide/quickstart.html")
        block = page.locator(".highlight", has_text=">>> from tidewater import extremes")
        block.hover()
        block.locator("button.copybtn").click()
        block.locator("button.copybtn.success").wait_for()
        copied: str = page.evaluate("navigator.clipboard.readText()")
        return copied

    stock, compressed = in_both(demo, copy, permissions=("clipboard-read", "clipboard-write"))
    expected = "from tidewater import extremes\n[round(hour, 1) for hour, _ in extremes(reef, 24)]"
    assert stock.strip() == expected
    assert compressed == stock


def test_tabs_of_one_group_switch_together_and_stay_switched(demo: Pair) -> None:
    def switch(visit: Visit) -> list[list[str]]:
        page = visit.go("guide/index.html")
        seen = [shown_panels(visit)]
        page.locator(".sd-tab-set").first.get_by_text("uv", exact=True).click()
        seen.append(shown_panels(visit))
        visit.go("guide/index.html")
        seen.append(shown_panels(visit))
        return seen

    stock, compressed = in_both(demo, switch)
    pip = ["$ pip install tidewater", '$ python -c "import tidewater"']
    uv = ["$ uv add tidewater", '$ uv run python -c "import tidewater"']
    assert stock == [pip, uv, uv]
    assert compressed == stock


def shown_panels(visit: Visit) -> list[str]:
    """Return the text of each tab panel that can be seen."""
    panels = visit.page.locator(".sd-tab-content:visible pre")
    return [text.strip() for text in panels.all_inner_texts()]


@pytest.mark.parametrize(
    ("query", "least"), [("station", 4), ("heights", 3), ("extremes", 2), ("nothingofthekind", 0)]
)
def test_search_finds_the_same_in_the_same_order(demo: Pair, query: str, least: int) -> None:
    def search(visit: Visit) -> list[str]:
        page = visit.go("index.html")
        # The way a reader takes: the shortcut, which a script provides, then the form.
        page.keyboard.press("/")
        page.keyboard.type(query)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
        wait_for_results(visit)
        return page.locator("#search-results ul.search > li").all_inner_texts()

    stock, compressed = in_both(demo, search)
    assert len(stock) >= least
    assert bool(stock) == bool(least)
    assert compressed == stock


def test_a_word_that_was_searched_for_is_highlighted(demo: Pair) -> None:
    def highlight(visit: Visit) -> list[str]:
        page = visit.go("guide/index.html?highlight=station")
        return page.locator("span.highlighted").all_inner_texts()

    stock, compressed = in_both(demo, highlight)
    assert stock
    assert compressed == stock


def test_the_theme_button_goes_through_the_same_themes(demo: Pair) -> None:
    def toggle(visit: Visit) -> list[list[str]]:
        page = visit.go("index.html")
        seen = []
        for _ in range(4):
            seen.append(
                page.evaluate(
                    "[document.body.dataset.theme, getComputedStyle(document.body).backgroundColor]"
                )
            )
            page.locator(".theme-toggle:visible").click()
        return seen

    stock, compressed = in_both(demo, toggle)
    assert {theme for theme, _ in stock} == {"auto", "light", "dark"}
    assert compressed == stock


def test_scripts_of_the_theme_draw_what_they_should(demo: Pair) -> None:
    def draw(visit: Visit) -> list[str]:
        page = visit.go("guide/stations.html")
        curve = page.locator("tide-chart path.curve").get_attribute("d")
        page = visit.go("guide/index.html")
        return [curve or "", page.locator(".reading-time").inner_text()]

    stock, compressed = in_both(demo, draw)
    assert stock[0].startswith("M")
    assert stock[1] == "1 min read"
    assert compressed == stock


def test_what_is_remembered_for_the_next_page_applies_before_it_is_drawn(demo: Pair) -> None:
    def enlarge(visit: Visit) -> str:
        visit.go("index.html").evaluate("localStorage.setItem('harbor-text-size', 'large')")
        size: str = visit.go("guide/index.html").evaluate(
            "getComputedStyle(document.documentElement).fontSize"
        )
        return size

    stock, compressed = in_both(demo, enlarge)
    assert stock == "18px"
    assert compressed == stock
