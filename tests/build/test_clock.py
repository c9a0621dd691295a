"""Tests of what the steps of a build take."""

from __future__ import annotations

import time

import pytest

from sphinx_compress.build.clock import Clock


def test_a_step_may_have_several_parts() -> None:
    clock = Clock()
    began = time.perf_counter()
    for _ in range(2):
        with clock.step("sleep"):
            time.sleep(0.01)
    with clock.step("nothing"):
        pass
    assert list(clock.seconds) == ["sleep", "nothing"]
    # A busy machine may let either take longer.
    passed = time.perf_counter() - began
    assert 0.02 <= clock.seconds["sleep"] <= passed - clock.seconds["nothing"]


def test_a_step_that_fails_counts_too() -> None:
    clock = Clock()
    with pytest.raises(ValueError, match="x"), clock.step("fail"):
        raise ValueError("x")
    assert "fail" in clock.seconds


def test_a_function_does_what_it_did() -> None:
    clock = Clock()
    assert clock.timed("divide", divmod)(7, 2) == (3, 1)
    assert clock.seconds["divide"] >= 0
