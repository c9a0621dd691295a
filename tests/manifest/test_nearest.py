"""Tests of the search for the entry that is most like a nodelist."""

from __future__ import annotations

from sphinx_compress.manifest.nearest import difference, lines_of, nearest
from sphinx_compress.manifest.nodelists import Nodelist
from tests.sites import sheet

CSS = "{% compress css file output %}"


def nodelist(*names: str, marks: str = CSS) -> Nodelist:
    return Nodelist(marks, "\n    ".join(sheet(name) for name in names))


def test_the_nodelist_with_the_most_tags_in_common_is_nearest() -> None:
    known = {
        "1": nodelist("a.css"),
        "2": nodelist("a.css", "b.css", "c.css"),
        "3": nodelist("x.css", "y.css", "z.css"),
    }
    assert nearest(nodelist("a.css", "b.css", "new.css", "c.css"), known) == "2"


def test_where_no_tag_is_the_same_the_most_alike_text_is_nearest() -> None:
    known = {"1": nodelist("other/thing.css"), "2": nodelist("theme.1.css"), "3": nodelist("q.css")}
    assert nearest(nodelist("theme.2.css"), known) == "2"


def test_a_region_of_the_same_kind_is_nearer() -> None:
    known = {
        "1": nodelist("a.css", marks="{% compress css inline output %}"),
        "2": nodelist("b.css"),
    }
    assert nearest(nodelist("c.css"), known) == "2"


def test_of_two_that_are_equally_near_it_is_always_the_same() -> None:
    known = {"2": nodelist("b.css"), "1": nodelist("a.css")}
    assert nearest(nodelist("c.css"), known) == nearest(
        nodelist("c.css"), dict(reversed(known.items()))
    )


def test_among_none_there_is_no_nearest() -> None:
    assert nearest(nodelist("a.css"), {}) is None


def test_a_difference_is_told_line_by_line_with_what_is_around_it() -> None:
    before = nodelist("a.css", "b.css", "c.css", "d.css", "e.css")
    after = nodelist("a.css", "b.css", "x.css", "d.css", "e.css")
    assert list(difference(before, after)) == [
        ' <link rel="stylesheet" href="_static/b.css" />',
        '-<link rel="stylesheet" href="_static/c.css" />',
        '+<link rel="stylesheet" href="_static/x.css" />',
        ' <link rel="stylesheet" href="_static/d.css" />',
    ]


def test_of_a_region_that_differs_in_its_marks_these_are_told() -> None:
    inline = nodelist("a.css", marks="{% compress css inline output %}")
    assert list(difference(nodelist("a.css"), inline))[:2] == [
        "-{% compress css file output %}",
        "+{% compress css inline output %}",
    ]


def test_a_tag_is_a_line() -> None:
    assert lines_of(Nodelist(CSS, f"\n  {sheet('a.css')}{sheet('b.css')}\n")) == [
        CSS,
        '<link rel="stylesheet" href="_static/a.css" />',
        '<link rel="stylesheet" href="_static/b.css" />',
    ]
