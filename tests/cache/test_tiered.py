"""Tests of the main cache with a shared one behind it."""

from __future__ import annotations

import multiprocessing
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.bundle.result import Result
from sphinx_compress.cache.backend import read_address
from sphinx_compress.cache.envelope import seal
from sphinx_compress.cache.local import Cache, DirectoryCache
from sphinx_compress.cache.tiered import SharedCache, TieredCache
from sphinx_compress.page.region import Region
from tests.cache.test_local import key
from tests.processes import files, run_all
from tests.servers import (
    HOST,
    Server,
    dripping_server,
    free_port,
    redis_client,
    redis_server,
    silent_server,
)
from tests.sites import Site, sheet

FORK = multiprocessing.get_context("fork")
SECRET = b"a secret of the project"


@dataclass
class Machine:
    """A machine with a directory of its own, and what builds there were told."""

    directory: Path
    url: str
    secret: bytes = b""
    limit: float = 60
    readonly: bool = False
    warnings: list[str] = field(default_factory=list)

    @property
    def local(self) -> DirectoryCache:
        return DirectoryCache(self.directory / "cache", 1_000_000)

    @property
    def outbox(self) -> Path:
        return self.directory / "state" / "outbox"

    def build(self) -> TieredCache:
        """Return the cache of another build."""
        return TieredCache(
            self.local,
            SharedCache(read_address(self.url), self.limit, self.secret),
            outbox=None if self.readonly else self.outbox,
            warn=self.warnings.append,
        )


@pytest.fixture(name="server")
def a_server(tmp_path: Path) -> Iterator[Server]:
    with redis_server(tmp_path) as server:
        yield server


@pytest.fixture(name="machines")
def some_machines(tmp_path: Path, server: Server) -> list[Machine]:
    url = f"redis://{HOST}:{server.port}"
    return [Machine(tmp_path / name, url) for name in ("first", "second", "third")]


def give(machine: Machine, **values: bytes) -> int:
    build = machine.build()
    for name, value in values.items():
        build.set(key(name), value)
    return build.publish()


def test_what_one_machine_makes_another_gets(machines: list[Machine]) -> None:
    one, other, _ = machines
    assert give(one, a=b"value", b=b"") == 2
    assert [other.build().get(key(name)) for name in "abc"] == [b"value", b"", None]
    assert one.warnings == other.warnings == []


def test_what_was_got_is_kept_here(machines: list[Machine], server: Server) -> None:
    one, other, _ = machines
    give(one, a=b"value")
    other.build().get(key("a"))
    server.kill()
    assert other.build().get(key("a")) == b"value"
    assert other.warnings == []
    # And is not given back.
    assert not other.outbox.exists()


def test_what_is_here_is_asked_of_nobody(tmp_path: Path) -> None:
    machine = Machine(tmp_path, f"redis://{HOST}:{free_port()}")
    machine.local.set(key("a"), b"value")
    build = machine.build()
    assert build.get(key("a")) == b"value"
    assert build.publish() == 0
    assert machine.warnings == []


def test_nothing_goes_out_before_the_build_ends(machines: list[Machine], server: Server) -> None:
    build = machines[0].build()
    build.set(key("a"), b"value")
    assert redis_client(server).dbsize() == 0
    assert build.get(key("a")) == b"value"
    assert [build.publish(), build.publish()] == [1, 0]


def test_what_forked_processes_make_goes_out_once(machines: list[Machine]) -> None:
    build = machines[0].build()

    def make(number: int) -> None:
        for name in ("common", str(number)):
            build.set(key(name), name.encode())

    run_all([lambda number=number: make(number) for number in range(4)])  # type: ignore[misc]
    assert build.publish() == 5
    assert machines[1].build().get(key("common")) == b"common"
    assert not machines[0].outbox.exists()


def test_processes_do_not_share_a_connection(machines: list[Machine]) -> None:
    names = [str(number) for number in range(100)]
    give(machines[0], **{name: name.encode() * 100 for name in names})
    build = machines[1].build()
    assert build.get(key("0")) == b"0" * 100

    def get_all() -> None:
        for name in names:
            assert build.get(key(name)) == name.encode() * 100

    run_all([get_all] * 4)
    assert build.get(key("99")) == b"99" * 100
    assert machines[1].warnings == []


def test_many_entries_go_out_in_several_requests(machines: list[Machine], server: Server) -> None:
    build = machines[0].build()
    for number in range(250):
        build.set(key(str(number)), bytes(number))
    for number in range(3):
        build.set(key(f"large {number}"), bytes([number]) * 3_000_000)
    assert build.publish() == 253
    assert redis_client(server).dbsize() == 253
    assert machines[1].build().get(key("large 2")) == bytes([2]) * 3_000_000


