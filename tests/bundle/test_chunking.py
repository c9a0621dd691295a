"""Tests of which neighbours share a bundle."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.chunking import Chunking, Learner, Runs, is_block, learn, tags_of
from tests.sites import script, sheet

A, B, C, D = (sheet(f"{name}.css") for name in "abcd")
X, Y = script("x.js"), script("y.js")
STYLE = "<style>p{}</style>"
BLOCK = "<script>x()</script>"


def is_cut(pages: dict[Runs, int], before: str, after: str) -> bool:
    return learn(pages).is_cut(before, after)


# Files


def test_what_all_pages_have_shares_a_bundle() -> None:
    chunking = learn({(A + B + C,): 10})
    assert chunking == Chunking()
    assert not chunking.is_cut(A, B)


def test_what_is_not_known_shares_a_bundle() -> None:
    assert not Chunking().is_cut(A, B)
    assert not is_cut({(A + B,): 10}, A, D)


def test_what_some_pages_have_only_is_cut_off() -> None:
    pages: dict[Runs, int] = {(A + B,): 10, (A + B + C,): 10}
    assert not is_cut(pages, A, B)
    assert is_cut(pages, B, C)


def test_what_stands_in_between_on_some_pages_is_cut_out() -> None:
    pages: dict[Runs, int] = {(A + B,): 10, (A + C + B,): 10}
    # On some pages two are neighbours that on others are not.
    assert is_cut(pages, A, C)
    assert is_cut(pages, C, B)
    assert is_cut(pages, A, B)


@pytest.mark.parametrize("few", [1, 2])
def test_two_pages_may_be_exceptions(few: int) -> None:
    # A search page and one more, which nearly every site has.
    pages: dict[Runs, int] = {(A + B,): 3, (A,): few}
    assert not is_cut(pages, A, B)


def test_three_of_a_few_pages_are_no_exceptions() -> None:
    assert is_cut({(A + B,): 50, (A,): 3}, A, B)
    assert is_cut({(A + B,): 50, (A,): 2, (B,): 1}, A, B)


def test_of_fifty_pages_one_may_have_something_in_between() -> None:
    # Each of these has a copy of its own of what the others share.
    assert not is_cut({(A + B,): 49, (A + C + B,): 1}, A, B)
    assert is_cut({(A + B,): 48, (A + C + B,): 1}, A, B)
    assert is_cut({(A + B,): 98, (A + C + B,): 1, (B, A): 2}, A, B)
    # Another run counts like something in between.
    assert is_cut({(A + B,): 48, (A, B): 1}, A, B)


def test_of_many_pages_one_in_twenty_may_lack_one() -> None:
    assert not is_cut({(A + B,): 95, (A,): 5}, A, B)
    assert is_cut({(A + B,): 94, (A,): 6}, A, B)
    assert is_cut({(A + B,): 90, (A,): 5}, A, B)


@pytest.mark.parametrize(("together", "cut"), [(1, True), (2, True), (3, False)])
def test_more_than_half_of_the_pages_must_have_both(together: int, cut: bool) -> None:
    # However few pages there are.
    assert is_cut({(A + B,): together, (A,): 2}, A, B) is cut


def test_a_single_page_is_a_bundle_of_its_own() -> None:
    assert learn({(A + B,): 1}) == Chunking()


def test_neighbours_are_those_of_one_run() -> None:
    assert learn({(A, B): 10, (A + B,): 1}).is_cut(A, B)
    assert not learn({(A, X + Y): 10}).is_cut(X, Y)


def test_the_order_of_neighbours_counts() -> None:
    pages: dict[Runs, int] = {(A + B,): 60, (B + A,): 1}
    assert not is_cut(pages, A, B)
    assert is_cut(pages, B, A)


def test_checksums_and_white_space_do_not_count() -> None:
    newer = A.replace("a.css", "a.css?v=12")
    assert not is_cut({(f"{A}\n{B}",): 1, (f"{newer} {B}",): 1, (f"{newer}{B}",): 1}, A, B)
    assert tags_of(f" {newer}\n{STYLE}") == (A, STYLE)


def test_a_tag_twice_on_a_page_is_one_of_the_page() -> None:
    assert not is_cut({(A + A + B,): 10}, A, B)
    assert not is_cut({(A + A,): 10}, A, A)


# Blocks in the page


@pytest.mark.parametrize(
    ("tag", "is_one"),
    [
        (STYLE, True),
        ("<STYLE>p{}</STYLE>", True),
        ("<style media=print>p{}</style>", True),
        (BLOCK, True),
        ("<script>src</script>", True),
        ("<SCRIPT id=a>x()</SCRIPT>", True),
        (A, False),
        (X, False),
        ("<SCRIPT SRC=a.js></SCRIPT>", False),
        ("<script data-src='a.js'>x()</script>", True),
        ("<script id=src>x()</script>", True),
        ("<script title='a>b' src=a.js></script>", False),
    ],
)
def test_a_block_names_no_file(tag: str, is_one: bool) -> None:
    assert is_block(tag) is is_one


@pytest.mark.parametrize("block", [STYLE, BLOCK])
def test_a_block_that_is_not_known_is_cut_off(block: str) -> None:
    # Most of them are those of a single page.
    assert Chunking().is_cut(A, block)
    assert Chunking().is_cut(block, A)
    assert Chunking().is_cut(block, block)
    assert is_cut({(A + block,): 1}, A, block)


def test_a_style_element_is_cut_off_whatever_was_learnt() -> None:
    # A content security policy may forbid it, but not the sheet that it would be a part of.
    joins = frozenset({(A, STYLE), (STYLE, A), (STYLE, STYLE), (A, BLOCK)})
    for pair in ((A, STYLE), (STYLE, A), (STYLE, STYLE)):
        assert Chunking(joins=joins).is_cut(*pair)
    assert not Chunking(joins=joins).is_cut(A, BLOCK)


@pytest.mark.parametrize("number", [2, 30])
def test_a_block_that_all_pages_have_shares_the_bundle(number: int) -> None:
    pages: dict[Runs, int] = {(X + BLOCK + Y,): number}
    assert learn(pages).joins == {(X, BLOCK), (BLOCK, Y)}
    assert not is_cut(pages, X, BLOCK)
    assert not is_cut(pages, BLOCK, Y)


def test_a_block_that_some_pages_have_is_cut_off() -> None:
    pages: dict[Runs, int] = {(X + BLOCK + Y,): 10, (X + Y,): 10}
    assert is_cut(pages, X, BLOCK)
    assert is_cut(pages, BLOCK, Y)


def test_a_block_that_is_another_one_on_each_page_is_cut_off() -> None:
    blocks = [f"<script>page({number})</script>" for number in range(40)]
    pages: dict[Runs, int] = {(X + block + Y,): 1 for block in blocks}
    chunking = learn(pages)
    assert chunking.joins == frozenset()
    assert chunking.is_cut(X, blocks[0])


# What is learnt


RUNS = st.lists(st.lists(st.sampled_from([A, B, C, X, STYLE, BLOCK])).map("".join)).map(tuple)
PAGES = st.dictionaries(RUNS, st.integers(1, 60))


@given(PAGES, st.randoms(use_true_random=False))
def test_the_order_of_pages_does_not_matter(pages: dict[Runs, int], random: object) -> None:
    items = list(pages.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert learn(dict(items)) == learn(pages)
    assert learn(dict(items)).to_json() == learn(pages).to_json()


@given(PAGES)
def test_only_neighbours_are_known(pages: dict[Runs, int]) -> None:
    chunking = learn(pages, {"word": "place"})
    assert chunking.words == {"word": "place"}
    beside = {
        (tags[at], tags[at + 1])
        for runs in pages
        for tags in map(tags_of, runs)
        for at in range(len(tags) - 1)
    }
    assert chunking.cuts | chunking.joins <= beside
    assert not any(is_block(tag) for pair in chunking.cuts for tag in pair)
    assert all(any(map(is_block, pair)) for pair in chunking.joins)


@given(st.lists(RUNS, max_size=20))
def test_a_learner_knows_what_it_was_told(pages: list[Runs]) -> None:
    learner = Learner()
    seen: dict[Runs, int] = {}
    for runs in pages:
        before = learner.chunking
        changed = learner.note(runs)
        assert changed == (learner.chunking != before)
        # A third page of a kind says nothing new: that is left for the end of the build.
        seen[runs] = seen.get(runs, 0) + 1
        if seen[runs] <= 2:
            assert learner.chunking == learn(seen)


def test_a_learner_guesses_from_the_pages_seen_so_far() -> None:
    learner = Learner()
    assert not learner.note((A + B + C,))
    assert not learner.chunking.is_cut(B, C)
    assert learner.note((A + B,))
    assert learner.chunking.is_cut(B, C)
    assert not learner.note((A + B,))


def test_a_learner_stops_where_each_page_is_of_a_kind_of_its_own() -> None:
    learner = Learner()
    changes = [learner.note((f"{A}{sheet(f'{number}.css')}",)) for number in range(200)]
    assert any(changes[:50])
    assert not any(changes[60:])


def test_a_learner_looks_at_two_pages_of_a_kind() -> None:
    learner = Learner()
    assert [learner.note((X + BLOCK,)) for _ in range(3)] == [False, True, False]
    learner = Learner()
    assert [learner.note((runs,)) for runs in (A + B, A + B, A, A)] == [False, False, False, True]
    # It would tip the balance, but is left for the end of the build.
    assert not learner.note((A + B,))
    assert learn({(A + B,): 3, (A,): 2}) != learner.chunking


@pytest.mark.parametrize(("others", "changed"), [(48, True), (49, False)])
def test_a_learner_looks_at_fifty_kinds_of_pages(others: int, changed: bool) -> None:
    learner = Learner()
    learner.note((A + B,))
    for number in range(others):
        learner.note((sheet(f"{number}.css"),))
    assert learner.note((A,)) is changed


def test_a_learner_keeps_to_what_an_earlier_build_came_to() -> None:
    for known in (Chunking(), Chunking(frozenset({(A, B)}))):
        learner = Learner(known)
        assert not any(learner.note((runs,)) for runs in (A + B, A, A, A, B, B, B))
        assert learner.chunking is known


# As it is kept


PAIRS = st.frozensets(st.tuples(st.text(), st.text()))
CHUNKINGS = st.builds(Chunking, PAIRS, PAIRS, st.dictionaries(st.text(), st.text()))


@given(CHUNKINGS)
def test_what_was_learnt_comes_back(chunking: Chunking) -> None:
    assert Chunking.from_json(chunking.to_json()) == chunking
    assert Chunking.from_json(chunking.to_json().encode()) == chunking


@given(CHUNKINGS)
def test_equal_answers_are_equal_bytes(chunking: Chunking) -> None:
    # Sets of equal members may have them in another order.
    cuts, joins = (frozenset(sorted(each)[::-1]) for each in (chunking.cuts, chunking.joins))
    again = Chunking(cuts, joins, dict(sorted(chunking.words.items())[::-1]))
    assert Chunking.from_json(chunking.to_json()).to_json() == again.to_json()


@given(CHUNKINGS, st.data())
def test_of_a_torn_file_nothing_is_known(chunking: Chunking, data: st.DataObject) -> None:
    text = chunking.to_json()
    assert Chunking.from_json(text[: data.draw(st.integers(0, len(text) - 1))]) == Chunking()


@pytest.mark.parametrize(
    "text",
    ["", "null", "1", "[]", '"x"', "{}", "[" * 100_000, b"\xff", b"\0", '{"cuts": []}'],
)
def test_of_something_else_nothing_is_known(text: str | bytes) -> None:
    assert Chunking.from_json(text) == Chunking()


@pytest.mark.parametrize("name", ["cuts", "joins", "words"])
@pytest.mark.parametrize("value", [None, 1, [1], [[1]], [[1, 2, 3]], {"a": 1}, [["a", "b"], 1]])
def test_a_wrong_part_is_no_error(name: str, value: object) -> None:
    good = json.loads(Chunking(frozenset({(A, B)})).to_json())
    assert isinstance(Chunking.from_json(json.dumps(good | {name: value})), Chunking)
