"""Tests of what is known of pages beyond the process and the build that wrote them."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from sphinx_compress.build.index import Index, Page, PlacedRegion, RegionUse, id_of_html
from sphinx_compress.build.journal import Journal
from sphinx_compress.build.place import TemplatePlace
from sphinx_compress.build.state import PageState
from sphinx_compress.bundle.result import Result
from sphinx_compress.page.region import Region
from tests.processes import run_all

FORK = multiprocessing.get_context("fork")
PLACE = TemplatePlace("layout.html", 3)


def region(name: str) -> Region:
    return Region("css", "file", "output", f"<link href={name}>")


def placed(name: str, place: TemplatePlace = PLACE) -> PlacedRegion:
    return PlacedRegion(region(name), place)


def use(journal: Journal, page: str, name: str, *, prefix: str = "", html: str = "") -> None:
    """Record that *page* uses the region *name*."""
    html = html or f"<html of {name}>"
    journal.use(page, prefix, journal.define(placed(name), Result(html)))


def used(name: str, html: str = "") -> RegionUse:
    return RegionUse(region(name).id, id_of_html(html or f"<html of {name}>"))


def finish(state: PageState) -> Index:
    """End a build as the reconciler does."""
    with state.lock():
        index, _ = state.load()
        index.drop_unused()
        state.save(index)
        state.clear_journals()
    state.close()
    return index


def build(directory: Path, pages: dict[str, list[str]]) -> Index:
    """Run a whole build that writes *pages*, each with its regions."""
    state = PageState(directory)
    state.open()
    note(state, pages)
    return finish(state)


def note(state: PageState, pages: dict[str, list[str]]) -> None:
    for page, names in pages.items():
        state.journal.begin_page(page)
        for name in names:
            use(state.journal, page, name, prefix="../" * page.count("/"))


def killed_build(directory: Path, pages: dict[str, list[str]], tail: bytes = b"") -> None:
    """Run a build in a process that is killed after it noted *pages*."""
    ready = FORK.Event()

    def target() -> None:
        state = PageState(directory)
        state.open()
        note(state, pages)
        state.journal.begin_page("last")
        for path in (directory / "journals").glob(f"*/{os.getpid()}.jsonl"):
            lines = path.read_bytes().splitlines(keepends=True)[:-1]
            path.write_bytes(b"".join(lines) + tail)
        ready.set()
        time.sleep(60)

    process = FORK.Process(target=target)
    process.start()
    assert ready.wait(60)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(60)


def files(directory: Path) -> list[str]:
    found = (path for path in directory.rglob("*") if path.is_file())
    return sorted(path.relative_to(directory).as_posix() for path in found)


# Whole builds


def test_a_build_is_known_to_the_next_one(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["a", "b"], "sub/page": ["a"], "bare": []})
    state = PageState(tmp_path)
    with state.lock():
        index, underway = state.load()
    assert index.pages == {
        "index": Page("", (used("a"), used("b"))),
        "sub/page": Page("../", (used("a"),)),
        "bare": Page(""),
    }
    assert index.regions == {
        region(name).id: placed(name) for name in sorted("ab", key=lambda n: region(n).id)
    }
    assert set(index.htmls.values()) == {"<html of a>", "<html of b>"}
    assert underway == Index()


def test_nothing_but_the_index_is_left_of_a_build(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["a"]})
    assert [name for name in files(tmp_path) if not name.endswith(".lock")] == ["index.json"]
    assert not list((tmp_path / "journals").iterdir())


def test_a_page_that_is_written_again_loses_its_old_uses(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["a", "b"], "other": ["a"]})
    index = build(tmp_path, {"index": ["c"]})
    assert index.pages["index"] == Page("", (used("c"),))
    assert index.pages["other"] == Page("", (used("a"),))
    assert set(index.htmls.values()) == {"<html of a>", "<html of c>"}


def test_a_page_without_regions_loses_its_old_uses(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["a"]})
    index = build(tmp_path, {"index": []})
    assert index.pages == {"index": Page("")}
    assert index.regions == {}
    assert index.htmls == {}


def test_a_page_may_use_a_region_twice(tmp_path: Path) -> None:
    index = build(tmp_path, {"index": ["a", "b", "a"]})
    assert index.pages["index"].uses == (used("a"), used("b"), used("a"))


def test_of_several_places_of_a_region_the_first_is_kept(tmp_path: Path) -> None:
    state = PageState(tmp_path)
    state.open()
    for place in (("page.html", 1), ("layout.html", 9), ("layout.html", 2), ("z.html", 1)):
        known = state.journal.define(placed("a", TemplatePlace(*place)), Result("x"))
        state.journal.use("index", "", known)
    index = finish(state)
    assert index.regions[region("a").id] == placed("a", TemplatePlace("layout.html", 2))


def test_equal_builds_leave_equal_indices(tmp_path: Path) -> None:
    pages = {"index": ["a", "b"], "other": ["c"]}
    build(tmp_path / "one", pages)
    build(tmp_path / "two", pages)
    assert (tmp_path / "one" / "index.json").read_bytes() == (
        tmp_path / "two" / "index.json"
    ).read_bytes()
    assert str(tmp_path) not in (tmp_path / "one" / "index.json").read_text()


def test_an_index_is_written_only_if_it_is_another_one(tmp_path: Path) -> None:
    file = tmp_path / "index.json"
    build(tmp_path, {"a": ["x"], "b": ["x", "y"]})
    first = file.stat()
    build(tmp_path, {"b": ["x", "y"]})
    assert file.stat().st_ino == first.st_ino
    build(tmp_path, {"b": ["y", "x"]})
    assert file.stat().st_ino != first.st_ino
    assert build(tmp_path, {}).pages["b"].uses == (used("y"), used("x"))


def test_an_index_that_was_saved_in_between_is_written_again(tmp_path: Path) -> None:
    index = build(tmp_path, {"a": ["x"]})
    state = PageState(tmp_path)
    found, _ = state.load()
    # As relinking does, in case it is killed.
    state.save(Index(found.regions, found.htmls, {"a": Page("", found.pages["a"].uses, False)}))
    state.save(found)
    assert build(tmp_path, {}) == index


def test_what_forked_processes_note_is_merged(tmp_path: Path) -> None:
    state = PageState(tmp_path)
    state.open()
    state.journal.begin_page("index")
    shared = state.journal.define(placed("shared"), Result("<html of shared>"))

    def write(number: int) -> None:
        for page in range(25):
            state.journal.begin_page(f"page-{number}-{page}")
            # Known from the parent process only.
            state.journal.use(f"page-{number}-{page}", "", shared)
            use(state.journal, f"page-{number}-{page}", str(number))

    run_all([lambda number=number: write(number) for number in range(4)])  # type: ignore[misc]
    use(state.journal, "index", "shared")
    index = finish(state)
    assert len(index.pages) == 101
    assert all(page.is_certain for page in index.pages.values())
    assert index.pages["page-3-24"].uses == (used("shared"), used("3"))
    assert index.pages["index"].uses == (used("shared"),)


def test_a_fork_that_ends_does_not_end_its_parents_build(tmp_path: Path) -> None:
    state = PageState(tmp_path)
    state.open()
    note(state, {"index": ["a"]})
    run_all([lambda: state.journal.begin_page("other")] * 2)
    other = PageState(tmp_path)
    assert other.interrupted() == set()
    with other.lock():
        index, underway = other.load()
    assert index == Index()
    assert set(underway.pages) == {"index", "other"}
    state.close()


def test_builds_leave_no_descriptor_open(tmp_path: Path) -> None:
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("needs /proc")
    before = len(list(descriptors.iterdir()))
    for number in range(20):
        build(tmp_path / str(number), {"index": ["a"]})
    # They are kept, so that nothing is closed because nobody needs it any more.
    states = [PageState(tmp_path / "failed" / str(number)) for number in range(20)]
    for state in states:
        state.open()
        note(state, {"index": ["a"]})
        state.close()
    # Those that other tests left are closed at any time.
    assert len(list(descriptors.iterdir())) <= before


def test_a_build_whose_directory_was_removed_ends_without_an_error(tmp_path: Path) -> None:
    state = PageState(tmp_path / "state")
    state.open()
    shutil.rmtree(tmp_path / "state")
    state.close()
    assert not (tmp_path / "state").exists()


def test_any_text_can_be_noted(tmp_path: Path) -> None:
    state = PageState(tmp_path)
    state.open()
    page = 'a"\n\u2028\\é\r\0'
    state.journal.begin_page(page)
    state.journal.use(page, "\r\n", state.journal.define(placed("\r\x85\x0b"), Result("\x1c\n")))
    index = finish(state)
    assert index.pages == {page: Page("\r\n", (used("\r\x85\x0b", "\x1c\n"),))}
    assert index.htmls == {id_of_html("\x1c\n"): "\x1c\n"}


# Builds that were killed


def test_the_pages_of_a_killed_build_are_uncertain(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["old"], "untouched": ["old"]})
    killed_build(tmp_path, {"index": ["new"], "added": ["new"]})
    index = build(tmp_path, {})
    assert index.pages == {
        "index": Page("", (used("new"), used("old")), is_certain=False),
        "untouched": Page("", (used("old"),)),
        "added": Page("", (used("new"),), is_certain=False),
    }
    assert len(index.regions) == len(index.htmls) == 2


def test_a_page_written_again_after_a_killed_build_is_certain(tmp_path: Path) -> None:
    killed_build(tmp_path, {"index": ["a"]})
    index = build(tmp_path, {"index": ["b"]})
    assert index.pages == {"index": Page("", (used("b"),))}


def test_a_build_that_was_killed_before_a_pages_first_region_keeps_its_prefix(
    tmp_path: Path,
) -> None:
    build(tmp_path, {"sub/page": ["a"]})
    killed_build(tmp_path, {"sub/page": []})
    index = build(tmp_path, {})
    assert index.pages == {"sub/page": Page("../", (used("a"),), is_certain=False)}


def test_a_region_that_a_page_uses_twice_is_not_lost_with_a_killed_build(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["a", "b", "a"]})
    killed_build(tmp_path, {"index": ["a", "c"]})
    index = build(tmp_path, {})
    assert sorted(index.pages["index"].uses) == sorted(map(used, ["a", "a", "b", "c"]))


def test_of_builds_that_were_killed_the_last_one_knows_what_a_page_has(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["a"]})
    for name in "bcdefg":
        state = PageState(tmp_path)
        state.open()
        state.journal.begin_page("index")
        state.journal.add_names("index", frozenset(name))
        state.journal.begin_page("last")
        state.close()
    assert build(tmp_path, {}).pages["index"].names == {"g"}


TAILS = [
    *rb"""["page|\xff|[|{}|"page"|null|[]|["page"]|["page", 1]|["use", "x"]|["what", "is", "this"]
    |["region", "a", "css", "file", "n", "t"]|["region","a","css","file","n","t","p",{}]
    |["region","a","css","file","n","t","p",Infinity]|["page", "x", "y"]""".split(b"|"),
    b"",
    b"\xff\x00",
    b"[" * 99_999,
]


@pytest.mark.parametrize(
    "tail",
    TAILS,
)
def test_a_torn_line_is_no_error_and_spoils_no_other(tail: bytes, tmp_path: Path) -> None:
    killed_build(tmp_path, {"index": ["a"]}, tail)
    (interrupted,) = PageState(tmp_path).interrupted()
    assert interrupted in {"index", "1"}
    index = build(tmp_path, {"other": ["b"]})
    assert index.pages["index"] == Page("", (used("a"),), is_certain=False)
    assert index.pages["other"] == Page("", (used("b"),))


def test_any_moment_is_a_good_one_to_be_killed_in(tmp_path: Path) -> None:
    """Neither the index nor a whole line of a journal is ever lost or torn."""
    build(tmp_path, {"index": ["a"]})

    def build_forever() -> None:
        number = 0
        while True:
            number += 1
            build(tmp_path, {f"page-{number % 50}": ["a", str(number % 7)], "index": ["a"]})

    for number in range(10):
        process = FORK.Process(target=build_forever)
        process.start()
        time.sleep(0.05 + number * 0.0091)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(60)
        state = PageState(tmp_path)
        with state.lock():
            index, underway = state.load()
        assert underway == Index()
        assert used("a") in index.pages["index"].uses
        for page in index.pages.values():
            for region_id, html in page.uses:
                assert region_id in index.regions
                assert html in index.htmls
    index = build(tmp_path, {"index": ["z"]})
    assert index.pages["index"] == Page("", (used("z"),))
    assert not [name for name in files(tmp_path) if name.endswith((".tmp", ".jsonl"))]


def test_the_page_that_was_being_written_is_known(tmp_path: Path) -> None:
    killed_build(tmp_path, {"index": ["a"], "other": ["b"]})
    killed_build(tmp_path, {"third": []})
    state = PageState(tmp_path)
    state.open()
    state.journal.begin_page("of this build")
    assert state.interrupted() == {"other", "third"}
    finish(state)
    assert PageState(tmp_path).interrupted() == set()


def test_journals_that_a_killed_build_had_half_removed_are_no_error(tmp_path: Path) -> None:
    killed_build(tmp_path, {"index": ["a"], "other": ["b"]})
    (journal,) = (tmp_path / "journals").glob("*/*.jsonl")
    lines = journal.read_text().splitlines(keepends=True)
    # What defines the region was in the journal of another process.
    journal.write_text("".join(line for line in lines if json.loads(line)[0] in {"page", "use"}))
    index = build(tmp_path, {"third": ["c"]})
    assert index.pages["index"] == Page("", (), is_certain=False)
    assert index.pages["third"] == Page("", (used("c"),))


# Builds at once


def test_the_pages_of_a_build_under_way_are_not_merged_but_known(tmp_path: Path) -> None:
    other = PageState(tmp_path)
    other.open()
    note(other, {"index": ["b"], "new": ["c"]})
    index = build(tmp_path, {"index": ["a"]})
    assert index.pages == {"index": Page("", (used("a"),))}
    state = PageState(tmp_path)
    with state.lock():
        _, underway = state.load()
    assert set(underway.htmls.values()) == {"<html of b>", "<html of c>"}
    assert set(underway.pages) == {"index", "new"}
    # It ends later, and so has the last word.
    index = finish(other)
    assert index.pages == {"index": Page("", (used("b"),)), "new": Page("", (used("c"),))}


def test_a_build_does_not_take_itself_for_another_one(tmp_path: Path) -> None:
    state = PageState(tmp_path)
    state.open()
    note(state, {"index": ["a"]})
    with state.lock():
        index, underway = state.load()
    assert index.pages == {"index": Page("", (used("a"),))}
    assert underway == Index()
    assert state.interrupted() == set()
    state.close()


def test_a_build_that_failed_is_as_one_that_was_killed(tmp_path: Path) -> None:
    state = PageState(tmp_path)
    state.open()
    note(state, {"index": ["a"]})
    state.close()
    assert PageState(tmp_path).interrupted() == {"index"}
    assert build(tmp_path, {}).pages == {"index": Page("", (used("a"),), is_certain=False)}


def test_many_builds_at_once_lose_nothing(tmp_path: Path) -> None:
    def target(number: int) -> None:
        for turn in range(5):
            build(tmp_path, {f"page-{number}-{turn}": ["shared", str(number)]})

    run_all([lambda number=number: target(number) for number in range(4)])  # type: ignore[misc]
    index = build(tmp_path, {})
    assert len(index.pages) == 20
    for name, page in index.pages.items():
        assert page == Page("", (used("shared"), used(name.split("-")[1])))


def test_only_one_build_at_a_time_merges(tmp_path: Path) -> None:
    state = PageState(tmp_path)
    entered = threading.Event()

    def wait() -> None:
        with PageState(tmp_path).lock():
            entered.set()

    with state.lock():
        thread = threading.Thread(target=wait)
        thread.start()
        assert not entered.wait(0.3)
    thread.join(60)
    assert entered.is_set()


def test_journals_that_another_build_removes_meanwhile_are_no_error(tmp_path: Path) -> None:
    killed_build(tmp_path, {"index": ["a"]})
    stop = FORK.Event()

    def look() -> None:
        state = PageState(tmp_path)
        while not stop.is_set():
            assert state.interrupted() <= {"index", "other"}

    process = FORK.Process(target=look)
    process.start()
    for _ in range(30):
        build(tmp_path, {"other": ["b"]})
    stop.set()
    process.join(60)
    assert process.exitcode == 0


# The files


def test_it_is_known_whether_there_was_an_earlier_build(tmp_path: Path) -> None:
    assert not PageState(tmp_path / "new").exists()
    killed_build(tmp_path / "killed", {"index": ["a"]})
    assert PageState(tmp_path / "killed").exists()
    build(tmp_path / "whole", {"index": ["a"]})
    state = PageState(tmp_path / "whole")
    assert state.exists()
    state.remove()
    assert not PageState(tmp_path / "whole").exists()


def test_nothing_is_left_of_a_killed_build_that_was_merged(tmp_path: Path) -> None:
    killed_build(tmp_path, {"index": ["a"]})
    assert list((tmp_path / "journals").iterdir())
    build(tmp_path, {"index": ["b"]})
    assert not list((tmp_path / "journals").iterdir())


def test_locks_of_killed_builds_go_and_those_of_builds_under_way_stay(tmp_path: Path) -> None:
    killed_build(tmp_path, {"index": ["a"]})
    [lock] = (tmp_path / "journals").glob("*.lock")
    # It was killed while it removed its journals.
    shutil.rmtree(lock.with_suffix(""))
    assert PageState(tmp_path).exists()
    other = PageState(tmp_path)
    other.open()
    build(tmp_path, {"index": ["b"]})
    assert not lock.exists()
    assert len(list((tmp_path / "journals").iterdir())) == 1
    other.close()
    assert not list((tmp_path / "journals").iterdir())


def test_a_copied_manifest_is_known_until_it_changes(tmp_path: Path) -> None:
    state, manifest = PageState(tmp_path / "state"), tmp_path / "manifest.json"
    state.mark_as_copy(manifest)
    assert not state.is_copy(manifest)
    manifest.write_text("{}")
    assert not state.is_copy(manifest)
    state.mark_as_copy(manifest)
    assert PageState(tmp_path / "state").is_copy(manifest)
    manifest.write_text('{"hash": "<a>"}')
    assert not state.is_copy(manifest)
    state.mark_as_copy(manifest)
    state.mark_as_copy(None)
    assert not state.is_copy(manifest)


def test_an_index_of_another_format_is_foreign(tmp_path: Path) -> None:
    assert not PageState(tmp_path).is_foreign()
    build(tmp_path, {"index": ["a"]})
    assert not PageState(tmp_path).is_foreign()
    (tmp_path / "index.json").write_text('{"format": 3, "pages": {}}')
    assert PageState(tmp_path).is_foreign()


def test_pages_that_may_be_of_another_configuration_are_foreign_until_all_are_written(
    tmp_path: Path,
) -> None:
    def is_foreign(configuration: str, *written: str, ends: bool = True) -> bool:
        state = PageState(tmp_path, configuration)
        state.open()
        note(state, {page: [] for page in written})
        if ends:
            index, _ = state.load()
            state.finish(index, {"index", "other"})
        state.close()
        return state.is_foreign()

    assert not is_foreign("one", "index", "other")
    assert not is_foreign("two", "index", ends=False)
    assert is_foreign("two", "other")
    assert is_foreign("two", "index", "other")
    assert not is_foreign("two")


def test_all_that_was_known_can_be_forgotten(tmp_path: Path) -> None:
    build(tmp_path, {"index": ["a"]})
    killed_build(tmp_path, {"index": ["b"]})
    state = PageState(tmp_path)
    with state.lock():
        state.load()
        state.remove()
    assert build(tmp_path, {}) == Index()


@pytest.mark.parametrize("text", [b"", b"\xff", b'{"format": 1', b"[" * 99_999])
def test_a_spoilt_index_is_the_same_as_none(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "index.json").write_bytes(text)
    assert build(tmp_path, {"index": ["a"]}).pages == {"index": Page("", (used("a"),))}


def test_a_lock_of_a_live_process_is_seen_from_another_one(tmp_path: Path) -> None:
    # What this all rests on.
    lock = FileLock(tmp_path / "x.lock")
    lock.acquire()
    seen = FORK.Queue()

    def look() -> None:
        other = FileLock(tmp_path / "x.lock", timeout=0)
        try:
            other.acquire()
            seen.put("free")
        except TimeoutError:
            seen.put("taken")

    run_all([look])
    assert seen.get(timeout=60) == "taken"
    lock.release()
    run_all([look])
    assert seen.get(timeout=60) == "free"