def test_a_value_that_is_too_large_stays_here(
    machines: list[Machine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinx_compress.cache.tiered.MAX_VALUE", 10)
    assert give(machines[0], small=bytes(10), large=bytes(11)) == 1
    assert machines[0].build().get(key("large")) == bytes(11)


def test_the_next_build_gives_what_a_killed_one_made(machines: list[Machine]) -> None:
    one, other, _ = machines
    one.build().set(key("a"), b"value")
    with one.outbox.open("ab") as file:
        file.write(b"\xff torn \n" + key("b").encode()[:30])
    assert one.build().publish() == 1
    assert other.build().get(key("a")) == b"value"


def test_what_a_build_was_giving_when_it_was_killed_the_next_one_gives(
    machines: list[Machine],
) -> None:
    one, other, _ = machines
    url = one.url
    with silent_server() as port:
        one.url = f"redis://{HOST}:{port}"
        process = FORK.Process(target=give, args=(one,), kwargs={"a": b"value"})
        process.start()
        while not list(one.outbox.parent.glob("outbox.*")):
            assert process.is_alive()
            time.sleep(0.01)
        process.kill()
        process.join(60)
    one.url = url
    assert give(one, b=b"other") == 2
    assert other.build().get(key("a")) == b"value"
    assert not list(one.outbox.parent.iterdir())


def test_what_is_gone_from_here_is_not_given(machines: list[Machine]) -> None:
    build = machines[0].build()
    build.set(key("a"), b"value")
    DirectoryCache(machines[0].directory / "cache", 0).prune()
    assert build.publish() == 0
    assert not machines[0].outbox.exists()


def test_what_could_not_be_given_is_given_by_the_next_build(
    machines: list[Machine], tmp_path: Path
) -> None:
    one, other, _ = machines
    url, one.url = one.url, f"redis://{HOST}:{free_port()}"
    assert give(one, a=b"first") == 0
    assert len(one.warnings) == 1
    one.url = url
    assert give(one, b=b"second") == 2
    assert other.build().get(key("a")) == b"first"


def test_who_may_only_read_gives_nothing(machines: list[Machine], server: Server) -> None:
    one, other, _ = machines
    give(one, a=b"value")
    other.readonly = True
    assert other.build().get(key("a")) == b"value"
    assert give(other, b=b"of a stranger") == 0
    assert redis_client(server).keys() == [f"sphinx_compress:{key('a')}".encode()]
    assert other.build().get(key("b")) == b"of a stranger"


def test_a_key_whose_value_changes_is_asked_for_though_it_is_here(
    machines: list[Machine],
) -> None:
    one, other, third = machines
    give(one, a=b"earlier")
    assert other.build().get(key("a")) == b"earlier"
    give(third, a=b"later")
    build = other.build()
    assert build.get(key("a")) == b"earlier"
    assert build.refresh(key("a")) == b"later"
    # Once is enough.
    assert build.refresh(key("a")) is None
    assert other.build().get(key("a")) == b"later"
    # What is not here was asked for already.
    build = machines[2].build()
    assert build.get(key("b")) is None
    assert build.refresh(key("b")) is None


def compress(machine: Machine, cache: Cache) -> tuple[Result, int]:
    """Return what a region of the machine's site became, and how much of that others are given."""
    compressor = Site(machine.directory).compressor(css_filters=["imports", "urls"])
    compressor.cache = cache
    result = compressor.compress(Region("css", "file", "output", sheet("a.css")))
    return result, cache.publish()


def test_a_machine_that_begins_to_share_gives_all_that_leads_to_a_bundle(
    machines: list[Machine],
) -> None:
    one, other, _ = machines
    Site(one.directory).write("a.css", ".a { color: red }")
    compress(one, one.local)
    for machine in (one, other):
        Site(machine.directory).write("a.css", ".a { color: blue }")
    made, given = compress(one, one.build())
    assert given > 0
    assert compress(other, other.build()) == (made, 0)


def test_what_others_remember_of_a_region_is_looked_for_when_ours_does_not_help(
    machines: list[Machine],
) -> None:
    one, other, _ = machines
    for machine in (one, other):
        Site(machine.directory).write("a.css", ".a { color: red }")
        Site(machine.directory).write("b.css", ".b { color: red }")
        compress(machine, machine.build())
    # Which files it is made from is another now, and both remember the old ones.
    for machine in (one, other):
        Site(machine.directory).write("a.css", "@import 'b.css'; .a { color: blue }")
    made, given = compress(one, one.build())
    assert given > 0
    assert len(made.inputs) == 2
    assert compress(other, other.build()) == (made, 0)


# What others put there


def put(server: Server, name: str, entry: bytes) -> None:
    redis_client(server).set(f"sphinx_compress:{key(name)}", entry)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (b"garbage", "it is no entry of sphinx_compress"),
        (b"\x80\x04.", "it is no entry of sphinx_compress"),
        (seal(key("a"), b"value", SECRET)[:-1], "its digest is wrong"),
        (seal(key("b"), b"value", SECRET), "it is the entry of another key"),
        (seal(key("a"), b"value"), "it is not signed"),
        (seal(key("a"), b"value", b"theirs"), "it is signed with another key"),
    ],
)
def test_a_bad_entry_is_a_miss_and_a_warning_and_does_not_come_here(
    machines: list[Machine], server: Server, entry: bytes, message: str
) -> None:
    machine = machines[0]
    machine.secret = SECRET
    put(server, "a", entry)
    build = machine.build()
    assert build.get(key("a")) is None
    [warning] = machine.warnings
    assert message in warning
    assert f"the shared cache redis://{HOST}:{server.port} has an entry" in warning
    assert key("a") in warning
    assert files(machine.directory) == []
    # The build makes it anew, and so it is good again.
    build.set(key("a"), b"good")
    build.publish()
    machines[1].secret = SECRET
    assert machines[1].build().get(key("a")) == b"good"


