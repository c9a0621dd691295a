"""Each rule that applies to an element of a page is in its critical part, says the browser.

Which these are is told by :mod:`.oracle`, of the stock site, for all pages of it, and whatever a
reader may do.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.browser.oracle import Rule, Sheets, needed, places, read, rules_of
from tests.browser.sites import Pair
from tests.browser.test_matrix import WithTheme, for_each_theme

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser


def wanted_and_found(pair: Pair, context: BrowserContext) -> list[tuple[list[Rule], list[Rule]]]:
    """Return for pages with the same sheets the rules that apply, and those that come first."""
    paths = sorted(
        path.relative_to(pair.stock.directory).as_posix()
        for path in pair.stock.directory.rglob("*.html")
        # Themes have some that are no pages of the site.
        if "_static" not in path.parts
    )
    tabs, pages = [], []
    for site in pair:
        tab = context.new_page()
        tab.goto(f"{site.origin}/_static/")
        tabs.append(tab)
        pages.append(read(tab, [f"{site.origin}/{path}" for path in paths]))
    alike = defaultdict[tuple[Sheets, Sheets], list[int]](list)
    for number, ((before, _), (after, _)) in enumerate(zip(*pages, strict=True)):
        alike[before, after].append(number)
    return [
        (
            needed(
                rules_of(tabs[0], before, numbers),
                [name for number in numbers for name in pages[0][number][1]],
            ),
            rules_of(tabs[1], after),
        )
        for (before, after), numbers in alike.items()
    ]


@for_each_theme
def test_each_rule_that_applies_comes_first_and_none_can_be_left_out(
    with_theme: WithTheme, theme: str
) -> None:
    pair = with_theme(theme, "html")
    context = pair.stock.browser.new_context()
    for wanted, found in wanted_and_found(pair, context):
        at = places(wanted, found)
        assert wanted[len(at) :][:1] == []
        # Without any one of them, that would not hold.
        for number, place in enumerate(at):
            if wanted[number].is_at("CSSFontFace"):
                # Beside a font stands its subset.
                continue
            rest = found[at[number - 1] + 1 if number else 0 : place] + found[place + 1 :]
            assert len(places(wanted[number:], rest)) < len(wanted) - number
    context.close()
