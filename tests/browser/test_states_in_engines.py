"""In three browsers, what a reader does looks the same without scripts and without what is late.

Only Chromium can be told that all elements are hovered over or pressed, and WebKit cannot be told
to print.  So the selectors and media of all style sheets are changed instead: ``:hover`` is an
attribute, and what is for paper is for the screen.  :mod:`.test_critical` has Chromium print.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.engines import Engine
from tests.browser.sites import STAND_STILL, Pair
from tests.browser.slow_server import SlowServer, serve_slowly
from tests.browser.states import AS_ATTRIBUTES, AS_PRINTED, FINISH, LOOK, OPEN, STATES
from tests.browser.test_critical import LATE
from tests.browser.test_matrix import THEMES, assert_same_lines

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

PAGE = "guide/deep/cards"
#: What is not there for a browser that runs no scripts.
SCRIPT = re.compile(r"<script\b.*?</script>|</?noscript\b[^>]*>", re.DOTALL)
#: How often both pages are looked at while they do not show the same.
LOOKS = 4

#: What can be seen in a state: pictures, and how all elements look.
Seen = dict[str, list[bytes] | list[str]]


@pytest.fixture(name="server", params=THEMES, scope="module")
def sites_without_scripts(
    request: pytest.FixtureRequest,
    with_theme: Callable[[str, str], Pair],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SlowServer]:
    root = tmp_path_factory.mktemp("states")
    late: list[str] = []
    for site in with_theme(request.param, "html"):
        shutil.copytree(site.directory, root / site.name, copy_function=os.link)
        page = root / site.name / f"{PAGE}.html"
        text = page.read_text()
        late += LATE.findall(text)
        page.unlink()
        page.write_text(SCRIPT.sub("", text))
    assert late, "nothing is split"
    with serve_slowly(root) as server:
        server.lost = tuple(late)
        yield server


def stand_still(engine: Engine) -> None:
    """Wait until nothing moves any more."""
    while engine.evaluate(FINISH):
        """What came to rest may have others begin to move."""
    engine.evaluate(STAND_STILL)


def picture(engine: Engine) -> list[bytes]:
    stand_still(engine)
    return engine.pictures()


def put_into(engine: Engine, states: str) -> None:
    """Have all elements be in some states, with blanks between them, and no others."""
    query = "html, body, body *"
    act = f"for (const each of document.querySelectorAll('{query}')) each.dataset.is = '{states}'"
    engine.evaluate(f"() => {{ {act} }}")


def states_of(engine: Engine, address: str) -> Seen:
    """Return what a page looks like in each state."""
    engine.open(address, width=500)
    seen: Seen = {"narrow": picture(engine)}
    engine.evaluate(AS_PRINTED)
    seen["print"] = picture(engine)
    engine.open(address)
    seen["light"] = picture(engine)
    engine.evaluate(AS_ATTRIBUTES)
    put_into(engine, "hover")
    seen["hover"] = picture(engine)
    engine.open(address, is_dark=True)
    engine.evaluate(AS_ATTRIBUTES)
    engine.evaluate(OPEN)
    seen["dark and opened"] = picture(engine)
    put_into(engine, "focus focus-visible focus-within")
    seen["focus"] = picture(engine)
    put_into(engine, "active target")
    seen["active and target"] = picture(engine)
    put_into(engine, " ".join(STATES))
    stand_still(engine)
    seen["in all states"] = engine.evaluate(LOOK)
    return seen


def test_a_critical_part_has_what_a_reader_may_see(
    engine: Engine, server: SlowServer, tmp_path: Path
) -> None:
    """Both pages may look another way each time: once, ours looks as stock does at some time."""
    stock, ours = list[Seen](), list[Seen]()
    differing: list[str] = []
    for _ in range(LOOKS):
        for name, seen in zip(Pair._fields, (stock, ours), strict=True):
            seen.append(states_of(engine, f"{server.origin}/{name}/{PAGE}.html"))
        differing = [
            each for each in ours[0] if not any(x[each] == y[each] for x in stock for y in ours)
        ]
        if not differing:
            break
    for state in differing:
        for name, (first, *_) in zip(Pair._fields, (stock, ours), strict=True):
            for number, each in enumerate(first[state]):
                if isinstance(each, bytes):
                    (tmp_path / f"{name}-{number}.png").write_bytes(each)
        assert_same_lines(f"{state} (see {tmp_path})", stock[0][state], ours[0][state])
    # Some themes have nothing for paper, or for one state; but what does nothing tells nothing.
    assert len({*map(str, stock[0].values())}) >= len(stock[0]) - 2
