"""With whatever theme: a reader sees and can do what a reader of the stock site can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from difflib import unified_diff
from itertools import islice, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.browser.sites import Pair, View, Visit, in_both, wait_for_results

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: The most files of CSS and JavaScript, imported ones too, that a page may ask its own site for.
#: Three of them are for what comes first: the critical part, and both files of the gate.
GOALS = {
    "alabaster": 3 + 3,
    "classic": 3 + 3,
    "furo": 3 + 3,
    "sphinx_rtd_theme": 4 + 3,
    "pydata_sphinx_theme": 6 + 3,
    "sphinx_book_theme": 6 + 3,
    "python_docs_theme": 7 + 3,
    "sphinxawesome_theme": 4 + 3,
}

THEMES = list(GOALS)

# Each theme is one worker's, which then builds and serves its sites once.
GROUPS = {theme: pytest.mark.xdist_group(f"browser-{theme}") for theme in THEMES}

pytestmark = pytest.mark.browser

#: What most pages of a site are: text and code, and nothing that has assets of its own.
CONTENT = "guide/deep/page"

VIEWS = {
    "light": View(),
    "dark": View(color_scheme="dark"),
    "print": View(media="print"),
    "narrow": View(width=390, height=844),
}

# What differs most between pages, and again what other rules apply to in the other views.
LOOKS = {
    "light": ["index", "guide/choices", "guide/deep/cards", CONTENT],
    "dark": ["guide/deep/cards", CONTENT],
    "print": ["guide/deep/hidden", CONTENT],
    "narrow": ["index", CONTENT],
}

# Each of these is looked at with every second theme, so that a run takes minutes.
OTHERS = [
    "guide/first",
    "guide/formula",
    "guide/drawing",
    "guide/deep/hidden",
    "reference/api",
    "_modules/lantern",
    "genindex",
    "search",
]

# They take as long as all the rest of a visit.
STYLED = set(product(["light"], ["guide/choices", "guide/deep/cards", CONTENT]))


def for_each(names: str, values: Iterable[tuple[str, ...]]) -> pytest.MarkDecorator:
    """Run a test with all *values*, the first of which is a theme."""
    return pytest.mark.parametrize(
        names, [pytest.param(*each, marks=GROUPS[each[0]], id="-".join(each)) for each in values]
    )


for_each_theme = for_each("theme", [(theme,) for theme in THEMES])

WithTheme = Callable[[str, str], Pair]


def show(visit: Visit, page: str, *, ending: str = ".html") -> None:
    """Open a page of the site, named as its document is."""
    path = "" if f"{page}{ending}" == "index/" else f"{page}{ending}"
    visit.go(f"{path}?q=lamp" if page == "search" else path)
    if page == "search":
        wait_for_results(visit)
        visit.stand_still()


class Seen(NamedTuple):
    """What a reader sees at one moment."""

    state: dict[str, Any]
    styles: list[list[str]]
    pictures: list[bytes]


def see(visit: Visit) -> Seen:
    """See what is on the screen."""
    return Seen(visit.state(), [], [visit.picture()])


def assert_same(seen: tuple[Sequence[Seen], Sequence[Seen]], directory: Path) -> None:
    """Fail unless the same was seen on both sites, and leave the pictures that differ."""
    assert len(seen[1]) == len(seen[0])
    for number, (stock, compressed) in enumerate(zip(*seen, strict=True)):
        for what, before in stock.state.items():
            assert_same_lines(what, before, compressed.state[what])
        assert_same_lines("styles", stock.styles, compressed.styles)
        for which, pictures in enumerate(zip(stock.pictures, compressed.pictures, strict=True)):
            if pictures[0] != pictures[1]:
                paths = [directory / f"{number}-{which}-{name}.png" for name in Pair._fields]
                for path, picture in zip(paths, pictures, strict=True):
                    path.write_bytes(picture)
                pytest.fail(f"compare {' with '.join(map(str, paths))}")


def assert_same_lines(what: str, stock: object, compressed: object) -> None:
    """Fail unless both are equal, and show what differs: not all that does not."""
    if stock != compressed:
        diff = unified_diff(lines(stock), lines(compressed), *Pair._fields, n=1, lineterm="")
        pytest.fail("\n".join([f"{what}:", *islice(diff, 40)]))


def lines(value: object) -> list[str]:
    """Return a list's items, or what is no list, for a reader."""
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def assert_each_changed(seen: Sequence[Seen]) -> None:
    """Fail if something did nothing: that it did so on both sites would not say much."""
    for before, after in pairwise(seen):
        assert after.state != before.state
        assert after.pictures != before.pictures


