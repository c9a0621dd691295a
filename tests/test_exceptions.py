"""The errors are found in the place that earlier versions documented, too."""

from __future__ import annotations

import pytest

from sphinx_compress import exceptions
from sphinx_compress.core.errors import FilterError


def test_an_error_is_found_in_its_old_place_with_a_hint_at_the_new_one() -> None:
    with pytest.warns(DeprecationWarning, match=r"core\.errors\.FilterError"):
        found = exceptions.FilterError
    assert found is FilterError


def test_what_is_no_error_is_not_found_in_the_old_place() -> None:
    with pytest.raises(AttributeError, match="Nothing"):
        _ = exceptions.Nothing
