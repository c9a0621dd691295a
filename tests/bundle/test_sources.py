"""Tests of the files behind URLs, and of what the memo of digests knows of them."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.bundle.sources import Memo, SourceRoot, Sources, read_memo
from sphinx_compress.core.errors import SourceError, SourceNotFound, SourceOutsideRoots
from tests.core.test_urls import DIRECTORIES, MEANINGFUL, OUTSIDE

SECRET = b"secret"


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Path:
    """Return a directory with ``conf.py`` and ``_static/a.css``."""
    (tmp_path / "_static" / "css").mkdir(parents=True)
    (tmp_path / "conf.py").write_bytes(SECRET)
    (tmp_path / "_static" / "a.css").write_bytes(b"a{}")
    return tmp_path


@pytest.fixture(name="sources")
def its_sources(site: Path) -> Sources:
    return Sources([SourceRoot(site / "_static")])


def age(path: Path, seconds: int = 10) -> None:
    """Make *path* look as if it had not changed for some time; its ctime stays new."""
    then = time.time_ns() - seconds * 1_000_000_000
    os.utime(path, ns=(then, then))


def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all files be older than what the memo takes for just written."""
    later = time.time_ns() + 10_000_000_000
    monkeypatch.setattr("sphinx_compress.bundle.sources.time.time_ns", lambda: later)


@pytest.mark.parametrize("url", OUTSIDE)
def test_a_url_that_leads_out_is_refused(url: str, sources: Sources) -> None:
    with pytest.raises(SourceOutsideRoots):
        sources.find(url)
    with pytest.raises(SourceOutsideRoots):
        sources.read(url)
    assert sources.digest(url) is None


@pytest.mark.parametrize("url", DIRECTORIES)
def test_a_url_of_a_directory_is_not_found(url: str, sources: Sources) -> None:
    with pytest.raises(SourceNotFound):
        sources.read(url)


@pytest.mark.parametrize("url", MEANINGFUL)
def test_a_query_that_is_no_checksum_is_refused(url: str, sources: Sources) -> None:
    with pytest.raises(SourceError, match="may mean something to a script"):
        sources.read(url)


@given(st.text())
def test_no_url_is_an_error_of_another_kind(url: str) -> None:
    sources = Sources([SourceRoot(Path("/nonexistent"))])
    for candidate in (url, "_static/" + url):
        with pytest.raises(SourceError):
            sources.read(candidate)
        assert sources.digest(candidate) is None


def test_a_file_is_read(sources: Sources, site: Path) -> None:
    assert sources.read("_static/a.css?v=1") == b"a{}"
    assert sources.find("_static/css/../a.css") == Path(os.path.realpath(site / "_static/a.css"))


def test_a_name_is_found_in_its_own_case_only(sources: Sources, site: Path) -> None:
    (site / "_static" / "B.css").write_bytes(b"B")
    if (site / "_static" / "b.css").exists():
        pytest.skip("the file system knows no case")
    with pytest.raises(SourceNotFound):
        sources.read("_static/b.css")


def test_a_name_that_no_file_can_have_is_not_found(sources: Sources) -> None:
    for name in ("a" * 5000, "a" * 300, "a/" * 5000 + "a"):
        with pytest.raises(SourceNotFound, match="was not found"):
            sources.read(f"_static/{name}")
        assert sources.digest(f"_static/{name}") is None


def test_a_directory_is_no_file(sources: Sources) -> None:
    with pytest.raises(SourceNotFound):
        sources.read("_static/css")


def test_a_pipe_is_no_file(sources: Sources, site: Path) -> None:
    os.mkfifo(site / "_static" / "pipe.css")
    with pytest.raises(SourceNotFound):
        sources.read("_static/pipe.css")


def test_a_file_that_cannot_be_read_says_why(site: Path) -> None:
    root, name = site / "_static", "a.css"
    if os.geteuid() == 0:
        # Root may read every file, but reading this one fails.
        root, name = Path("/proc/self"), "mem"
    else:
        (root / name).chmod(0)
    sources = Sources([SourceRoot(root)])
    with pytest.raises(SourceNotFound, match=rf"_static/{name} cannot be read: \w+"):
        sources.read(f"_static/{name}")
    assert sources.digest(f"_static/{name}") is None


@pytest.mark.parametrize("target", ["../conf.py", "{site}/conf.py", "hop.css"])
def test_a_link_out_of_the_root_is_refused(target: str, sources: Sources, site: Path) -> None:
    (site / "_static" / "hop.css").symlink_to("../conf.py")
    (site / "_static" / "link.css").symlink_to(target.format(site=site))
    with pytest.raises(SourceOutsideRoots, match="is a link to a place outside"):
        sources.read("_static/link.css")
    assert sources.digest("_static/link.css") is None


