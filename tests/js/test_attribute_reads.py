"""Tests of what scripts read of the attributes of tags."""

from __future__ import annotations

import pytest

from sphinx_compress.js.tag_references import references
from sphinx_compress.js.url_words import ANY

_EACH = "for (const t of document.querySelectorAll('link'))"


def test_data_is_asked_for_by_its_name() -> None:
    assert references(f"{_EACH} go(t.getAttribute('data-skin'))").words == {"data-skin"}


@pytest.mark.parametrize("name", ["'href'", "x"])
def test_a_url_is_followed(name: str) -> None:
    assert references(f"{_EACH} go(t.getAttribute({name}))").words == {ANY["css"]}


def test_other_attributes_ask_for_none() -> None:
    assert references(f"{_EACH} go(t.getAttribute('rel'))").words == set()
