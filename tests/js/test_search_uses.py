"""Tests of whether scripts let the search index come late."""

from __future__ import annotations

from pathlib import Path

import pytest
import sphinx.themes

from sphinx_compress.js.search_uses import (
    hands_over_queries,
    lets_queries_wait,
    mentions_search,
)

TOOLS = (Path(next(iter(sphinx.themes.__path__))) / "basic/static/searchtools.js").read_text(
    encoding="utf-8"
)


def test_the_script_of_sphinx_keeps_a_query_until_the_index_is_there() -> None:
    assert lets_queries_wait(TOOLS)
    assert not hands_over_queries(TOOLS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Search._index = index;", "Search._index = index; Search.init();"),
        ("_index !== null,", "_index !== undefined,"),
        ("if (Search.hasIndex()) Search.query(query);", "Search.query(query);"),
        ("else Search.deferQuery(query);", ""),
        ("(Search._queued_query = query)", "undefined"),
        ("_ready(Search.init);", "_ready(() => Search.query('x'));"),
        ("_ready(Search.init);", "Search.setIndex({});"),
        ("_ready(Search.init);", "other(Search);"),
        ("_ready(Search.init);", "Search['query']('x');"),
        ("_ready(Search.init);", "S\\u0065arch.init();"),
        ("Search.startPulse();", "if (Search._index) Search.startPulse();"),
        ("const Search = {", "var Search = {"),
        ("const Search = {", "const Find = {"),
        ("_ready(Search.init);", "_ready(Search.init"),
    ],
)
def test_one_that_does_something_else_is_noticed(before: str, after: str) -> None:
    assert before in TOOLS
    assert not lets_queries_wait(TOOLS.replace(before, after))


def test_blanks_and_comments_make_no_difference() -> None:
    assert lets_queries_wait(TOOLS.replace("Search._index = index;", "Search._index\n=/* */index;"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "f('Search the docs'); research(); SearchBox.query()",
        "if (!Search) stop()",
        "if (Search) { Search.performSearch(q) }",
        "typeof Search !== 'undefined' && Search.performSearch(q)",
        "Search.output.remove(); Search.stopPulse()",
    ],
)
def test_a_script_that_hands_over_queries_can_do_without_the_index(text: str) -> None:
    assert hands_over_queries(text)


@pytest.mark.parametrize(
    "text",
    [
        "Search.query(q)",
        "Search._index.titles",
        "Search.performTermsSearch(a, b)",
        "if (Search.hasIndex()) f()",
        "Search.setIndex({})",
        "Search.loadIndex('searchindex.js')",
        "Search.query = mine",
        "f(Search)",
        "const {_index} = Search",
        "Search[name]()",
        "eval('Search.query(q)')",
        "eval(`Search . query(q)`)",
        "S\\u0065arch.x(Search.y)",
        "\\u0053earch.query(q)",
        "Search.init(",
    ],
)
def test_a_script_that_may_need_the_index_at_once_is_noticed(text: str) -> None:
    assert mentions_search(text)
    assert not hands_over_queries(text)
