"""Tests of the shared cache by fsspec: a directory, memory, and moto's S3."""

from __future__ import annotations

import json
import resource
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from sphinx_compress.cache.backend import Remote, find_remote, read_address
from sphinx_compress.cache.envelope import MAX_ENTRY
from sphinx_compress.cache.fsspec import FileSystemRemote
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.cache.tiered import SharedCache, TieredCache
from tests.processes import files, run_all
from tests.servers import HOST, Server, free_port, s3_server, silent_server

KEY, OTHER = "a" * 64, "b" * 64

#: All tests of S3 share a server, which takes a second to start.
s3 = pytest.mark.xdist_group("s3")


@pytest.fixture(scope="module", name="server")
def a_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


def request(url: str, method: str, body: bytes = b"") -> None:
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method)).close()


@pytest.fixture(name="bucket")
def a_bucket(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the address of a new bucket."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "anybody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "anything")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    url = f"http://{HOST}:{server.port}"
    request(f"{url}/moto-api/reset", "POST")
    request(f"{url}/bucket", "PUT")
    return f"s3://bucket/cache?endpoint_url={url}"


def remote(url: str, limit: float = 60) -> Remote:
    return find_remote(read_address(url), limit)()


def directory(path: Path) -> str:
    return f"file://{path.as_posix()}"


@pytest.fixture(params=["file", "memory", pytest.param("s3", marks=[s3, pytest.mark.server])])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "s3":
        return str(request.getfixturevalue("bucket"))
    return directory(tmp_path / "new") if request.param == "file" else f"memory://{tmp_path.name}"


def test_what_one_gives_another_gets(url: str) -> None:
    entries = {KEY: b"\x00\xffone", OTHER: bytes(100_000)}
    remote(url).set_all(entries)
    other = remote(url)
    assert {key: other.get(key) for key in entries} == entries
    assert other.get("c" * 64) is None


def test_a_later_entry_replaces_an_earlier_one(url: str) -> None:
    for entry in (b"earlier", b"late"):
        remote(url).set_all({KEY: entry})
    assert remote(url).get(KEY) == b"late"


def test_an_empty_file_is_an_empty_entry(url: str) -> None:
    remote(url).set_all({KEY: b""})
    assert remote(url).get(KEY) == b""


def test_only_the_beginning_of_a_huge_file_is_fetched(tmp_path: Path) -> None:
    remote(directory(tmp_path)).set_all({KEY: b""})
    with (tmp_path / "aa" / KEY).open("wb") as file:
        file.truncate(MAX_ENTRY + 100_000)
    entry = remote(directory(tmp_path)).get(KEY)
    assert entry is not None
    assert len(entry) == MAX_ENTRY + 1


@s3
def test_only_the_beginning_of_a_huge_object_is_fetched(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote(bucket).set_all({KEY: bytes(1000)})
    monkeypatch.setattr("sphinx_compress.cache.fsspec.MAX_ENTRY", 99)
    assert remote(bucket).get(KEY) == bytes(100)


def test_files_lie_in_directories_by_their_keys(tmp_path: Path) -> None:
    remote(directory(tmp_path)).set_all({KEY: b"x", OTHER: b"y"})
    assert files(tmp_path) == [f"aa/{KEY}", f"bb/{OTHER}"]


def test_no_reader_sees_half_a_file(tmp_path: Path) -> None:
    entries = [bytes([number]) * 300_000 for number in range(3)]
    shared = remote(directory(tmp_path))

    def set_and_get(entry: bytes) -> None:
        for _ in range(30):
            shared.set_all({KEY: entry})
            assert shared.get(KEY) in entries

    run_all([lambda entry=entry: set_and_get(entry) for entry in entries])  # type: ignore[misc]
    assert files(tmp_path) == [f"aa/{KEY}"]


def test_a_directory_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        remote(directory(tmp_path / "file")).set_all({KEY: b"x"})


def test_a_file_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    def write_too_much() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (5_000_000, 5_000_000))
        with pytest.raises(OSError, match="large"):
            remote(directory(tmp_path)).set_all({OTHER: b"y", KEY: bytes(6_000_000)})

    run_all([write_too_much])
    assert files(tmp_path) == [f"bb/{OTHER}"]


@s3
def test_who_has_no_credentials_reads_a_public_bucket(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote(bucket).set_all({KEY: b"x"})
    allowed = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
    policy = {"Statement": [allowed | {"Resource": "arn:aws:s3:::bucket/*"}]}
    endpoint = bucket.partition("endpoint_url=")[2]
    request(f"{endpoint}/bucket?policy", "PUT", json.dumps(policy).encode())
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    guest = remote(f"{bucket}&anon=true")
    assert guest.get(KEY) == b"x"
    with pytest.raises(PermissionError):
        guest.set_all({KEY: b"y"})


@s3
def test_a_bucket_that_is_not_there_is_an_error_to_who_writes(bucket: str) -> None:
    with pytest.raises(FileNotFoundError, match="bucket does not exist"):
        remote(bucket.replace("//bucket", "//another")).set_all({KEY: b"x"})


@s3
def test_processes_do_not_share_a_connection_to_s3(bucket: str, tmp_path: Path) -> None:
    said: list[str] = []

    def build(name: str) -> TieredCache:
        return TieredCache(
            DirectoryCache(tmp_path / name, 1_000_000),
            SharedCache(read_address(bucket), 60),
            outbox=tmp_path / name / "outbox",
            warn=said.append,
        )

    one = build("one")
    one.set(KEY, b"x")
    one.set(OTHER, b"y")
    assert one.publish() == 2
    other = build("other")
    assert other.get(KEY) == b"x"

    def get() -> None:
        assert other.get(OTHER) == b"y"

    run_all([get, get])
    assert said == []


@s3
def test_no_s3_is_an_error(bucket: str) -> None:
    nowhere = f"{bucket.rpartition(':')[0]}:{free_port()}"
    with pytest.raises(Exception, match="connect"):
        remote(nowhere).get(KEY)


@s3
def test_a_silent_s3_is_waited_for_once(bucket: str) -> None:
    with silent_server() as port, pytest.raises(Exception, match="timeout"):
        remote(f"{bucket.rpartition(':')[0]}:{port}", 0.3).get(KEY)


def test_words_for_yes_and_no_become_what_they_mean() -> None:
    seen: dict[str, object] = {}

    class Own(fsspec.AbstractFileSystem):  # type: ignore[misc]
        def __init__(self, **options: object) -> None:
            super().__init__()
            seen.update(options)

    FileSystemRemote(Own, "own://x", {"anon": "true", "ssl": "false", "name": "True"}, 1)
    assert {name: seen[name] for name in ("anon", "ssl", "name")} == {
        "anon": True,
        "ssl": False,
        "name": "True",
    }
