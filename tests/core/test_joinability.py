"""Tests of what a text is like as a part of a bundle."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from sphinx_compress.core.joinability import Joinability


def test_without_a_reason_a_text_may_stand_anywhere() -> None:
    text = Joinability()
    assert not any(getattr(text, field.name) for field in fields(text))


def test_each_reason_is_a_field_of_its_own() -> None:
    reasons = [field.name for field in fields(Joinability) if field.name.endswith("_because")]
    assert reasons == ["kept_because", "alone_because", "first_because", "last_because"]


def test_it_is_a_value() -> None:
    one = Joinability(declared_names=frozenset("ab"))
    assert one == Joinability(declared_names=frozenset("ba"))
    assert hash(one) == hash(Joinability(declared_names=frozenset("ba")))
    with pytest.raises(FrozenInstanceError):
        one.strict = True  # type: ignore[misc]
