"""Tests of work without a garbage collector."""

from __future__ import annotations

import gc

import pytest

from sphinx_compress.core.garbage import garbage_left


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
