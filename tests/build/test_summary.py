"""Tests of what a user is told at the end of a build."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sphinx_compress.build.place import NO_TEMPLATE, TemplatePlace
from sphinx_compress.build.summary import PlacedProblem, Summary
from sphinx_compress.core.types import Problem


def placed(problem: Problem) -> str:
    return str(PlacedProblem(problem, "a/b", TemplatePlace("layout.html", 7)))


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("filter", "x failed", "_static/a.css", 3), "x failed (_static/a.css:3)"),
        # Which file it is must never be left for the user to find out.
        (Problem("filter", "x failed", "_static/a.css"), "x failed (_static/a.css)"),
        (Problem("missing", "_static/a.css was not found", "_static/a.css"), "_static/a.css was"),
        (Problem("filter", "x failed"), "x failed"),
        (Problem("filter", "x failed", None, 3), "x failed"),
    ],
)
def test_a_problem_says_where_its_cause_is(problem: Problem, text: str) -> None:
    where = " [page a/b, region at layout.html:7]"
    assert placed(problem).startswith(text)
    assert placed(problem).endswith(where)
    assert placed(problem).count("_static/a.css") <= 1
    if not text.endswith("was"):
        assert placed(problem) == text + where


def test_what_was_done_is_told_to_those_who_ask() -> None:
    assert Summary().details == "0 regions on 0 pages; bundles: 0 written, 0 reused"
    assert Summary(regions=1, pages=1, written=1).details == (
        "1 region on 1 page; bundles: 1 written, 0 reused"
    )
    summary = Summary(regions=2, pages=30, written=1, reused=4, pruned=5, relinked=1)
    assert summary.details == (
        "2 regions on 30 pages; bundles: 1 written, 4 reused, 5 removed, 1 page relinked"
    )
    assert str(summary) == ""


def test_people_are_told_what_it_is_good_for() -> None:
    summary = Summary(requests=(14, 2), sizes=(186_949, 164_460))
    assert str(summary) == "14 files became 2 on a typical page, 186.9 → 164.5 kB"
    assert str(replace(summary, gzip=(48_100, 38_040))) == (
        "14 files became 2 on a typical page, 186.9 → 164.5 kB (gzip 48.1 → 38.0)"
    )
    assert str(Summary(requests=(1, 1))).startswith("1 file became 1 on a typical page, ")


def test_what_the_first_paint_waits_for_is_told_if_it_is_less() -> None:
    summary = Summary(requests=(2, 2), first_paint=(24_200, 11_300))
    assert str(summary).splitlines()[1] == (
        "the first paint waits for 11.3 kB of style sheets instead of 24.2 (gzip)"
    )
    more = replace(summary, sizes=(50_000, 60_000))
    assert (
        str(more)
        .splitlines()[1]
        .endswith("24.2 (gzip); some of their rules come a second time later")
    )
    for sizes in ((100, 100), (0, 0), (100, 101)):
        assert len(str(replace(summary, first_paint=sizes)).splitlines()) == 1


def test_a_problem_of_an_implicit_region_names_the_page_alone() -> None:
    assert str(PlacedProblem(Problem("filter", "x failed"), "a/b", NO_TEMPLATE)) == (
        "x failed [page a/b]"
    )


def test_another_line_says_how_many_files_are_as_they_were() -> None:
    assert str(Summary(requests=(5, 1), not_minified=2, files=5)).splitlines()[1] == (
        "2 of 5 files kept as written, at least in part (sphinx-build -v says why)"
    )
