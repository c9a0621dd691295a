"""The critical part of a style sheet is all that a page needs, as it is delivered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_compress.core.names import names_among
from sphinx_compress.css.critical import critical
from sphinx_compress.page.vocabulary import vocabulary
from tests.browser.conftest import build_once, serve_both, shared_directory
from tests.browser.sites import SITE, Pair, Site, View
from tests.browser.states import OPEN, STATES, force, looks, session_of
from tests.browser.test_matrix import CONTENT, GOALS, VIEWS, WithTheme, for_each

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LATE = re.compile(r'data-compress-late="" href="[^"]*/([^"/]+)"')
#: A critical part that stands in its page.
IN_PAGE = "</style><noscript data-compress-whole"

#: Another page, and one that is narrow, are compared element by element where sheets are held.
PAGES = {"light": ["index", "guide/choices", CONTENT], "dark": [CONTENT], "print": [CONTENT]}


@contextmanager
def without_scripts(site: Site, view: View, blocked: Callable[[str], bool]) -> Iterator[Page]:
    context = site.browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.color_scheme,
        reduced_motion="reduce",
        java_script_enabled=False,
    )
    context.route(
        lambda url: not url.startswith((site.origin, "data:")) or blocked(url),
        lambda route: route.abort(),
    )
    page = context.new_page()
    page.emulate_media(media=view.media)
    yield page
    context.close()


def picture(site: Site, page: str, view: View) -> bytes:
    """Return what a page looks like without scripts, and with no style sheet that is late."""
    late = LATE.findall((site.directory / f"{page}.html").read_text())
    assert bool(late) == (site.name == "compressed"), "nothing is split"
    with without_scripts(site, view, lambda url: url.endswith(tuple(late) or "\0")) as tab:
        tab.goto(f"{site.origin}/{page}.html", wait_until="load")
        while tab.evaluate("document.fonts.status") != "loaded":
            tab.wait_for_timeout(20)
        return tab.screenshot(full_page=True, animations="disabled")


@for_each("theme", [(theme,) for theme in GOALS if theme != "sphinx_book_theme"])
def test_a_page_without_its_whole_style_sheet_looks_the_same(
    with_theme: WithTheme, theme: str, tmp_path: Path
) -> None:
    pair = with_theme(theme, "html")
    for view, pages in PAGES.items():
        for page in pages:
            stock, ours = (picture(site, page, VIEWS[view]) for site in pair)
            if ours != stock:
                for name, seen in zip(Pair._fields, (stock, ours), strict=True):
                    (tmp_path / f"{name}.png").write_bytes(seen)
                pytest.fail(f"{view} {page}: compare the pictures in {tmp_path}")


def test_a_page_that_holds_its_critical_parts_looks_the_same(
    browser: Browser, with_theme: WithTheme, tmp_path_factory: pytest.TempPathFactory
) -> None:
    options = ("-D", "html_theme=furo", "-D", "compress_critical=inline")
    output = shared_directory(tmp_path_factory) / "furo-html-inline"
    built = build_once(output, *options, source=SITE)
    # There is a small sheet beside the large one, and one more on some pages.
    numbers = [(built / f"{page}.html").read_text().count(IN_PAGE) for page in PAGES["light"]]
    assert min(numbers) == 2 < max(numbers)
    with serve_both(with_theme("furo", "html").stock.directory, built, browser) as pair:
        for page in PAGES["light"]:
            stock, ours = (picture(site, page, VIEWS["light"]) for site in pair)
            assert ours == stock, page


#: Names that meet often, and some that are odd in one way or another.
NAMES = ["a", "b", "note", "Note", "x:y", "1st", "\u00e9", "--v"]
COMPOUNDS = st.sampled_from(
    ["p", "P", "*", "div", "svg", "circle", "linearGradient", "body", "html", ":root", "tbody"]
    + [
        ".a",
        ".b",
        ".note",
        ".NOTE",
        ".x\\:y",
        ".\\31 st",
        ".\u00e9",
        ".--v",
        "#a",
        "#note",
        "#\\61",
    ]
    + ["[title]", "[data-x='a']", "[TITLE]", "p.a", "p.a.b", "i.a", ".none", "#none", "q", "[lang]"]
    + [
        ":is(.a, .none)",
        ":is(.none, q)",
        ":not(.a)",
        ":where(p, q).b",
        "p:first-child",
        "p::before",
    ]
    + [":has(.b)", "p:hover", ":not(:is(.none))", "svg|circle", "*|p", "p:nth-child(1 of .a)"]
)
SELECTORS = st.lists(
    st.lists(COMPOUNDS, min_size=1, max_size=3).flatmap(
        lambda parts: st.lists(
            st.sampled_from([" ", ">", "+", "~"]), min_size=len(parts) - 1, max_size=len(parts) - 1
        ).map(lambda signs: "".join(f"{a}{b}" for a, b in zip(parts, [*signs, ""], strict=True)))
    )
    | st.sampled_from(["p:-moz-odd", "p..a", "p:odd()", ".a:unknown-pseudo"]),
    min_size=1,
    max_size=3,
).map(",".join)
DECLARATIONS = st.sampled_from(
    ["margin-left:1px", "margin-left:2px!important", "color:red", "color:blue", "--v:1"]
    + ["content:'x'", "padding:calc(var(--v)*1px)", "animation:a 1s infinite", "order:3"]
    + ["--w:var(--v)", "--v:2;color:red", "order:var(--w)", "--V:4", "--w:5!important;order:1"]
)
RULES = st.tuples(SELECTORS, DECLARATIONS).map(lambda pair: "{}{{{}}}".format(*pair))
NESTED = st.tuples(SELECTORS, RULES, st.sampled_from(["&", "& ", ":not(&)", ""])).map(
    lambda parts: f"{parts[0]}{{color:green;{parts[2]}{parts[1]}}}"
)
BLOCKS = st.tuples(
    st.sampled_from(
        ["@media screen", "@media print", "@supports (color:red)", "@layer a", "@layer b.c"]
        + ["@keyframes a", "@container (width > 1px)", "@starting-style"]
        + ["@container style(--v:1)", "@supports (--w:1)"]
    ),
    st.lists(RULES, max_size=3).map("".join),
).map(
    lambda pair: "{}{{{}}}".format(
        pair[0], "from{order:1}to{order:2}" if "keyframes" in pair[0] else pair[1]
    )
)
AT_RULES = st.sampled_from(
    ["@layer c, a;", "@property --v{syntax:'*';inherits:false;initial-value:7}"]
    + ["@property --w{syntax:'<number>';inherits:true;initial-value:8}"]
)
SHEETS = st.lists(RULES | NESTED | BLOCKS | AT_RULES, min_size=1, max_size=9).map("".join)
CLASSES = st.lists(st.sampled_from(NAMES), max_size=3).map(" ".join)
ELEMENTS = st.tuples(
    st.sampled_from(["p", "div", "P", "svg", "i", "table", "details"]),
    CLASSES,
    st.sampled_from(["", "id=a", 'ID="note"', "title", "data-x=a", "lang=en hidden"])
    | st.sampled_from(["style=order:var(--w)", "style='padding:calc(var(--\\76)*2px)'"])
    | st.sampled_from(["stroke-width=var(--v)", "STYLE='order:var(&#45;-V)'"]),
).map(lambda parts: f'<{parts[0]} class="{parts[1]}" {parts[2]}>')
TEXTS = st.sampled_from(
    ["</p>", "</div>", "text", "<circle>", "<style>p{order:var(--v)}</style>", "--w"]
    + ["<style media=print>p{order:var(--v)}</STYLE>"]
)
DOCUMENTS = st.lists(ELEMENTS | TEXTS, max_size=8)


@cache
def _page_of(browser: Browser) -> Page:
    return browser.new_page()


@given(sheet=SHEETS, elements=DOCUMENTS, is_quirky=st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_element_has_another_style_without_the_rest_of_a_sheet(
    browser: Browser, sheet: str, elements: list[str], is_quirky: bool
) -> None:
    html = ("" if is_quirky else "<!doctype html>") + "<body>" + "".join(elements)
    part = critical(sheet, names_among(vocabulary(html)))
    page = _page_of(browser)
    page.set_content(html)
    seen = [page.evaluate(STYLED_BY, css) for css in (sheet, part, part + sheet)]
    assert seen[1] == seen[0], part
    assert seen[2] == seen[0], part


#: Styles the page with a sheet alone, and says how each element and pseudo-element looks then.
STYLED_BY = """(css) => {
    document.querySelector("style[data-ours]")?.remove();
    const style = document.createElement("style");
    style.dataset.ours = "";
    style.textContent = css;
    document.head.append(style);
    // What nothing uses may not be there yet.
    const names = ["margin-left", "color", "content", "padding-left", "order", "stroke-width"];
    names.push("animation-name");
    return [...document.querySelectorAll("html, body, body *")].flatMap((element) =>
        [null, "::before"].map((pseudo) => {
            const style = getComputedStyle(element, pseudo);
            const values = names.map((name) => style.getPropertyValue(name));
            return [element.localName, pseudo, ...values];
        }));
}"""


#: A page and a sheet that has a rule of each kind for it.
SMALL_PAGE = """<!doctype html><title>Small</title><body class="wide">
<h1 id="top">Title<a class="headerlink" href="#top">#</a></h1>
<p class="note">Some <em>text</em> <a href="#top">and</a> <code>code</code></p>
<ul><li>One</li><li>Two</li></ul><details><summary>More</summary><p>Text</p></details>
<table><tr><th>Head<td>Cell</table><input type="checkbox" aria-label="Box"><p class="empty"></p>"""
SMALL_SHEET = """
    html { font-size: 15px } body { margin: 0 } body.wide { padding: 5px }
    * { box-sizing: border-box }
    h1, h2 { color: #123 } h1#top { letter-spacing: 1px } .headerlink { visibility: hidden }
    h1:hover > .headerlink { visibility: visible } a:focus { outline: 2px solid red }
    :target { background: yellow } p { margin: 3px } p + ul { margin: 1px } p.note { color: #321 }
    p.note::before { content: "!" } em, .none { font-weight: bold } li:first-child { color: #132 }
    li:not(.other) { order: 2 } [href^="#"] { cursor: help } .empty:empty { height: 2px }
    details[open] > summary { color: #213 } input:checked { opacity: .5 }
    th:is(.none, th) { top: 1px }
    @media print { p { color: #231 } } @media (max-width: 600px) { p { padding: 9px } }
    @media (prefers-color-scheme: dark) { body { background: #111 } }
    @supports (top: 0) { td { top: 2px } }
    @layer base { tr { color: #312 } } :root { --ink: #555 } code { color: var(--ink) }
    @keyframes glow { to { opacity: .1 } } em { animation: glow 1s both }
    ul em { color: #999 } p:lang(xx) { top: 3px } @media (max-width: 1px) { p { top: 4px } }
    @media screen and (min-width: 9999px) { li { top: 5px } } h1 { font-style: normal }
    p { margin: 3px } @layer unused { } @keyframes unused { to { opacity: 0 } }
    .none p { color: red } h2 { color: red } p.none { color: red } #none { color: red }
    @media print { .none { color: red } } body.none a { color: red }
"""
#: What is kept without need, and why: what decides is not known, or too much to ask.
NEEDLESS = {
    "no element stands there": ["ul em", "p:lang(xx)"],
    "no screen is like that": ["(max-width: 1px)", "(min-width: 9999px)"],
    "it says what holds anyway": ["font-style: normal"],
    "another rule says the same": ["p{ margin: 3px }"] * 2,
    "nothing uses its name": ["@layer unused", "@keyframes unused"],
}


def pieces(sheet: str) -> Iterator[str]:
    """Yield the rules of a simple sheet one by one."""
    return (match[0].strip() for match in re.finditer(r"[^{}]+\{(?:[^{}]|\{[^{}]*\})*\}", sheet))


def test_each_rule_of_a_critical_part_is_needed_or_kept_for_a_reason(browser: Browser) -> None:
    part = critical(SMALL_SHEET, names_among(vocabulary(SMALL_PAGE)))
    assert "color: red" not in part
    rules = [*pieces(part)]
    with small_pages(browser) as pages:
        whole = looks_of(pages, SMALL_SHEET)
        assert looks_of(pages, "".join(rules)) == whole
        needless = [
            rule
            for number, rule in enumerate(rules)
            if looks_of(pages, "".join(rules[:number] + rules[number + 1 :])) == whole
        ]
    # Each of them is expected, and for each reason there is one.
    expected = [text for texts in NEEDLESS.values() for text in texts]
    assert sorted(next(filter(rule.__contains__, expected), rule) for rule in needless) == (
        sorted(expected)
    )


@contextmanager
def small_pages(browser: Browser) -> Iterator[list[Page]]:
    """Open the page as it is, and once more with all elements in all states."""
    pages = [browser.new_page() for _ in range(2)]
    for page in pages:
        page.set_content(SMALL_PAGE)
    pages[1].evaluate(OPEN)
    force(session_of(pages[1]), STATES)
    yield pages
    for page in pages:
        page.close()


def looks_of(pages: list[Page], css: str) -> list[list[str]]:
    """Return what the page looks like with a sheet, in several views and states."""
    seen = []
    for page in pages:
        page.evaluate(SET_SHEET, css)
    plain, forced = pages
    for width, media, colors in SMALL_VIEWS:
        plain.set_viewport_size({"width": width, "height": 600})
        plain.emulate_media(media=media, color_scheme=colors)
        seen.append(looks(plain))
    return [*seen, looks(forced)]


SMALL_VIEWS: list[tuple[int, Literal["screen", "print"], Literal["light", "dark"]]] = [
    (900, "screen", "light"),
    (500, "screen", "dark"),
    (900, "print", "light"),
]
SET_SHEET = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
