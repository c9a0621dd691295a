"""Tests of files that are written whole or not at all."""

from __future__ import annotations

import doctest
import hashlib
import os
import resource
import signal
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.core import files as core_files
from sphinx_compress.core.files import clear_scratch, write_atomically, write_if_new
from tests.processes import FORK, files, run_all


def test_the_example_holds() -> None:
    assert doctest.testmod(core_files) == doctest.TestResults(failed=0, attempted=1)


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b", b"data", tmp_path / "scratch")
    assert (tmp_path / "a" / "b").read_bytes() == b"data"
    assert files(tmp_path) == ["a/b"]


def test_a_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a longer text")
    write_atomically(tmp_path / "a", b"short", tmp_path)
    assert (tmp_path / "a").read_bytes() == b"short"


def test_a_new_file_can_be_read_by_whom_the_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "a", b"", tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    (tmp_path / "a").chmod(0o640)
    write_atomically(tmp_path / "a", b"new", tmp_path)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "directory" / "x").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_atomically(tmp_path / "directory", b"data", tmp_path)
    assert files(tmp_path) == []


def test_a_file_in_the_place_of_a_directory_is_an_error_at_last(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(OSError, match="file"):
        write_atomically(tmp_path / "file" / "a", b"data", tmp_path)
    assert files(tmp_path) == ["file"]
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_a_file_for_which_there_is_no_room_is_named(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OSError, match=r"large: '.*/deep/a'"):
            write_atomically(tmp_path / "deep" / "a", b"x" * 11, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert files(tmp_path) == []


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr("shutil.copymode", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "a", b"new", tmp_path)
    assert files(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_several_processes_write_one_good_file(tmp_path: Path) -> None:
    contents = [bytes([65 + number]) * 100_000 for number in range(4)]

    def write(data: bytes) -> Callable[[], None]:
        def target() -> None:
            for _ in range(50):
                write_atomically(tmp_path / "a" / "b", data, tmp_path)
                assert (tmp_path / "a" / "b").read_bytes() in contents

        return target

    run_all([write(data) for data in contents])
    assert (tmp_path / "a" / "b").read_bytes() in contents
    assert files(tmp_path) == ["a/b"]


def test_a_killed_process_leaves_no_torn_file(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    path = tmp_path / "bundle"
    good = {hashlib.sha256(data).digest(), hashlib.sha256(data[:1_000_000]).digest()}

    def write() -> None:
        while True:
            write_atomically(path, data, tmp_path)
            write_atomically(path, data[:1_000_000], tmp_path)

    for number in range(12):
        process = FORK.Process(target=write)
        process.start()
        while not path.exists():
            time.sleep(0.001)
        time.sleep(0.01 + number * 0.0037)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(60)
        assert process.exitcode == -signal.SIGKILL
        assert hashlib.sha256(path.read_bytes()).digest() in good
    clear_scratch(tmp_path)
    assert files(tmp_path) == ["bundle"]


def test_only_what_is_unfinished_is_cleared(tmp_path: Path) -> None:
    for name in (".12-0-0123abcd.tmp", ".notes.tmp", "a.tmp", ".12-0-0123abcd.tmp.css"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".1-1-00000000.tmp").mkdir()
    clear_scratch(tmp_path)
    assert files(tmp_path) == [".12-0-0123abcd.tmp.css", ".notes.tmp", "a.tmp"]


def test_to_clear_a_directory_that_is_not_there_is_no_error(tmp_path: Path) -> None:
    clear_scratch(tmp_path / "nothing")


def test_the_same_data_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    assert write_if_new(path, b"data", tmp_path / "scratch")
    before = path.stat()
    assert not write_if_new(path, b"data", tmp_path / "scratch")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_data_of_the_same_length_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    assert write_if_new(tmp_path / "a", b"new", tmp_path)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert files(tmp_path) == ["a"]
