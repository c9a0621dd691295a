"""In three browsers, a reader of the compressed site sees what a reader of the stock site sees."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.browser.engines import Engine
from tests.browser.sites import STATE, Pair
from tests.browser.slow_server import SlowServer, serve_slowly
from tests.browser.test_hazards import REPORTS
from tests.browser.test_hazards import build as build_hazard
from tests.browser.test_matrix import CONTENT, THEMES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

#: Those whose scripts and sheets wait for each other, or come in an order.
HAZARDS = [
    "css-computed-between",
    "css-inline-between",
    "js-defer",
    "js-defer-neighbours",
    "js-document-write",
    "js-microtasks",
]

#: How often a stock page is looked at that does not show what ours shows, and how often ours.
LOOKS, OUR_LOOKS = 12, 3


#: What themes do some time after a page has loaded is done, also where no browser tells of timers:
#: Font Awesome's script has drawn its icons, and pydata's has opened its banner.
DONE = """() => !document.querySelector(
    ".fontawesome-i2svg-pending, .pst-async-banner-revealer[style*=px]"
) && !(window.FontAwesome && document.querySelector(
    "i:is(.fa, .fas, .far, .fab, .fa-solid, .fa-regular, .fa-brands)"
))"""


class Seen(NamedTuple):
    """What a browser shows of a page, and what it says of it."""

    pictures: list[bytes]
    state: dict[str, Any]
    #: What the scripts noted, in order.
    notes: Any
    messages: list[str] | None

    @property
    def words(self) -> tuple[object, ...]:
        """All but the pictures."""
        return self[1:]


def see(engine: Engine, url: str, **view: Any) -> Seen:
    """Open a page, wait for what its scripts do late, and look at it."""
    engine.open(url, **view)
    engine.wait_until(DONE)
    notes = engine.evaluate(REPORTS)
    # The two sites have different addresses.
    state = json.loads(json.dumps(engine.evaluate(STATE)).replace(url, ""))
    pictures = engine.pictures()
    return Seen(pictures, state, notes, engine.messages)


def assert_same(stock: Callable[[], Seen], ours: Callable[[], Seen], directory: Path) -> None:
    """Fail unless a stock page shows what ours shows.

    A stock page may look another way each time, and ours is then like it at one of these times.
    A browser may also draw either with other edges, now and then: so ours is looked at again where
    its pictures differ, but nothing that it does or says now and then may be its own.
    """
    looks, our_looks = [stock()], [ours()]
    while not any(each in looks for each in our_looks) and len(looks) < LOOKS:
        if len(our_looks) < OUR_LOOKS and our_looks[-1].words in [each.words for each in looks]:
            our_looks.append(ours())
        looks.append(stock())
    words = [each.words for each in looks]
    found = [each for each in our_looks if each.words not in words]
    if found or not any(each in looks for each in our_looks):
        pytest.fail("\n".join(differences(looks[0], [*found, *our_looks][0], directory)))


def differences(stock: Seen, ours: Seen, directory: Path) -> list[str]:
    """Say what differs, and leave the pictures."""
    lines = [
        f"{name}: {before!r:.1000} became {after!r:.1000}"
        for name, before, after in [
            *((name, value, ours.state[name]) for name, value in stock.state.items()),
            ("notes", stock.notes, ours.notes),
            ("messages", stock.messages, ours.messages),
        ]
        if before != after
    ]
    for number, pictures in enumerate(zip(stock.pictures, ours.pictures, strict=False)):
        if pictures[0] != pictures[1]:
            paths = [directory / f"{number}-{name}.png" for name in Pair._fields]
            for path, picture in zip(paths, pictures, strict=True):
                path.write_bytes(picture)
            lines.append(f"compare {' with '.join(map(str, paths))}")
    return lines


def compare(engine: Engine, pair: Pair, path: str, directory: Path, **view: Any) -> None:
    stock, ours = (partial(see, engine, f"{site.origin}/{path}", **view) for site in pair)
    assert_same(stock, ours, directory)


@pytest.mark.parametrize("theme", THEMES)
def test_a_page_of_each_theme_is_the_same(
    engine: Engine, with_theme: Callable[[str, str], Pair], theme: str, tmp_path: Path
) -> None:
    compare(engine, with_theme(theme, "html"), f"{CONTENT}.html", tmp_path)


def test_a_page_is_drawn_the_same_each_time(
    engine: Engine, with_theme: Callable[[str, str], Pair]
) -> None:
    """Its round corners tell if it is drawn in part."""
    engine.open(f"{with_theme('sphinxawesome_theme', 'html').stock.origin}/guide/deep/cards.html")
    assert engine.pictures() == engine.pictures()


def test_the_demo_is_the_same(engine: Engine, demo: Pair, tmp_path: Path) -> None:
    compare(engine, demo, "guide/index.html", tmp_path)


def test_the_demo_is_the_same_in_the_dark(engine: Engine, demo: Pair, tmp_path: Path) -> None:
    compare(engine, demo, "guide/index.html", tmp_path, width=600, is_dark=True)
    assert engine.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    engine.open(f"{demo.stock.origin}/index.html")
    assert not engine.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")


def test_nobody_draws_random_numbers_while_firefox_is_open(
    engines: Callable[[str], Engine],
) -> None:
    engines("firefox")
    named = [thread.name for thread in threading.enumerate()]
    assert any("recv_events" in name for name in named)
    # Hypothesis takes what is drawn in another thread for an error of the test that it runs.
    assert not any("keepalive" in name for name in named)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowServer]:
    """Serve the roots of hazards in both variants."""
    root = tmp_path_factory.mktemp("engines")
    for variant in Pair._fields:
        enabled = variant == "compressed"
        for name in HAZARDS:
            build_hazard(name, root / variant / name, compress_enabled=enabled)
    with serve_slowly(root) as server:
        yield server


@pytest.fixture
def sites(server: SlowServer) -> list[str]:
    """Return the addresses of both variants, whose files come at once."""
    server.start_anew()
    return [f"{server.origin}/{variant}" for variant in Pair._fields]


@pytest.mark.parametrize("root", HAZARDS)
def test_a_hazard_changes_nothing(
    engine: Engine, sites: list[str], root: str, tmp_path: Path
) -> None:
    stock, ours = (partial(see, engine, f"{site}/{root}/index.html") for site in sites)
    assert_same(stock, ours, tmp_path)
