"""In three browsers, a font that a critical part names is not fetched again for the whole sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.browser.engines import Engine
from tests.browser.sites import Pair
from tests.browser.slow_server import serve_slowly
from tests.browser.test_critical import LATE
from tests.browser.test_matrix import CONTENT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

THEMES = ["sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]
PAGE = f"{CONTENT}.html"
#: Seconds that fonts and whole sheets are late: a font is on its way, or there, when these come.
LATENESS = {"sheets-first": (0.8, 0.3), "fonts-first": (0.1, 0.8)}
APPLIES = """() => document.readyState === "complete"
    && !document.querySelector("[data-compress-late], [data-compress-gate]")
    && document.fonts.status === "loaded\""""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lateness", LATENESS)
def test_fonts_are_fetched_once(
    engine: Engine, with_theme: Callable[[str, str], Pair], theme: str, lateness: str
) -> None:
    directory = with_theme(theme, "html").compressed.directory
    sheets = LATE.findall((directory / PAGE).read_text())
    # A server that is new has nothing in a cache.
    with serve_slowly(directory) as server:
        server.caching = "max-age=60"
        of_fonts, of_sheets = LATENESS[lateness]
        server.late = {".woff2": of_fonts, **dict.fromkeys(sheets, of_sheets)}
        engine.open(f"{server.origin}/{PAGE}")
        engine.wait_until(APPLIES)
        asked = Counter(path for path in server.asked if ".woff" in path)
    assert asked
    assert set(asked.values()) == {1}, asked
