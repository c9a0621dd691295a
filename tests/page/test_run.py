"""Tests of what is read of a run."""

from __future__ import annotations

import pytest

from sphinx_compress.page.pieces import pieces_of
from sphinx_compress.page.run import Run
from tests.page.test_scan import COMMENTS, HEEDED, A, B


@pytest.mark.parametrize("comment", COMMENTS)
def test_comments_are_kept_apart_from_tags(comment: str) -> None:
    run = Run(f"{A}\n{comment}\n{B}")
    assert (run.tags, run.comments) == (f"{A}\n{B}", f"\n{comment}")
    assert run.is_plain


def test_a_run_has_the_pieces_of_its_text() -> None:
    run = Run(f"{A}\n{B}")
    assert run.pieces == pieces_of(run.text)
    assert (run.tags, run.comments) == (run.text, "")


@pytest.mark.parametrize("between", [*HEEDED, "text", "<p>"])
def test_a_run_with_something_else_in_it_is_not_plain(between: str) -> None:
    assert not Run(f"{A}{between}{B}").is_plain
