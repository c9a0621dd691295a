"""Editions of a large reference, built over one Redis: what each takes, and what they share."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from redis import ConnectionError as Refused
from redis import Redis

from .references import Shape
from .running import Taken, run

_TREE: Final = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Sites:
    """What builds took and made; of several at once, all of them."""

    taken: Taken
    #: Bytes of all files.
    size: int
    #: Bytes of bundles, each counted once however many editions have it, and each time.
    bundles: int
    bundles_in_all: int
    #: Entries that Redis had, and had not; ``None`` for builds that do not ask it.
    hits: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Row:
    """The same builds without the extension and with it."""

    name: str
    pages: int
    stock: Sites
    ours: Sites


class Builds:
    """Builds editions of a shape below a directory.

    :param redis: what the builds share, unless they share a directory.
    """

    def __init__(self, shape: Shape, directory: Path, redis: Redis, url: str) -> None:
        self._shape = shape
        self._directory = directory
        self._redis = redis
        self._url = url

    def stock(self, editions: Sequence[str], pages: int) -> Sites:
        """Build without the extension."""
        return self._build("without the extension", editions, pages, {"STOCK": "1"})

    def over_redis(self, editions: Sequence[str], pages: int) -> Sites:
        """Build as on machines of their own, which have nothing but Redis in common."""
        before = self._asked()
        found = self._build("over Redis", editions, pages, {"COMPRESS_CACHE": self._url})
        hits, misses = (new - old for new, old in zip(self._asked(), before, strict=True))
        return Sites(found.taken, found.size, found.bundles, found.bundles_in_all, (hits, misses))

    def over_directory(self, editions: Sequence[str], pages: int) -> Sites:
        """Build as on one machine, with one directory for all caches."""
        shared = self._directory / "cache"
        shutil.rmtree(shared, ignore_errors=True)
        return self._build("over one directory", editions, pages, {}, shared)

    def _asked(self) -> tuple[int, int]:
        stats = self._redis.info("stats")
        return stats["keyspace_hits"], stats["keyspace_misses"]

    def _build(
        self,
        told: str,
        editions: Sequence[str],
        pages: int,
        environment: Mapping[str, str],
        cache: Path | None = None,
    ) -> Sites:
        start = time.perf_counter()
        homes = [self._directory / edition for edition in editions]

        def one(edition: str) -> Taken:
            return self._build_one(edition, pages, environment, cache)

        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(one, editions))
        wall = time.perf_counter() - start
        print(f"{len(homes)} of {pages} pages {told}: {wall:.0f} s", flush=True)
        files = [path for home in homes for path in (home / "html").rglob("*") if path.is_file()]
        bundles = [each for each in files if each.parts[-4:-2] == ("_static", "compress")]
        return Sites(
            Taken(wall, sum(one.cpu for one in taken), max(one.memory for one in taken)),
            sum(path.stat().st_size for path in files),
            sum({path.parts[-2:]: path.stat().st_size for path in bundles}.values()),
            sum(path.stat().st_size for path in bundles),
            None,
        )

    def _build_one(
        self, edition: str, pages: int, environment: Mapping[str, str], cache: Path | None
    ) -> Taken:
        home = self._directory / edition
        shutil.rmtree(home, ignore_errors=True)
        self._shape.write(home / "source", edition, pages)
        command = [sys.executable, "-m", "sphinx", "-q", "-d", str(home / "doctrees")]
        command += self._shape.options(edition)
        if "STOCK" not in environment:
            command += ["-D", f"compress_cache_dir={cache or home / 'cache'}"]
        return run(
            [*command, str(home / "source"), str(home / "html")],
            environment={**environment, "PYTHONPATH": str(_TREE)},
            log=home / "log",
        )


def measure(shape: Shape, pages: int, pages_at_once: int) -> list[Row]:
    """Build two editions one after the other, and then all at once."""
    with tempfile.TemporaryDirectory() as name, _redis(Path(name)) as (redis, url):
        builds = Builds(shape, Path(name), redis, url)
        first, second, all_ = shape.editions[:1], shape.editions[1:2], shape.editions
        found = [
            Row(
                f"{which} {shape.edition}",
                pages,
                builds.stock(one, pages),
                builds.over_redis(one, pages),
            )
            for which, one in (("The first", first), ("The second", second))
        ]
        redis.flushall()
        stock = builds.stock(all_, pages_at_once)
        ours = (builds.over_redis(all_, pages_at_once), builds.over_directory(all_, pages_at_once))
        for each, over in zip(ours, ("Redis", "one directory"), strict=True):
            what = f"{len(all_)} {shape.edition}s at once, over {over}"
            found.append(Row(what, pages_at_once, stock, each))
        return found


@contextmanager
def _redis(directory: Path) -> Iterator[tuple[Redis, str]]:
    """Start a Redis that keeps nothing on disk; yield a client and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    server = subprocess.Popen(command, cwd=directory, stdout=subprocess.DEVNULL)
    try:
        client = Redis(port=port)
        while not _answers(client):
            time.sleep(0.05)
        yield client, f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except Refused:
        return False


HEADER: Final = (
    "Build",
    "Pages of each",
    "Processor, s",
    "Ratio",
    "Memory, MB",
    "Site, MB",
    "Bundles, kB",
    "From Redis",
)


def rows(found: Sequence[Row]) -> list[list[str]]:
    """What each build took, without the extension → with it."""
    return [
        [
            row.name,
            f"{row.pages:,}",
            f"{row.stock.taken.cpu:.0f} → {row.ours.taken.cpu:.0f}",
            f"{row.ours.taken.cpu / row.stock.taken.cpu:.2f}",
            f"{row.stock.taken.memory:.0f} → {row.ours.taken.memory:.0f}",
            f"{row.stock.size / 1e6:.1f} → {row.ours.size / 1e6:.1f}",
            f"{row.ours.bundles / 1000:.0f} of {row.ours.bundles_in_all / 1000:.0f}",
            "" if row.ours.hits is None else f"{row.ours.hits[0]} of {sum(row.ours.hits)}",
        ]
        for row in found
    ]


def told(shape: Shape) -> str:
    """How it was measured."""
    return (
        f"{shape.theme}, without the extension → with it; at once means eight processes at a"
        " time. Each build over Redis has nothing else. Memory is that of the largest process."
        " Bundles that several"
        f" {shape.edition}s have are counted once, of what they would have if each had its own."
    )
