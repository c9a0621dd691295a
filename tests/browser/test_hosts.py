"""What the scripts of a host count in pages is there, and loads nothing for that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.engines import Engine
from tests.browser.sites import TESTDOCS, build_here
from tests.browser.slow_server import SlowServer, serve_slowly

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

PAGE = "sub/deep/page.html"
SELECTORS = {
    "furo": "link[href*='_static/styles/furo.css']",
    "sphinx_rtd_theme": "script[src*='_static/js/theme.js']",
}
#: As Read the Docs puts it at the end of a head; it may run as soon as that has been read.
INJECTED = """<script>window.count = () => document.querySelectorAll("{}").length;
window.early = count();</script></head>"""
VARIANTS: dict[str, dict[str, Any]] = {
    "stock": {"compress_enabled": False},
    "ours": {"compress_injected": "readthedocs"},
}


@pytest.fixture(name="server", scope="module")
def server_of_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowServer]:
    root = tmp_path_factory.mktemp("hosts")
    for theme, selector in SELECTORS.items():
        for name, values in VARIANTS.items():
            output = root / theme / name
            values |= {"html_theme": theme, "templates_path": []}
            assert not build_here(TESTDOCS / "test-pydata", output, **values)
            page = output / PAGE
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace("</head>", INJECTED.format(selector), 1), encoding="utf-8")
    with serve_slowly(root) as server:
        yield server


@pytest.mark.parametrize("theme", SELECTORS)
def test_a_host_counts_what_it_counts_elsewhere(
    engine: Engine, server: SlowServer, theme: str
) -> None:
    server.start_anew()
    for name in VARIANTS:
        engine.open(f"{server.origin}/{theme}/{name}/{PAGE}")
        assert engine.evaluate("() => [early, count()]") == [1, 1]
    ours = [path for path in server.asked if "/ours/" in path]
    assert not any(path.endswith("furo.css") for path in ours)
    assert sum(path.endswith("js/theme.js") for path in ours) == (theme == "sphinx_rtd_theme")
