"""Items that are still there are found, in their order."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.matching import matches

FEW = st.lists(st.sampled_from("abc"), max_size=40)


@given(FEW, FEW)
def test_pairs_are_equal_and_in_order(before: list[str], after: list[str]) -> None:
    pairs = matches(before, after)
    assert all(before[old] == after[new] for old, new in pairs)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(pairs))


@given(st.lists(st.integers(), unique=True, max_size=40), st.data())
def test_all_that_is_left_of_a_text_is_found(before: list[int], data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(range(len(before))))) if before else set()
    after: list[object] = []
    for at in sorted(kept):
        after += data.draw(st.lists(st.just("new"), max_size=2))
        after.append(before[at])
    assert [old for old, _ in matches(before, after)] == sorted(kept)


def test_a_part_that_was_put_in_moves_the_rest() -> None:
    text = "the same words come again and again and again".split()
    assert matches(text, ["new", *text[:4], "more", *text[4:]]) == [
        (at, at + 1 + (at >= 4)) for at in range(len(text))
    ]


def test_the_time_grows_with_the_length_only() -> None:
    text = [str(number % 97) for number in range(400_000)]
    start = time.process_time()
    # Nothing stands in it once.
    matches(text, text[: len(text) // 2] + ["new"] + text[len(text) // 2 + 3 :])
    assert time.process_time() - start < 20