def test_a_file_behind_a_link_to_a_directory_outside_is_refused(
    sources: Sources, site: Path
) -> None:
    (site / "_static" / "up").symlink_to("..")
    with pytest.raises(SourceOutsideRoots):
        sources.read("_static/up/conf.py")
    # What lies within the root is no way out, whichever way it is reached.
    assert sources.read("_static/up/_static/a.css") == b"a{}"


def test_a_root_is_not_mixed_up_with_a_neighbour_of_a_similar_name(site: Path) -> None:
    (site / "_static_private").mkdir()
    (site / "_static_private" / "b.css").write_bytes(SECRET)
    (site / "_static" / "b.css").symlink_to("../_static_private/b.css")
    with pytest.raises(SourceOutsideRoots):
        Sources([SourceRoot(site / "_static")]).read("_static/b.css")


def test_a_link_within_the_root_is_followed(sources: Sources, site: Path) -> None:
    (site / "_static" / "css" / "b.css").symlink_to("../a.css")
    assert sources.read("_static/css/b.css") == b"a{}"


def test_the_root_may_be_a_link(site: Path) -> None:
    (site / "link").symlink_to("_static")
    sources = Sources([SourceRoot(site / "link")])
    assert sources.read("_static/a.css") == b"a{}"


def test_links_in_a_circle_and_links_to_nothing_are_not_found(sources: Sources, site: Path) -> None:
    (site / "_static" / "x.css").symlink_to("y.css")
    (site / "_static" / "y.css").symlink_to("x.css")
    (site / "_static" / "z.css").symlink_to("nothing.css")
    for name in ("x", "y", "z"):
        with pytest.raises(SourceNotFound):
            sources.read(f"_static/{name}.css")


def test_the_first_root_that_has_the_file_wins(site: Path) -> None:
    for name, files in (("one", "a"), ("two", "ab"), ("three", "abc")):
        (site / name).mkdir()
        for file in files:
            (site / name / file).write_text(name)
    sources = Sources(SourceRoot(site / name) for name in ("missing", "one", "two", "three"))
    assert [sources.read(f"_static/{file}") for file in "abc"] == [b"one", b"two", b"three"]


def test_what_sphinx_leaves_out_is_not_found(site: Path) -> None:
    asked: list[str] = []

    def excluded(path: str) -> bool:
        asked.append(path)
        return path.startswith("css/")

    (site / "_static" / "css" / "b.css").write_bytes(b"b{}")
    sources = Sources([SourceRoot(site / "_static", excluded)])
    with pytest.raises(SourceNotFound):
        sources.read("_static/./css/b.css")
    assert asked == ["css", "css/b.css"]


@pytest.mark.parametrize("folder", ["css", "css/deep"])
def test_nothing_in_a_folder_that_sphinx_leaves_out_is_found(site: Path, folder: str) -> None:
    path = site / "_static" / "css" / "deep" / "b.css"
    path.parent.mkdir()
    path.write_bytes(b"b{}")
    sources = Sources([SourceRoot(site / "_static", lambda path: path == folder)])
    with pytest.raises(SourceNotFound):
        sources.read("_static/css/deep/b.css")
    assert sources.digest("_static/css/deep/b.css") is None


def test_a_template_that_sphinx_renders_is_not_found(site: Path) -> None:
    (site / "_static" / "css_t").mkdir()
    for name in ("b.css_t", "css_t/b.css"):
        (site / "_static" / name).write_bytes(b"b{}")
    root = SourceRoot(site / "_static", is_template=lambda name: name.endswith("_t"))
    assert Sources([root]).digest("_static/b.css_t") is None
    # A folder is none.
    assert Sources([root]).read("_static/css_t/b.css") == b"b{}"


def test_a_digest_is_kept_until_it_is_forgotten(sources: Sources, site: Path) -> None:
    before = sources.digest("_static/a.css")
    assert before == hashlib.sha256(b"a{}").hexdigest()
    (site / "_static" / "a.css").write_bytes(b"b{}")
    assert sources.digest("_static/a.css") == before
    sources.forget()
    assert sources.digest("_static/a.css") == hashlib.sha256(b"b{}").hexdigest()


def test_that_a_file_is_missing_is_kept_until_it_is_forgotten(sources: Sources, site: Path) -> None:
    assert sources.digest("_static/new.css") is None
    (site / "_static" / "new.css").write_bytes(b"")
    assert sources.digest("_static/new.css") is None
    sources.forget()
    assert sources.digest("_static/new.css") == hashlib.sha256(b"").hexdigest()


def test_the_digest_is_that_of_the_bytes_that_were_read(sources: Sources, site: Path) -> None:
    # Else a result made from the old bytes would be kept under the key of the new ones.
    assert sources.read("_static/a.css") == b"a{}"
    (site / "_static" / "a.css").write_bytes(b"changed meanwhile")
    assert sources.digest("_static/a.css") == hashlib.sha256(b"a{}").hexdigest()


def test_the_digest_of_a_file_that_was_missing_stays_none(sources: Sources, site: Path) -> None:
    with pytest.raises(SourceNotFound):
        sources.read("_static/b.css")
    (site / "_static" / "b.css").write_bytes(b"here now")
    assert sources.digest("_static/b.css") is None


