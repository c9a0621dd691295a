"""In three browsers, what a reader does looks the same without what comes late.

Only Chromium can have all elements be hovered over, or pressed: see ``test_held_sheets.py``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator

import pytest

from tests.browser.engines import Engine
from tests.browser.sites import Pair
from tests.browser.slow_server import SlowServer, serve_slowly
from tests.browser.states import FINISH, LOOK, OPEN
from tests.browser.test_matrix import assert_same_lines

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

#: One with sheets of its own, and one with Bootstrap.
THEMES = ["furo", "pydata_sphinx_theme"]
PAGE = "guide/deep/cards"
#: Without scripts, the late sheets of a page never apply.
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)

#: Gives the focus to one element after the other; returns how it, and what is around it, looks.
FOCUS = f"""async () => {{
    const all = ({LOOK});
    const seen = [];
    const query = "a[href], button, input, summary, [tabindex], textarea, select";
    const wanted = [...document.querySelectorAll(query)];
    for (let at = 0; at < wanted.length; at += Math.ceil(wanted.length / 5)) {{
        wanted[at].focus({{ preventScroll: true, focusVisible: true }});
        for (const each of document.getAnimations()) each.finish();
        seen.push(...all());
    }}
    return seen;
}}"""


@pytest.fixture(name="server", params=THEMES, scope="module")
def sites_without_scripts(
    request: pytest.FixtureRequest,
    with_theme: Callable[[str, str], Pair],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SlowServer]:
    root = tmp_path_factory.mktemp("states")
    for site in with_theme(request.param, "html"):
        shutil.copytree(site.directory, root / site.name)
        page = root / site.name / f"{PAGE}.html"
        text = page.read_text()
        assert ("data-compress-late" in text) == (site.name == "compressed"), "nothing is split"
        page.write_text(SCRIPT.sub("", text))
    with serve_slowly(root) as server:
        yield server


def looks(engine: Engine) -> list[str]:
    while engine.evaluate(FINISH):
        pass
    found: list[str] = engine.evaluate(LOOK)
    return found


def states_of(engine: Engine, address: str) -> dict[str, list[str]]:
    """Return how a page looks in each state."""
    engine.open(address, width=500)
    seen = {"narrow": looks(engine)}
    engine.open(address, is_dark=True)
    seen["dark"] = looks(engine)
    engine.evaluate(OPEN)
    seen["opened"] = looks(engine)
    engine.evaluate("() => { location.hash = document.querySelector('section').id; }")
    seen["target"] = looks(engine)
    # Nothing in a window is focused before the window is.
    engine.wait_until("() => document.hasFocus()")
    seen["focus"] = engine.evaluate(FOCUS)
    return seen


def test_a_critical_part_has_what_a_reader_may_see(engine: Engine, server: SlowServer) -> None:
    stock, ours = (
        states_of(engine, f"{server.origin}/{name}/{PAGE}.html") for name in Pair._fields
    )
    for state, before in stock.items():
        assert_same_lines(state, before, ours[state])
    assert stock["narrow"] != stock["dark"]
    number = len(stock["target"])
    focused = [stock["focus"][at : at + number] for at in range(0, len(stock["focus"]), number)]
    assert any(each != stock["target"] for each in focused)
