"""Tests of the main cache's directory."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_compress.cache.local import DirectoryCache
from tests.processes import files, run_all

FORK = multiprocessing.get_context("fork")


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def entry(directory: Path, name: str) -> Path:
    return directory / key(name)[:2] / key(name)[2:]


def cache(directory: Path, size: int = 1_000_000) -> DirectoryCache:
    return DirectoryCache(directory, size)


@pytest.mark.parametrize("value", [b"", b"x", bytes(range(256)) * 1000])
def test_what_was_set_is_got_by_another_process(value: bytes, tmp_path: Path) -> None:
    cache(tmp_path / "new").set(key("a"), value)
    assert cache(tmp_path / "new").get(key("a")) == value
    assert cache(tmp_path / "new").get(key("b")) is None


def test_a_later_value_replaces_an_earlier_one(tmp_path: Path) -> None:
    for value in (b"earlier", b"later"):
        cache(tmp_path).set(key("a"), value)
    assert cache(tmp_path).get(key("a")) == b"later"
    assert len(files(tmp_path)) == 1


def test_a_cache_is_new_until_something_is_kept(tmp_path: Path) -> None:
    assert cache(tmp_path / "new").is_new
    cache(tmp_path / "new").set(key("a"), b"value")
    assert not cache(tmp_path / "new").is_new


def test_nothing_is_made_before_something_is_kept(tmp_path: Path) -> None:
    empty = cache(tmp_path / "new")
    assert empty.get(key("a")) is None
    empty.prune()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 40])
def test_a_truncated_entry_is_none(length: int, tmp_path: Path) -> None:
    cache(tmp_path).set(key("a"), b"a value")
    whole = entry(tmp_path, "a").read_bytes()
    if length >= len(whole):
        length = len(whole) - 1
    entry(tmp_path, "a").write_bytes(whole[:length])
    assert cache(tmp_path).get(key("a")) is None
    # And is replaced by a good one.
    cache(tmp_path).set(key("a"), b"a value")
    assert cache(tmp_path).get(key("a")) == b"a value"


def test_any_changed_byte_makes_an_entry_none(tmp_path: Path) -> None:
    cache(tmp_path).set(key("a"), b"a value")
    whole = entry(tmp_path, "a").read_bytes()
    for position in range(len(whole)):
        spoilt = bytearray(whole)
        spoilt[position] ^= 1
        entry(tmp_path, "a").write_bytes(spoilt)
        assert cache(tmp_path).get(key("a")) is None


@given(data=st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage_is_never_an_entry(data: bytes, tmp_path: Path) -> None:
    path = entry(tmp_path, "a")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    assert cache(tmp_path).get(key("a")) is None


def test_a_directory_in_the_place_of_an_entry_is_none(tmp_path: Path) -> None:
    entry(tmp_path, "a").mkdir(parents=True)
    cache(tmp_path).set(key("a"), b"value")
    assert cache(tmp_path).get(key("a")) is None
    cache(tmp_path, 0).prune()
    assert files(tmp_path) == []


def test_a_cache_that_cannot_be_made_costs_no_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    for directory in (tmp_path / "file", tmp_path / "file" / "below"):
        unusable = cache(directory)
        unusable.set(key("a"), b"value")
        assert unusable.get(key("a")) is None
        unusable.prune()
    assert files(tmp_path) == ["file"]


def test_a_cache_that_may_only_be_read_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache(tmp_path).set(key("a"), b"value")

    # As for a file of another user; this test may be run by root, who may do all.
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.utime", refuse)
    monkeypatch.setattr("os.unlink", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    assert cache(tmp_path).get(key("a")) == b"value"
    cache(tmp_path, 0).prune()
    assert cache(tmp_path).get(key("a")) == b"value"


def test_prune_removes_what_was_used_longest_ago(tmp_path: Path) -> None:
    full = cache(tmp_path, 3 * (32 + 100))
    names = ["new", "middle", *map(str, range(10)), "oldest"]
    for age, name in enumerate(names):
        full.set(key(name), bytes(100))
        then = time.time_ns() - (age + 1) * 10_000_000_000_000
        os.utime(entry(tmp_path, name), ns=(then, then))
    assert full.get(key("oldest")) is not None
    full.prune()
    kept = {name for name in names if full.get(key(name))}
    assert kept == {"oldest", "new", "middle"}


def test_after_prune_the_cache_is_no_larger_than_it_may_be(tmp_path: Path) -> None:
    full = cache(tmp_path, 10_000)
    for number in range(100):
        full.set(key(str(number)), bytes(number * 10))
    full.prune()
    sizes = [(tmp_path / name).stat().st_size for name in files(tmp_path)]
    assert 10_000 - 1_100 < sum(sizes) <= 10_000


def test_prune_leaves_a_cache_that_is_small_enough(tmp_path: Path) -> None:
    small = cache(tmp_path, 132)
    small.set(key("a"), bytes(100))
    small.prune()
    assert small.get(key("a")) == bytes(100)


def test_a_cache_of_size_0_is_emptied(tmp_path: Path) -> None:
    none = cache(tmp_path, 0)
    none.set(key("a"), b"")
    none.prune()
    assert files(tmp_path) == []


def test_prune_removes_nothing_that_is_not_ours(tmp_path: Path) -> None:
    # compress_cache_dir = "." makes the cache of a directory with translations, say.
    names = ["en/index.rst", "de/conf.py", "ab/" + "x" * 62, "index.rst", "a/b", ".mine.tmp"]
    names += ["AB/" + "0" * 62, "ab/" + "0" * 61, "xx/" + "0" * 62]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(bytes(1000))
    (tmp_path / ".1-2-0123abcd.tmp").write_bytes(b"of a killed build")
    cache(tmp_path, 0).prune()
    assert files(tmp_path) == sorted(names)


def test_processes_that_set_one_key_leave_one_good_entry(tmp_path: Path) -> None:
    values = [bytes([number]) * 200_000 for number in range(4)]
    shared = cache(tmp_path)

    def set_and_get(value: bytes) -> None:
        for _ in range(30):
            shared.set(key("a"), value)
            assert shared.get(key("a")) in values

    run_all([lambda value=value: set_and_get(value) for value in values])  # type: ignore[misc]
    assert shared.get(key("a")) in values
    assert len(files(tmp_path)) == 1


def test_to_prune_while_others_use_the_cache_is_no_error(tmp_path: Path) -> None:
    shared = cache(tmp_path, 2000)

    def use() -> None:
        for number in range(60):
            name = str(number % 7)
            shared.set(key(name), bytes(500))
            assert shared.get(key(name)) in (None, bytes(500))
            shared.prune()

    run_all([use] * 3)
    shared.prune()
    assert sum((tmp_path / name).stat().st_size for name in files(tmp_path)) <= 2000


def test_a_killed_process_leaves_no_torn_entry(tmp_path: Path) -> None:
    values = [b"a" * 2_000_000, b"b" * 1_000_000]
    shared = cache(tmp_path)
    shared.set(key("a"), values[0])

    def set_forever() -> None:
        while True:
            for value in values:
                shared.set(key("a"), value)

    for number in range(8):
        process = FORK.Process(target=set_forever)
        process.start()
        time.sleep(0.03 + number * 0.0037)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join(60)
        assert shared.get(key("a")) in values
    shared.prune()
    assert len(files(tmp_path)) <= 1
