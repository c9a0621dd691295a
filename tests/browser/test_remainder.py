"""A critical part and what is left of its sheet mean what the whole sheet means."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_compress.core.names import names_among
from sphinx_compress.css.critical import critical
from sphinx_compress.css.families import ANY, family_of
from sphinx_compress.css.part_reader import NotSplittable
from sphinx_compress.css.remainder import remainder
from tests.browser.engines import Engine
from tests.browser.test_critical import BLOCKS, DOCUMENTS, NESTED, SELECTORS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DECLARATIONS = st.sampled_from(
    ["margin:1px", "margin-left:2px", "margin-left:3px!important", "margin-inline-start:4px"]
    + ["color:red", "color:blue", "font:7px/8px serif", "line-height:9px", "--v:1", "--v:2"]
    + ["border:1px solid", "border-left-width:2px", "border-style:dotted", "all:unset"]
    + ["gap:1px", "row-gap:2px", "inset:1px", "left:2px", "display:flex", "display:none"]
    + ["width:1px", "inline-size:2px", "overflow-wrap:anywhere", "word-wrap:normal", "odd:1"]
    + ["--w:var(--v)", "order:var(--w)", "--V:3!important", "z-index:var(--V)", "z-index:2"]
)
RULES = st.tuples(SELECTORS, st.lists(DECLARATIONS, min_size=1, max_size=3).map(";".join)).map(
    lambda pair: "{}{{{}}}".format(*pair)
)
SHEETS = st.lists(RULES | RULES | NESTED | BLOCKS, min_size=2, max_size=12).map("".join)
#: Of these, any may be what a page had when the part was made.
NAMES = st.frozensets(
    st.sampled_from(["p", "div", "svg", "body", "html", "i", "q", ".a", ".b", ".note", "#a"])
    | st.sampled_from(["#note", "[title", "[lang", "circle", ".x:y", "[data-x"])
)


@cache
def _page_of(browser: Browser) -> Page:
    return browser.new_page()


@given(sheet=SHEETS, names=NAMES, elements=DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_all_elements_look_as_they_do_with_the_whole_sheet(
    browser: Browser, sheet: str, names: frozenset[str], elements: list[str]
) -> None:
    may_be = names_among(names)
    try:
        pieces = critical(sheet, may_be), remainder(sheet, may_be)
    except NotSplittable:
        assume(False)
    page = _page_of(browser)
    page.set_content("<!doctype html><body>" + "".join(elements))
    assert page.evaluate(STYLED_BY, [*pieces]) == page.evaluate(STYLED_BY, [sheet]), pieces


#: Styles the page with some sheets alone, and says how each element and pseudo-element looks then.
STYLED_BY = """(sheets) => {
    // What is no element of the page is not shown, either.
    document.adoptedStyleSheets = sheets.map((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        return sheet;
    });
    return [...document.querySelectorAll("html, body, body *")].flatMap((element) =>
        [null, "::before"].map((pseudo) => {
            const style = getComputedStyle(element, pseudo);
            const values = [...style].map((name) => style.getPropertyValue(name));
            const custom = ["--v", "--w", "--V"].map((name) => style.getPropertyValue(name));
            return [element.localName, ...custom, values.join()];
        }));
}"""

#: Returns, for each property that a browser knows, what it sets.
PROPERTIES = """() => {
    const dashed = (name) => name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase())
        .replace(/^(webkit|moz|ms)-/, "-$1-");
    const element = document.createElement("p");
    element.style.display = "none";
    document.body.append(element);
    const computed = getComputedStyle(element);
    const read = () => [...computed].map((name) => [name, computed.getPropertyValue(name)]);
    const before = read();
    const names = new Set([...computed]);
    for (let each = element.style; each; each = Object.getPrototypeOf(each)) {
        for (const name of Object.getOwnPropertyNames(each)) names.add(dashed(name));
    }
    return [...names].map((name) => {
        element.style.cssText = "";
        element.style.setProperty(name, "inherit");
        const set = [...element.style];
        element.style.cssText = "display:none";
        element.style.setProperty(name, "3px");
        const now = read();
        const is_relative = /font|zoom|line-height|math-depth/.test(name);
        const changed = now.filter(([, value], at) => value !== before[at][1]);
        return [name, set, is_relative ? [] : changed.map(([changed]) => changed)];
    });
}"""


def test_no_property_sets_one_of_another_family(engine: Engine) -> None:
    engine.open("about:blank")
    found: list[Any] = engine.evaluate(PROPERTIES)
    families = {name: (family_of(name), {*map(family_of, [*a, *b])}) for name, a, b in found}
    assert sum(len(sets) > 0 for _, sets in families.values()) > 300
    astray = {name for name, (own, sets) in families.items() if own != ANY and sets - {own}}
    assert astray == set()
