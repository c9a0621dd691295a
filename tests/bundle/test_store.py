"""Tests of bundles below `_static/compress/`: their names, writing and removing them."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sphinx_compress.bundle.store import Bundle, Store, has_content_name, name_bundle
from sphinx_compress.core.files import clear_scratch, write_atomically
from tests.processes import FORK, files, run_all

GOOD = name_bundle("css", "output", b"a{}")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "css",
        "css/x.css",
        f"js/output.{GOOD.digest[:12]}.css",
        f"css/output.{GOOD.digest[:11]}0.css",
        f"css/../output.{GOOD.digest[:12]}.css",
        f"../css/output.{GOOD.digest[:12]}.css",
        f"css/..\\output.{GOOD.digest[:12]}.css",
        f"css/out\0put.{GOOD.digest[:12]}.css",
        f"css/{'x' * 300}.{GOOD.digest[:12]}.css",
        f"/css/output.{GOOD.digest[:12]}.css",
        f"css/.{GOOD.digest[:12]}.css",
    ],
)
def test_a_bundle_has_the_name_that_its_contents_give_it(path: str) -> None:
    assert has_content_name(GOOD)
    assert not has_content_name(replace(GOOD, path=path))


def test_writing_goes_on_while_another_build_clears_up(tmp_path: Path) -> None:
    directory = tmp_path / "compress"
    store = Store(directory)
    done = FORK.Event()

    def clear() -> None:
        while not done.is_set():
            clear_scratch(directory)
            store.remove_empty()
            time.sleep(0.002)

    clearing = FORK.Process(target=clear)
    clearing.start()
    try:
        for number in range(200):
            write_atomically(directory / "css" / "a", b"%d" % number, directory)
            (directory / "css" / "a").unlink()
    finally:
        done.set()
        clearing.join(60)
    assert clearing.exitcode == 0
    assert files(tmp_path) == []


def test_a_bundle_is_named_by_its_content() -> None:
    digest = hashlib.sha256(b"a{}").hexdigest()
    assert name_bundle("css", "output", b"a{}") == Bundle(
        f"css/output.{digest[:12]}.css", digest, 3
    )
    assert name_bundle("css", "output", b"b{}").path != name_bundle("css", "output", b"a{}").path


def test_a_bundle_is_written_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    bundle = name_bundle("js", "output", b"x")
    assert not store.has(bundle)
    store.write(bundle, b"x")
    assert store.has(bundle)
    before = (tmp_path / bundle.path).stat()
    store.write(bundle, b"x")
    Store(tmp_path).write(bundle, b"x")
    assert (tmp_path / bundle.path).stat().st_ino == before.st_ino
    assert (tmp_path / bundle.path).stat().st_mtime_ns == before.st_mtime_ns


def test_a_bundle_of_another_size_is_not_there_and_is_written_anew(tmp_path: Path) -> None:
    bundle = name_bundle("js", "output", b"xyz")
    (tmp_path / "js").mkdir()
    (tmp_path / bundle.path).write_bytes(b"xy")
    store = Store(tmp_path)
    assert not store.has(bundle)
    store.write(bundle, b"xyz")
    assert (tmp_path / bundle.path).read_bytes() == b"xyz"


def test_what_became_of_a_bundle_is_seen_after_forgetting(tmp_path: Path) -> None:
    store = Store(tmp_path)
    bundle = name_bundle("js", "output", b"x")
    store.write(bundle, b"x")
    (tmp_path / bundle.path).unlink()
    store.forget()
    assert not store.has(bundle)


def test_processes_that_meet_the_same_bundle_write_one_good_file(tmp_path: Path) -> None:
    data = os.urandom(500_000)
    bundle = name_bundle("css", "output", data)
    barrier = FORK.Barrier(4)

    def write() -> None:
        store = Store(tmp_path / "new" / "compress")
        barrier.wait(60)
        store.write(bundle, data)
        assert (store.directory / bundle.path).read_bytes() == data

    run_all([write] * 4)
    assert files(tmp_path) == [f"new/compress/{bundle.path}"]


def test_threads_that_write_the_same_bundle_do_not_meet(tmp_path: Path) -> None:
    data = os.urandom(100_000)
    bundle = name_bundle("css", "output", data)
    failures: list[BaseException] = []

    def write() -> None:
        try:
            Store(tmp_path).write(bundle, data)
        except OSError as error:  # pragma: no cover
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    assert files(tmp_path) == [bundle.path]


def test_prune_keeps_what_it_is_told_to(tmp_path: Path) -> None:
    store = Store(tmp_path)
    bundles = {data: name_bundle("css", "output", data) for data in (b"a", b"b")}
    for data, bundle in bundles.items():
        store.write(bundle, data)
    (tmp_path / ".1-1-00000000.tmp").write_bytes(b"of a killed build")
    assert store.names() == {bundle.path for bundle in bundles.values()}
    store.prune({bundles[b"a"].path})
    assert files(tmp_path) == [bundles[b"a"].path]
    assert store.has(bundles[b"a"])
    assert not store.has(bundles[b"b"])


def test_with_its_last_bundle_a_folder_goes(tmp_path: Path) -> None:
    store = Store(tmp_path, has_maps=True)
    kept = name_bundle("js", "output", b"a")
    for bundle in (kept, name_bundle("css", "output", b"b")):
        store.write(bundle, b"a" if bundle == kept else b"b")
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "mine.map").write_bytes(b"mine")
    store.prune({kept.path})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["js", "maps"]


def test_prune_keeps_a_file_that_is_needed_by_a_name_in_other_letters(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old, new = (name_bundle("css", name, b"a") for name in ("Output", "output"))
    store.write(old, b"a")
    # Where case counts for nothing, both names have one file anyway.
    (tmp_path / new.path).hardlink_to(tmp_path / old.path)
    store.prune({new.path})
    assert files(tmp_path) == [old.path, new.path]


def test_prune_keeps_files_that_are_not_ours(tmp_path: Path) -> None:
    names = [
        "css/site.css",
        "css/output.0123456789ab.css",
        "css/output.0123456789ab.css.map",
        "css/output.0123456789AB.css",
        "css/output.js",
        "js/jquery.min.js",
        "js/deep/output.0123456789ab.js",
        "output.0123456789ab.css",
        "css/.hidden.css",
        "manifest.json",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"mine")
    # Named by its content, but not as we name it.
    digest = hashlib.sha256(b"mine").hexdigest()
    (tmp_path / "css" / f"mine.{digest[:8]}.css").write_bytes(b"mine")
    before = files(tmp_path)
    Store(tmp_path).prune(set())
    assert files(tmp_path) == before


def test_prune_is_not_stopped_by_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "css" / "a.0123456789ab.css").mkdir(parents=True)
    (tmp_path / "css" / "b.0123456789ab.css").symlink_to("nothing")
    store = Store(tmp_path)
    bundle = name_bundle("css", "output", b"x")
    store.write(bundle, b"x")
    store.prune(set())
    assert not (tmp_path / bundle.path).exists()
    assert (tmp_path / "css" / "a.0123456789ab.css").is_dir()


def test_builds_that_prune_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept = name_bundle("css", "kept", b"kept")

    def prune() -> None:
        for number in range(100):
            data = b"%d" % (number // 3)
            store.forget()
            store.write(name_bundle("css", "output", data), data)
            store.write(kept, b"kept")
            store.prune({kept.path})

    run_all([prune] * 3)
    assert files(tmp_path) == [kept.path]


def test_to_prune_a_directory_that_is_not_there_makes_none(tmp_path: Path) -> None:
    store = Store(tmp_path / "compress")
    store.prune(set())
    store.remove_empty()
    assert store.names() == set()
    assert list(tmp_path.iterdir()) == []


def test_only_empty_directories_are_removed(tmp_path: Path) -> None:
    for name in ("css", "js"):
        (tmp_path / "compress" / name).mkdir(parents=True)
    (tmp_path / "compress" / "js" / "mine.txt").write_bytes(b"")
    Store(tmp_path / "compress").remove_empty()
    assert not (tmp_path / "compress" / "css").exists()
    assert files(tmp_path) == ["compress/js/mine.txt"]
    (tmp_path / "compress" / "js" / "mine.txt").unlink()
    Store(tmp_path / "compress").remove_empty()
    assert list(tmp_path.iterdir()) == []