def look(pair: Pair, page: str, view: str, directory: Path, *, ending: str = ".html") -> None:
    """Fail unless a page is the same on both sites."""

    def act(visit: Visit) -> list[Seen]:
        show(visit, page, ending=ending)
        styles = visit.styles() if (view, page) in STYLED else []
        whole = Seen(visit.state(), styles, [visit.picture(whole_page=True)])
        visit.scroll(0.6)
        return [whole, see(visit)]

    seen = in_both(pair, act, view=VIEWS[view])
    assert_same(seen, directory)


@for_each("theme, view", product(THEMES[:1], VIEWS))
def test_a_view_is_what_it_says(with_theme: WithTheme, theme: str, view: str) -> None:
    wanted = VIEWS[view]
    with with_theme(theme, "html").stock.visit(wanted) as visit:
        page = visit.go("index.html")
        for query in (
            wanted.media,
            f"(width: {wanted.width}px)",
            f"(prefers-color-scheme: {wanted.color_scheme})",
            "(prefers-reduced-motion: reduce)",
        ):
            assert page.evaluate("(query) => matchMedia(query).matches", query), query


@for_each(
    "theme, view, page",
    [(theme, view, page) for theme in THEMES for view in LOOKS for page in LOOKS[view]]
    + [
        (theme, "light", page)
        for number, theme in enumerate(THEMES)
        for page in OTHERS[number % 2 :: 2]
    ],
)
def test_every_page_looks_the_same_to_the_pixel_and_complains_of_the_same(
    with_theme: WithTheme, theme: str, view: str, page: str, tmp_path: Path
) -> None:
    look(with_theme(theme, "html"), page, view, tmp_path)


@for_each("theme, page", product(["furo", "sphinx_rtd_theme"], ["index", CONTENT, "search"]))
def test_pages_that_are_directories_look_the_same(
    with_theme: WithTheme, theme: str, page: str, tmp_path: Path
) -> None:
    look(with_theme(theme, "dirhtml"), page, "light", tmp_path, ending="/")


@for_each(
    "theme, page",
    product(
        ["alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme"],
        ["index", CONTENT, "guide/choices"],
    ),
)
def test_pages_that_are_opened_without_a_server_look_the_same(
    with_theme: WithTheme, theme: str, page: str, tmp_path: Path
) -> None:
    look(with_theme(theme, "html").from_disk(), page, "light", tmp_path)


def assets(requests: Sequence[str]) -> list[str]:
    """Return those requests that ask for style sheets and scripts."""
    return [url for url in requests if url.partition("?")[0].endswith((".css", ".js"))]


@for_each_theme
def test_a_page_asks_for_no_more_files_for_nothing_twice_and_for_nothing_in_vain(
    with_theme: WithTheme, theme: str
) -> None:
    def act(visit: Visit) -> tuple[list[str], list[str], list[str]]:
        page = visit.go(f"{CONTENT}.html")
        announced: list[str] = page.locator("link[rel=preload]").evaluate_all(
            "(found) => found.map((each) => each.href)"
        )
        used: list[str] = page.locator("script[src], link[rel=stylesheet]").evaluate_all(
            "(found) => found.map((each) => each.src || each.href)"
        )
        assert visit.failures == []
        return assets(visit.requests), visit.requests, sorted(set(announced) - set(used))

    stock, compressed = in_both(with_theme(theme, "html"), act)
    assert len(stock[0]) > 10
    assert len(compressed[0]) <= len(stock[0]), f"{stock[0]}\n{compressed[0]}"
    assert repeated(compressed[1]) <= repeated(stock[1])
    assert len(compressed[2]) <= len(stock[2]), f"announced in vain: {compressed[2]}"


def repeated(requests: Sequence[str]) -> int:
    """Return how many requests ask for what was asked for before, whatever its version."""
    return sum(count - 1 for count in Counter(url.partition("?")[0] for url in requests).values())


@for_each_theme
def test_a_page_asks_for_few_files(with_theme: WithTheme, theme: str) -> None:
    with with_theme(theme, "html").compressed.visit() as visit:
        visit.go(f"{CONTENT}.html")
        asked = assets(visit.requests)
    assert len(asked) <= GOALS[theme], "\n".join(asked)


def results(visit: Visit) -> list[str]:
    """Return what the search page lists."""
    wait_for_results(visit)
    visit.stand_still()
    return visit.page.locator("#search-results ul.search > li").all_inner_texts()


@for_each_theme
def test_search_finds_the_same_in_the_same_order(with_theme: WithTheme, theme: str) -> None:
    def act(visit: Visit) -> list[list[str]]:
        found = []
        for query in ("horizon", "lamp+height", "sum_of_heights", "nothingofthekind"):
            visit.go(f"search.html?q={query}")
            found.append(results(visit))
        return found

    stock, compressed = in_both(with_theme(theme, "html"), act)
    assert [bool(found) for found in stock] == [True, True, True, False]
    assert compressed == stock


