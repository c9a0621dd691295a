"""Tests of the shared cache in Redis, with Debian's server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_compress.envelope import MAX_ENTRY
from sphinx_compress.rediscache import RedisRemote

from .servers import HOST, Server, free_port, redis_client, redis_server, silent_server

KEY = "a" * 64


@pytest.fixture(name="server")
def a_server(tmp_path: Path) -> Iterator[Server]:
    with redis_server(tmp_path) as server:
        yield server


def remote(port: int, patience: float = 60, **options: str) -> RedisRemote:
    return RedisRemote(f"redis://{HOST}:{port}/0", options, patience)


def test_what_one_gives_another_gets(server: Server) -> None:
    entries = {KEY: b"\x00\xffone", "b" * 64: bytes(100_000)}
    remote(server.port).set_all(entries)
    other = remote(server.port)
    assert {key: other.get(key) for key in entries} == entries
    assert other.get("c" * 64) is None


def test_keys_have_a_prefix_of_their_own(server: Server) -> None:
    remote(server.port).set_all({KEY: b"ours"})
    remote(server.port, prefix="docs").set_all({KEY: b"theirs"})
    names = redis_client(server).keys()
    assert sorted(names) == [f"docs:{KEY}".encode(), f"sphinx_compress:{KEY}".encode()]
    assert remote(server.port).get(KEY) == b"ours"


def test_entries_go_when_their_time_is_over_if_it_is_set(server: Server) -> None:
    remote(server.port, ttl="1000").set_all({KEY: b"x"})
    assert 0 < redis_client(server).ttl(f"sphinx_compress:{KEY}") <= 1000
    remote(server.port).set_all({KEY: b"x"})
    assert redis_client(server).ttl(f"sphinx_compress:{KEY}") == -1


def test_only_the_beginning_of_a_huge_value_is_fetched(server: Server) -> None:
    redis_client(server).setrange(f"sphinx_compress:{KEY}", MAX_ENTRY + 100_000, b"x")
    entry = remote(server.port).get(KEY)
    assert entry is not None
    assert len(entry) == MAX_ENTRY + 1


def test_something_that_is_no_string_is_an_error(server: Server) -> None:
    redis_client(server).lpush(f"sphinx_compress:{KEY}", b"x")
    with pytest.raises(Exception, match="WRONGTYPE"):
        remote(server.port).get(KEY)


def test_options_of_the_client_are_passed_on(server: Server) -> None:
    remote(server.port, db="3").set_all({KEY: b"x"})
    assert redis_client(server).dbsize() == 0
    assert remote(server.port, db="3").get(KEY) == b"x"


def test_a_server_that_was_restarted_is_connected_to_again(tmp_path: Path) -> None:
    port = free_port()
    with redis_server(tmp_path, port=port):
        ours = remote(port)
        ours.set_all({KEY: b"x"})
    with redis_server(tmp_path, port=port):
        assert ours.get(KEY) is None
        ours.set_all({KEY: b"y"})
        assert ours.get(KEY) == b"y"


def test_no_server_is_an_error_at_once() -> None:
    with pytest.raises(Exception, match="refused"):
        remote(free_port()).get(KEY)


def test_a_silent_server_is_waited_for_once() -> None:
    with silent_server() as port:
        start = time.monotonic()
        with pytest.raises(Exception, match="Timeout"):
            remote(port, 0.2).get(KEY)
        # It may take longer, but never less.
        assert time.monotonic() - start > 0.19


def test_a_full_server_is_an_error(tmp_path: Path) -> None:
    entries = {f"{number:064x}": bytes(500_000) for number in range(9)}
    with (
        redis_server(tmp_path, "--maxmemory", "1mb") as server,
        pytest.raises(Exception, match="maxmemory"),
    ):
        remote(server.port).set_all(entries)
