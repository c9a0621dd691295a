"""Tests of how often Python looks for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from sphinx_compress.core.garbage import Collector, garbage_left


@pytest.fixture(autouse=True)
def usual() -> Iterator[None]:
    """Have what Python does by itself before a test and after it."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def test_garbage_is_looked_for_rarely_until_it_is_as_before() -> None:
    collector = Collector()
    collector.slow_down()
    assert gc.get_threshold() == (50_000, 10, 10)
    collector.slow_down()
    collector.restore()
    assert gc.get_threshold() == (700, 10, 10)


def test_more_seldom_is_left_as_it_is() -> None:
    gc.set_threshold(90_000, 20, 20)
    collector = Collector()
    collector.slow_down()
    assert gc.get_threshold() == (90_000, 20, 20)
    collector.restore()
    assert gc.get_threshold() == (90_000, 20, 20)


def test_never_stays_never() -> None:
    gc.set_threshold(0, 10, 10)
    collector = Collector()
    collector.slow_down()
    collector.restore()
    assert gc.get_threshold() == (0, 10, 10)


def test_what_somebody_else_has_chosen_meanwhile_stays() -> None:
    collector = Collector()
    collector.slow_down()
    gc.set_threshold(5_000, 5, 5)
    collector.restore()
    assert gc.get_threshold() == (5_000, 5, 5)


@pytest.mark.parametrize("was_enabled", [True, False])
def test_garbage_is_left_and_collected_again_if_it_was(was_enabled: bool) -> None:
    try:
        if not was_enabled:
            gc.disable()
        with garbage_left():
            with garbage_left():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled() == was_enabled
    finally:
        gc.enable()


def test_it_is_collected_again_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), garbage_left():
        1 / 0  # noqa: B018
    assert gc.isenabled()