#: Their pages know the search's own scripts, and therefore believe that they are the search page.
UNMARKED = {"pydata_sphinx_theme", "sphinx_book_theme"}


@for_each_theme
def test_what_was_searched_for_is_found_highlighted_and_no_longer_highlighted(
    with_theme: WithTheme, theme: str, tmp_path: Path
) -> None:
    def act(visit: Visit) -> list[Seen]:
        page = visit.go("genindex.html")
        if page.locator("input[name=q]:visible").count() == 0:
            page.locator(".search-button__button:visible").first.click()
        page.locator("input[name=q]:visible").first.click()
        page.keyboard.type("clockwork")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
        assert len(results(visit)) == 1
        found = see(visit)
        page.locator("#search-results ul.search > li a").first.click()
        page.wait_for_url(f"**/{CONTENT}.html*")
        if theme not in UNMARKED:
            # Words are marked a moment after the page has loaded.
            page.locator(".highlighted").first.wait_for()
        visit.stand_still()
        marked = page.locator(".highlighted").all_inner_texts()
        assert marked == ([] if theme in UNMARKED else ["clockwork"])
        reached = see(visit)
        page.keyboard.press("Escape")
        visit.stand_still()
        return [found, reached, see(visit)]

    seen = in_both(with_theme(theme, "html"), act)
    assert_each_changed(seen[0][:2] if theme in UNMARKED else seen[0])
    assert_same(seen, tmp_path)


#: What sets the focus on the search field.
SEARCH_KEYS = {theme: {"/"} for theme in THEMES} | {
    "pydata_sphinx_theme": {"Control+k"},
    "sphinx_book_theme": {"Control+k"},
    "sphinxawesome_theme": {"/", "Meta+k"},
}


@for_each_theme
def test_the_same_keys_do_the_same(with_theme: WithTheme, theme: str, tmp_path: Path) -> None:
    def act(visit: Visit) -> list[Seen]:
        page = visit.go("guide/first.html")
        seen = []
        for key in ("/", "Control+k", "Meta+k", "ArrowRight"):
            page.keyboard.press(key)
            visit.stand_still()
            seen.append(see(visit))
            focused = page.evaluate("document.activeElement.name === 'q'")
            assert focused == (key in SEARCH_KEYS[theme]), key
            page.keyboard.press("Escape")
            page.evaluate("document.activeElement.blur()")
        return seen

    assert_same(in_both(with_theme(theme, "html"), act), tmp_path)


@for_each_theme
def test_each_copy_button_copies_the_same(with_theme: WithTheme, theme: str) -> None:
    def act(visit: Visit) -> list[str]:
        page = visit.go("guide/first.html")
        copied = []
        # This theme has buttons of its own and lays them over those of the extension.
        own = "button.copy" if theme == "sphinxawesome_theme" else "button.copybtn"
        for button in page.locator(own).all():
            page.evaluate("navigator.clipboard.writeText('')")
            button.hover()
            button.click()
            page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
            copied.append(page.evaluate("navigator.clipboard.readText()"))
        return copied

    stock, compressed = in_both(
        with_theme(theme, "html"), act, permissions=("clipboard-read", "clipboard-write")
    )
    assert len(stock) == 5
    assert "lantern horizon 31" in stock[1]
    assert compressed == stock


Act = Callable[["Page"], object]


def click(selector: str) -> Act:
    """Click on the first of what can be seen."""
    return lambda page: page.locator(selector).locator("visible=true").first.click()


def choose(selector: str, value: str) -> Act:
    """Choose from the first list that can be seen."""
    return lambda page: page.locator(selector).locator("visible=true").first.select_option(value)


def press(key: str) -> Act:
    """Press a key."""
    return lambda page: page.keyboard.press(key)


class Steps(NamedTuple):
    """What a reader does on a page, one after the other."""

    page: str
    acts: Sequence[Act] = ()


#: How often one of both sites is visited again where a picture differs.
VISITS = 6