def test_reading_again_gives_the_digest_of_the_new_bytes(sources: Sources, site: Path) -> None:
    sources.digest("_static/a.css")
    (site / "_static" / "a.css").write_bytes(b"new")
    assert sources.read("_static/a.css") == b"new"
    assert sources.digest("_static/a.css") == hashlib.sha256(b"new").hexdigest()


@pytest.mark.parametrize("by_reading", [True, False])
def test_a_file_that_did_not_change_is_not_read_again(
    by_reading: bool, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    memo: Memo = {}
    first = Sources([SourceRoot(site / "_static")], memo)
    if by_reading:
        first.read("_static/a.css?v=1")
    digest = first.digest("_static/a.css?v=1")
    assert list(memo) == ["a.css"]
    # Seen from what the memo says: were the file read, its true digest would come back.
    memo["a.css"][-1] = "remembered"
    second = Sources([SourceRoot(site / "_static")], memo)
    assert second.digest("_static/a.css?v=2") == "remembered"
    (site / "_static" / "a.css").write_bytes(b"a{} ")
    second.forget()
    assert second.digest("_static/a.css") == hashlib.sha256(b"a{} ").hexdigest() != digest


def test_a_change_of_equal_size_and_mtime_is_seen(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    path = site / "_static" / "a.css"
    age(path)
    status = path.stat()
    sources = Sources([SourceRoot(site / "_static")], {})
    sources.digest("_static/a.css")
    replacement = site / "new.css"
    replacement.write_bytes(b"b{}")
    os.utime(replacement, ns=(status.st_atime_ns, status.st_mtime_ns))
    replacement.replace(path)
    assert path.stat().st_mtime_ns == status.st_mtime_ns
    sources.forget()
    assert sources.digest("_static/a.css") == hashlib.sha256(b"b{}").hexdigest()


def test_a_file_that_was_just_written_is_not_remembered(site: Path) -> None:
    memo: Memo = {}
    path = site / "_static" / "a.css"
    path.write_bytes(b"b{}")
    # It may change again within the same tick of the clock.
    sources = Sources([SourceRoot(site / "_static")], memo)
    sources.read("_static/a.css")
    age(path)
    sources.forget()
    sources.digest("_static/a.css")
    assert memo == {}


def test_only_files_of_the_output_are_remembered(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    (site / "theme").mkdir()
    (site / "theme" / "b.css").write_bytes(b"b{}")
    memo: Memo = {}
    sources = Sources([SourceRoot(site / "_static"), SourceRoot(site / "theme")], memo)
    sources.digest("_static/b.css")
    sources.digest("_static/a.css")
    assert list(memo) == ["a.css"]


def test_the_memo_does_not_grow_with_the_versions_of_a_file(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    memo: Memo = {}
    sources = Sources([SourceRoot(site / "_static")], memo)
    for version in range(5):
        sources.digest(f"_static/a.css?v={version}")
    assert len(memo) == 1


def test_a_memo_comes_back_from_its_file(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(monkeypatch)
    memo: Memo = {}
    Sources([SourceRoot(site / "_static")], memo).digest("_static/a.css")
    path = site / "memo.json"
    path.write_text(json.dumps(memo))
    assert memo
    assert read_memo(path) == memo


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\0\xff garbage",
        b'{"a.css": [1, 2, 3, 4, "ab',
        b"[]",
        b"1",
        b"null",
        b'"text"',
        b'{"a.css": 1}',
        b'{"a.css": null}',
        b'{"a.css": []}',
        b'{"a.css": [1, 2]}',
        b'{"a.css": {}}',
        b'{"a.css": [1, 2, 3, {}, 5]}',
        b'{"a.css": ["x", 2, 3, 4, "5"]}',
        b'{"a.css": [Infinity, 2, 3, 4, "5"]}',
        b'{"a.css": [NaN, 2, 3, 4, "5"]}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
    ],
)
def test_a_spoilt_memo_is_none(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "memo.json"
    path.write_bytes(text)
    assert read_memo(path) == {}


def test_a_memo_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_memo(tmp_path / "memo.json") == {}
    assert read_memo(tmp_path) == {}


def test_a_file_is_found_by_its_own_letters_only(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a URL in other letters would publish a file that is left out by its name."""

    def folds(path: Path) -> bool:
        return any(each.name.lower() == path.name.lower() for each in path.parent.iterdir())

    monkeypatch.setattr("sphinx_compress.bundle.sources.os.path.isfile", folds)
    sources = Sources([SourceRoot(site / "_static", excluded=lambda path: path == "a.css")])
    for url in ("_static/a.css", "_static/A.css", "_static/a.CSS"):
        with pytest.raises(SourceNotFound):
            sources.find(url)
    assert Sources([SourceRoot(site / "_static")]).find("_static/a.css") == site / "_static/a.css"
