"""Tests of budgets."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_compress.build.checks.budget import Outlay, outlays, read_budget, tightest
from sphinx_compress.core.errors import BudgetError


@pytest.mark.parametrize(
    ("value", "budget"),
    [
        ("css=60kB,js=150kB,requests=8", {"css": 60_000, "js": 150_000, "requests": 8}),
        ("requests=8, js = 1.5 MB", {"js": 1_500_000, "requests": 8}),
        ("total=64KiB", {"total": 65_536}),
        ("css=500", {"css": 500}),
    ],
)
def test_a_budget_is_read(value: str, budget: dict[str, int]) -> None:
    assert read_budget(value) == budget


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.toml", 'css = "60kB"\njs = 1000\nrequests = 8\n'),
        ("b.json", '{"css": "60kB", "js": 1000, "requests": 8}'),
    ],
)
def test_a_budget_may_be_in_a_file(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    assert read_budget(str(tmp_path / name)) == {"css": 60_000, "js": 1000, "requests": 8}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("cs=1kB", r"there is no budget cs \(did you mean css\?\)"),
        ("images=1kB", "there is no budget images; there are css, js, total, requests"),
        ("css=big", "css must be a size such as 60kB, not big"),
        ("css=", "css must be a size such as 60kB, not "),
        ("css=1 parsec", "css must be a size such as 60kB, not 1 parsec"),
        ("css=-1kB", "css must be a size"),
        ("requests=8kB", "requests must be a number of files, not 8kB"),
        ("no.toml", "no.toml is neither a budget such as css=60kB.* nor a file with one: No such"),
    ],
)
def test_what_is_no_budget_is_told(value: str, message: str) -> None:
    with pytest.raises(BudgetError, match=message):
        read_budget(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [("css = ", "cannot be read: "), ("", "there is no budget in it"), ("x = 1", "no budget x")],
)
def test_what_is_wrong_in_a_file_is_told_with_its_name(
    text: str, message: str, tmp_path: Path
) -> None:
    file = tmp_path / "b.toml"
    file.write_text(text)
    with pytest.raises(BudgetError, match=rf"b\.toml.* {message}"):
        read_budget(str(file))


def test_the_pages_that_take_most_come_first() -> None:
    pages = {f"{n}.html": {"css": n * 1000, "requests": 3} for n in range(1, 9)}
    css, requests = outlays({"css": 6000, "requests": 3}, pages)
    assert css.over == 2
    assert [page for page, _ in css.worst] == [f"{n}.html" for n in (8, 7, 6, 5, 4)]
    assert css.shown(6000) == "6.0 kB"
    assert requests.over == 0
    assert requests.worst[0] == ("1.html", 3)
    assert requests.shown(3) == "3"


def test_a_site_without_pages_is_within_any_budget() -> None:
    assert outlays({"css": 1}, {}) == [Outlay("css", 1, ())]


def test_the_tightest_budget_holds() -> None:
    pages = {
        "a": {"css": 19_101, "js": 0, "total": 19_101, "requests": 3},
        "b": {"css": 0, "js": 13_400, "total": 13_400, "requests": 7},
    }
    assert tightest(pages) == "css=19.2kB,js=13.4kB,requests=7"
    assert not any(each.over for each in outlays(read_budget(tightest(pages)), pages))
    assert tightest({}) == ""


def test_a_limit_without_a_unit_is_shown_as_bytes() -> None:
    assert Outlay("css", 30, ()).shown(30) == "30 bytes"