def walk_through_both(
    pair: Pair, steps: Sequence[Steps], directory: Path, view: str = "light"
) -> list[list[Seen]]:
    """Fail unless each act does something, and the same on both sites; return what was seen."""

    def act(visit: Visit) -> list[list[Seen]]:
        seen = []
        for page, acts in steps:
            show(visit, page)
            seen.append([see(visit)])
            for each in acts:
                each(visit.page)
                visit.stand_still()
                seen[-1].append(see(visit))
        return seen

    stock, compressed = in_both(pair, act, view=VIEWS[view])
    walks = [stock], [compressed]
    for number in range(VISITS):
        if pictures_of(stock) == pictures_of(compressed):
            break
        # Letters that were drawn while they moved have other edges, with stock as well.
        with pair[number % 2].visit(VIEWS[view]) as visit:
            walks[number % 2].append(act(visit))
        same = [each for each in product(*walks) if pictures_of(each[0]) == pictures_of(each[1])]
        stock, compressed = [*same, (stock, compressed)][0]
    for seen in zip(stock, compressed, strict=True):
        assert_each_changed(seen[0])
        assert_same(seen, directory)
    return stock


def pictures_of(walk: list[list[Seen]]) -> list[list[Sequence[bytes]]]:
    return [[each.pictures for each in seen] for seen in walk]


TABS = [
    Steps(
        "guide/choices",
        [click("[role=tab]:has-text('macOS')"), click("[role=tab]:has-text('JavaScript')")],
    ),
    Steps("guide/deep/cards", [click("label.sd-tab-label:has-text('Lens')")]),
    # Which one was chosen is remembered.
    Steps("guide/choices"),
    Steps("guide/deep/cards"),
]


@for_each_theme
def test_tabs_switch_and_stay_switched(with_theme: WithTheme, theme: str, tmp_path: Path) -> None:
    seen = walk_through_both(with_theme(theme, "html"), TABS, tmp_path)
    for before, after in ((0, 2), (1, 3)):
        assert seen[after][0].pictures != seen[before][0].pictures


HIDDEN = [
    Steps("guide/deep/cards", [click("details.sd-dropdown > summary")]),
    Steps(
        "guide/deep/hidden",
        [click("button.toggle-button"), click("details.toggle-details > summary")],
    ),
    Steps("guide/drawing", [click(".mermaid-fullscreen-btn"), click(".mermaid-fullscreen-close")]),
]


@for_each_theme
def test_what_is_hidden_opens(with_theme: WithTheme, theme: str, tmp_path: Path) -> None:
    walk_through_both(with_theme(theme, "html"), HIDDEN, tmp_path)


SWITCHES: dict[str, list[Act]] = {
    "furo": [click(".theme-toggle")] * 2,
    "pydata_sphinx_theme": [
        click(".theme-switch-button"),
        click(".theme-change-button[data-mode=light]"),
        click(".theme-switch-button"),
        click(".theme-change-button[data-mode=dark]"),
    ],
    "python_docs_theme": [choose("select.theme-selector", value) for value in ("light", "dark")],
    "sphinxawesome_theme": [click("button[title='Toggle color scheme']")] * 3,
}
SWITCHES["sphinx_book_theme"] = SWITCHES["pydata_sphinx_theme"]


@for_each("theme", [(theme,) for theme in SWITCHES])
def test_the_theme_switch_switches_and_is_remembered(
    with_theme: WithTheme, theme: str, tmp_path: Path
) -> None:
    steps = [Steps(CONTENT), Steps("guide/first", SWITCHES[theme]), Steps(CONTENT)]
    seen = walk_through_both(with_theme(theme, "html"), steps, tmp_path)
    assert seen[2][0].pictures != seen[0][0].pictures


MENUS: dict[tuple[str, str], list[Act]] = {
    ("furo", "narrow"): [
        click("label.nav-overlay-icon"),
        click("label[for=toctree-checkbox-3]"),
    ],
    ("sphinx_rtd_theme", "light"): [click("button.toctree-expand")],
    ("sphinx_rtd_theme", "narrow"): [click("i[data-toggle=wy-nav-top]")],
    ("pydata_sphinx_theme", "light"): [click("#pst-collapse-sidebar-button")],
    ("pydata_sphinx_theme", "narrow"): [
        click("button.secondary-toggle"),
        press("Escape"),
        click("button.primary-toggle"),
    ],
    # The buttons for its sidebars do nothing, with or without the extension.
    ("sphinx_book_theme", "light"): [click("button[aria-label='Download this page']")],
    ("sphinx_book_theme", "narrow"): [
        click("button[aria-label='Download this page']"),
        press("Escape"),
    ],
    ("python_docs_theme", "narrow"): [click("label.toggler__label")],
    ("sphinxawesome_theme", "light"): [click("nav button")],
    ("sphinxawesome_theme", "narrow"): [
        click("header button"),
        click("button.right-4.top-4"),
    ],
}


@for_each("theme, view", MENUS)
def test_menus_open_and_close(with_theme: WithTheme, theme: str, view: str, tmp_path: Path) -> None:
    steps = [Steps(CONTENT, MENUS[theme, view])]
    walk_through_both(with_theme(theme, "html"), steps, tmp_path, view)
