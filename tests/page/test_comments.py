"""Tests of the comments between tags that only people read."""

from __future__ import annotations

import pytest

from sphinx_compress.page.comments import idle_from, is_idle, parted
from tests.page.test_scan import HEEDED, REMARKS, A, B


@pytest.mark.parametrize("text", ["", "\n", *REMARKS, "\n".join(REMARKS)])
def test_what_only_people_read_is_idle(text: str) -> None:
    assert is_idle(text)
    html = f"{A}{text}"
    assert idle_from(html, 0, len(html)) == len(A)
    # What begins before the first place does not count.
    assert idle_from(html, len(html.rstrip()), len(html)) == len(html.rstrip())


@pytest.mark.parametrize("text", ["text", A, *HEEDED, f"{REMARKS[0]}text"])
def test_what_others_may_heed_is_not(text: str) -> None:
    assert not is_idle(text)
    html = f"{A}{text} {REMARKS[0]}\n"
    assert idle_from(html, 0, len(html)) == len(A + text)


def test_remarks_are_no_part_of_a_region() -> None:
    assert parted(f"{A}\n  <!-- one --> <!-- two -->\n{B}\n{A}") == (
        f"{A}\n{B}\n{A}",
        "\n  <!-- one --> <!-- two -->",
    )
    assert parted(f"{A}\n{B}") == (f"{A}\n{B}", "")
