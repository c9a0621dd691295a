"""Tests of an object that behaves like another one."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any

import pytest

from sphinx_compress.extension.proxy import Proxy


class Louder(Proxy):
    """Has a method, and an attribute, of its own."""

    def __init__(self, wrapped: Any) -> None:
        super().__init__(wrapped, volume=11)

    def upper(self) -> str:
        return f"{self._wrapped.upper()}!"


def test_it_has_its_own_attributes_and_those_of_the_wrapped_object() -> None:
    louder: Any = Louder("ab")
    assert louder.upper() == "AB!"
    assert louder.volume == 11
    assert louder.title() == "Ab"
    assert isinstance(louder, str)


def test_attributes_are_set_and_deleted_on_the_wrapped_object() -> None:
    wrapped = SimpleNamespace(one=1)
    proxy: Any = Proxy(wrapped)
    proxy.two = 2
    del proxy.one
    assert vars(wrapped) == {"two": 2}
    with pytest.raises(AttributeError, match="one"):
        proxy.one  # noqa: B018


def test_a_copy_wraps_the_same_object() -> None:
    wrapped = SimpleNamespace()
    copied: Any = copy.copy(Proxy(wrapped))
    copied.one = 1
    assert wrapped.one == 1
