"""Tests of journals: what processes write down of their pages, and how it is read."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse, id_of_html
from sphinx_compress.build.journal import Journal, last_pages, read_journals
from sphinx_compress.build.place import TemplatePlace
from sphinx_compress.bundle.result import Result
from sphinx_compress.page.region import Region
from tests.build.test_state import placed, region


def lines(directory: Path) -> list[list[str]]:
    """Return what this process wrote."""
    [path] = directory.rglob(f"{os.getpid()}.jsonl")
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_the_lines_of_a_page_are_written_together(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin_page("a")
    one, other = (journal.define(placed(name), Result("")) for name in "xy")
    before = lines(tmp_path)
    with journal:
        journal.use("a", "../", one)
        with journal:
            journal.use("a", "../", other)
        journal.use("a", "", other)
        journal.add_script("a", "script")
        journal.use("b", "", one)
        journal.use("b", "", one)
        assert len(lines(tmp_path)) == len(before) + 1
    uses = {name: [region(name).id, id_of_html("")] for name in "xy"}
    written = lines(tmp_path)[len(before) :]
    written.remove(["script", "a", "script"])
    assert written == [
        ["use", "a", "../", uses["x"], uses["y"]],
        ["use", "a", "", uses["y"]],
        ["use", "b", "", uses["x"], uses["x"]],
    ]
    journal.use("b", "", other)
    assert lines(tmp_path)[-1] == ["use", "b", "", uses["y"]]
    journal.close()


def test_what_was_noted_before_an_error_is_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    use_of_x = journal.define(placed("x"), Result(""))
    with contextlib.suppress(KeyboardInterrupt), journal:
        journal.use("a", "", use_of_x)
        raise KeyboardInterrupt
    assert lines(tmp_path)[-1][:3] == ["use", "a", ""]
    journal.close()


def test_a_process_number_that_is_given_twice_loses_nothing(tmp_path: Path) -> None:
    first, second = Journal(tmp_path), Journal(tmp_path)
    first.begin_page("one")
    second.begin_page("two")
    first.begin_page("three")
    for journal in (first, second):
        journal.close()
    (file,) = tmp_path.iterdir()
    assert [json.loads(line)[1] for line in file.read_text().splitlines()] == [
        "one",
        "two",
        "three",
    ]


def test_outside_of_a_page_each_line_is_written_at_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin_page("a")
    assert lines(tmp_path) == [["page", "a"]]
    use = journal.define(placed("x"), Result("<x>"))
    assert [line[0] for line in lines(tmp_path)] == ["page", "region", "html"]
    journal.use("a", "", use)
    journal.use("a", "", use)
    assert lines(tmp_path)[3:] == [["use", "a", "", [region("x").id, id_of_html("<x>")]]] * 2
    with journal:
        pass
    assert len(lines(tmp_path)) == 5
    journal.close()


def test_a_journal_that_was_closed_goes_on(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.close()
    assert not list(tmp_path.iterdir())
    journal.begin_page("a")
    journal.close()
    journal.close()
    journal.begin_page("b")
    journal.close()
    assert lines(tmp_path) == [["page", "a"], ["page", "b"]]


def test_nobody_may_run_a_journal_as_a_program(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Journal(tmp_path).begin_page("a")
    finally:
        os.umask(before)
    [path] = tmp_path.iterdir()
    assert os.name != "posix" or path.stat().st_mode & 0o777 == 0o666


def test_a_journal_leaves_no_descriptor_open(tmp_path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("needs /proc")
    before = len(list(descriptors.iterdir()))
    for number in range(20):
        journal = Journal(tmp_path / "new" / str(number))
        journal.begin_page("a")
        journal.begin_page("b")
        journal.close()
        journal.begin_page("c")
        journal.close()
        journal.close()
    assert len(list(descriptors.iterdir())) == before


def test_what_is_written_is_read(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.begin_page("a")
    journal.use("a", "../", journal.define(placed("x"), Result("<x>")))
    journal.add_script("a", "one")
    journal.add_script("a", "two")
    journal.use("a", "../", journal.define(placed("y"), Result("<y>")))
    journal.begin_page("b")
    journal.close()
    uses = tuple(RegionUse(region(name).id, id_of_html(f"<{name}>")) for name in "xy")
    assert read_journals(tmp_path) == Index(
        {region(name).id: placed(name) for name in "xy"},
        {id_of_html(f"<{name}>"): f"<{name}>" for name in "xy"},
        {"a": Page("../", uses, scripts=("one", "two")), "b": Page("")},
    )


def test_the_names_of_pages_are_written_as_what_differs(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    names = {"a": {"p", ".a"}, "b": {"p", ".b"}, "c": {"p", ".a"}}
    for page, found in names.items():
        journal.begin_page(page)
        journal.add_names(page, frozenset(found))
    with journal:
        journal.begin_page("b")
        journal.add_names("b", frozenset({"p", ".a", ".c"}))
    journal.close()
    told = [line[2:] for line in lines(tmp_path) if line[0] == "names"]
    assert told == [[[".a", "p"], []], [[".b"], [".a"]], [[], []], [[".c"], []]]
    pages = read_journals(tmp_path).pages
    assert {page: set(known.names) for page, known in pages.items()} == names | {
        "b": {"p", ".a", ".c"}
    }


def test_each_process_has_names_of_its_own(tmp_path: Path) -> None:
    found = index_of(
        tmp_path,
        [["page", "a"], ["names", "a", ["p"], []], ["page", "b"], ["names", "b", ["q"], ["p"]]],
        [["page", "c"], ["names", "c", ["r"], []], ["page", "d"], ["names", "d", [], []]],
    )
    assert {page: set(known.names) for page, known in found.pages.items()} == {
        "a": {"p"},
        "b": {"q"},
        "c": {"r"},
        "d": {"r"},
    }


def index_of(directory: Path, *processes: list[Any]) -> Index:
    """Return what is read of processes that wrote these lines."""
    for number, told in enumerate(processes):
        text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in told)
        (directory / f"{number}.jsonl").write_text(text)
    return read_journals(directory)


USE = ["use", "a", "", ["r", "h"]]


def test_a_page_that_is_rendered_again_is_void(tmp_path: Path) -> None:
    told = [["page", "a"], USE, ["script", "a", "s"], ["page", "a"]]
    assert index_of(tmp_path, told).pages == {"a": Page("")}
    told += [["script", "a", "t"]]
    assert index_of(tmp_path, told).pages == {"a": Page("", scripts=("t",))}
    assert index_of(tmp_path, told[-1:]).pages == {"a": Page("", scripts=("t",))}


def test_what_another_process_has_rendered_before_is_void(tmp_path: Path) -> None:
    one = [["page", "a"], ["use", "a", "../", ["r", "h"]], ["script", "a", "s"]]
    found = index_of(tmp_path, one, [["use", "a", "", ["q", "g"]], ["script", "a", "t"]])
    assert found.pages == {"a": Page("", (RegionUse("q", "g"),), scripts=("t",))}
    found = index_of(tmp_path, one, [["script", "a", "t"], ["use", "a", "", ["q", "g"]]])
    assert found.pages == {"a": Page("", (RegionUse("q", "g"),), scripts=("t",))}


def test_the_first_place_of_a_region_is_kept(tmp_path: Path) -> None:
    def told(template: str, line: int) -> list[Any]:
        return ["region", "r", "css", "file", "n", "text", template, line, False, True, False]

    first = Region("css", "file", "n", "text", late=True)
    for places in ([("b", 1), ("a", 2)], [("a", 2), ("b", 1)], [("a", 3), ("a", 2)]):
        found = index_of(tmp_path, [told(*place) for place in places])
        assert found.regions == {"r": PlacedRegion(first, TemplatePlace("a", 2))}


@pytest.mark.parametrize(
    "line",
    [
        *('["page"', "{}", "1", "null", '"page"', "[]", "[" * 99_999, "", "\x00"),
        *(["page"], ["page", 1], ["page", "a", "b"], ["use", "a"], ["use", 1, ""], ["use", "a", 1]),
        *(["use", "a", "", "x"], ["use", "a", "", ["r"]], ["use", "a", "", 1], ["other", "a", "b"]),
        *(["script", "a"], ["script", "a", 1], ["script", "a", "b", "c"], ["html", "h"]),
        *(["html", "h", 1], ["html", 1, "h"], ["region"], ["region", "r"], ["region", 1, "css"]),
        ["region", "r", "css", "file", "n", 1, "t", 1, False, False, False],
        ["region", "r", "css", "file", "n", "t", "p", "x", False, False, False],
        ["region", "r", "css", "file", "n", "t", "p", float("inf"), False, False, False],
        ["region", "r", "css", "file", "n", "t", "p", 1, False, False],
        *(["names", "a"], ["names", "a", 1, []], ["names", "a", ["p"], []][:3], ["names"]),
    ],
)
def test_a_line_that_is_none_of_ours_is_left_out(line: Any, tmp_path: Path) -> None:
    good = [["page", "a"], USE]
    expected = index_of(tmp_path, good)
    assert index_of(tmp_path, [good[0], line, good[1]]) == expected


def test_lines_that_are_no_json_spoil_no_others(tmp_path: Path) -> None:
    (tmp_path / "1.jsonl").write_bytes(b'["page", "a"]\n\xff\xfe\n["page", "b"]\n["page", "c')
    assert set(read_journals(tmp_path).pages) == {"a", "b"}
    assert list(last_pages(tmp_path)) == ["b"]


def test_the_last_page_of_each_process_is_known(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text('["page", "of something else"]\n')
    index_of(
        tmp_path,
        [["page", "a"], ["page", "b"], USE],
        [["page", "c"], ["page", "d", "e"], ["page"], ["script", "x"]],
        [USE],
    )
    assert sorted(last_pages(tmp_path)) == ["b", "c"]


def test_without_journals_nothing_is_known(tmp_path: Path) -> None:
    assert read_journals(tmp_path / "none") == Index()
    assert list(last_pages(tmp_path / "none")) == []
    (tmp_path / "folder.jsonl").mkdir()
    assert read_journals(tmp_path) == Index()


def test_a_forked_process_compares_names_with_its_own(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.add_names("a", frozenset({"p", ".a"}))
    child = os.fork()
    if not child:
        journal.begin_page("b")
        journal.add_names("b", frozenset({"p", ".b"}))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    pages = read_journals(tmp_path).pages
    assert {page: set(known.names) for page, known in pages.items()} == {
        "a": {"p", ".a"},
        "b": {"p", ".b"},
    }