def test_many_bad_entries_are_one_warning(machines: list[Machine], server: Server) -> None:
    for number in range(20):
        put(server, str(number), b"garbage")
    build = machines[0].build()
    run_all([lambda: _get_none(build, range(10))])
    _get_none(build, range(20))
    assert len(machines[0].warnings) <= 1
    # The good ones are still taken.
    give(machines[1], a=b"value")
    assert build.get(key("a")) == b"value"


def _get_none(build: TieredCache, numbers: range) -> None:
    for number in numbers:
        assert build.get(key(str(number))) is None


def test_who_has_no_key_reads_what_is_signed(machines: list[Machine]) -> None:
    machines[0].secret = SECRET
    give(machines[0], a=b"value")
    assert machines[1].build().get(key("a")) == b"value"


def test_the_key_is_nowhere_in_the_cache(machines: list[Machine], server: Server) -> None:
    machines[0].secret = SECRET
    give(machines[0], a=b"value")
    client: Any = redis_client(server)
    assert all(SECRET not in client.get(name) for name in client.scan_iter())
    assert SECRET not in b"".join(
        (machines[0].directory / name).read_bytes() for name in files(machines[0].directory)
    )


# Failures


def test_a_cache_that_goes_away_is_one_warning(machines: list[Machine], server: Server) -> None:
    machine = machines[0]
    build = machine.build()
    assert build.get(key("a")) is None
    server.kill()
    build.set(key("b"), b"value")
    assert [build.get(key(name)) for name in "acdb"] == [None, None, None, b"value"]
    assert build.publish() == 0
    [warning] = machine.warnings
    assert re.fullmatch(
        rf"the shared cache redis://{HOST}:\d+ is of no use, and the build goes on without it:"
        r" ConnectionError: .*",
        warning,
    )


def test_a_silent_cache_costs_its_time_once(tmp_path: Path) -> None:
    with silent_server() as port:
        machine = Machine(tmp_path, f"redis://{HOST}:{port}", limit=0.3)
        build = machine.build()
        run_all([lambda: _get_none(build, range(1))])
        _get_none(build, range(1000))
        give(machine, a=b"value")
    # The first of them was said in the process that was forked; a new build has its own.
    assert len(machine.warnings) == 1
    assert machine.build().get(key("a")) == b"value"


def test_a_cache_whose_answer_does_not_end_is_given_up(tmp_path: Path) -> None:
    # No time-out of a socket helps against it.
    with dripping_server() as port:
        machine = Machine(tmp_path, f"redis://{HOST}:{port}", limit=0.5)
        _get_none(machine.build(), range(100))
    [warning] = machine.warnings
    assert re.search(r"TimeoutError: no answer within 0\.\d seconds", warning)


def test_credentials_are_in_no_warning(tmp_path: Path) -> None:
    with redis_server(tmp_path, "--requirepass", "another") as server:
        url = f"redis://:pass%2Fword@{HOST}:{server.port}/0?prefix=hidden"
        machine = Machine(tmp_path, url)
        _get_none(machine.build(), range(1))
    [warning] = machine.warnings
    assert "AuthenticationError" in warning
    assert "word" not in warning.replace("password", "")
    assert "hidden" not in warning


def test_a_package_that_is_missing_is_a_warning(tmp_path: Path) -> None:
    machine = Machine(tmp_path, "gs://bucket")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(__import__("sys").modules, "gcsfs", None)
        _get_none(machine.build(), range(3))
    [warning] = machine.warnings
    assert 'pip install "sphinx_compress[gs]"' in warning


def test_the_cache_is_brought_back_to_its_size(machines: list[Machine]) -> None:
    local = DirectoryCache(machines[0].directory / "cache", 0)
    build = TieredCache(
        local,
        SharedCache(read_address(machines[0].url), 60),
        outbox=None,
        warn=machines[0].warnings.append,
    )
    build.set(key("a"), b"value")
    build.prune()
    assert files(machines[0].directory) == []
