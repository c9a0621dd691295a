"""Many versions of a large reference, built over one Redis: what each takes, and what is shared.

The site has the shape of that of numpy: a page for each function, made by a program, and
pydata_sphinx_theme.
"""

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

from .running import Taken, run

_TREE: Final = Path(__file__).parents[1]
#: Functions of a module; each has a page.
_FUNCTIONS: Final = 40

_CONF: Final = """
project = "Lighthouse"
version = release = "{version}.0"
extensions = ["sphinx.ext.mathjax", "sphinx_copybutton", "sphinx_design", "sphinx_compress"]
html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["own.css"]
html_theme_options = {{"navigation_with_keys": False}}
html_copy_source = False
"""
_FUNCTION: Final = """\
{title}
{line}

.. py:function:: {name}(a, axis=None, out=None)

   Return what a light of the height *a* is seen by, in version {version}.

   :param a: heights in metres.
   :param axis: along which they are added.
   :param out: where to put the results.
   :returns: distances in kilometres.

   .. code-block:: python

      >>> {name}([31.0, 12.5])
      [19.9, 12.6]
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took and made; of several at once, all of them."""

    name: str
    taken: Taken
    #: Kilobytes of bundles, each counted once however many versions have it.
    bundles: float
    #: Entries that Redis had, and had not.
    hits: int
    misses: int


def write(directory: Path, version: int, pages: int) -> Path:
    """Write a version of the project with about so many *pages*; return the directory."""
    modules = range(max(1, pages // _FUNCTIONS))
    _write(directory / "conf.py", _CONF.format(version=version))
    # It is another one in each second version.
    _write(directory / "_static" / "own.css", f".version {{ margin: {version // 2}px }}\n")
    for module in modules:
        names = [f"light.m{module:03}.function_{number:03}" for number in range(_FUNCTIONS)]
        for name in names:
            text = _FUNCTION.format(title=name, line="=" * len(name), name=name, version=version)
            _write(directory / "generated" / f"{name}.rst", text)
        title = f"Module {module}"
        _write(directory / f"m{module:03}.rst", _index(title, (f"generated/{n}" for n in names)))
    _write(directory / "index.rst", _index("Reference", (f"m{each:03}" for each in modules)))
    return directory


def _index(title: str, entries: Iterator[str]) -> str:
    lines = [title, "=" * len(title), "", ".. toctree::", "   :maxdepth: 1", ""]
    return "\n".join([*lines, *(f"   {entry}" for entry in entries), ""])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def measure(pages: int, versions: int) -> list[Built]:
    """Build a version without the extension, and with it; the next one; and all at once."""
    with tempfile.TemporaryDirectory() as name, _redis(Path(name)) as (redis, url):
        directory = Path(name)

        def build(label: str, of: Sequence[int], **values: str) -> Built:
            before = redis.info("stats")
            start = time.perf_counter()
            with ThreadPoolExecutor(len(of)) as pool:
                taken = list(pool.map(lambda each: _build(directory, each, pages, url, values), of))
            wall = time.perf_counter() - start
            after = redis.info("stats")
            hits, misses = (
                after[f"keyspace_{what}"] - before[f"keyspace_{what}"]
                for what in ("hits", "misses")
            )
            cpu, memory = sum(one.cpu for one in taken), max(one.memory for one in taken)
            sizes = _bundles(directory / f"{each}" / "html" for each in of)
            print(f"{label}: {wall:.1f} s", flush=True)
            return Built(label, Taken(wall, cpu, memory), sizes / 1000, hits, misses)

        rows = [build("without the extension", [2], compress_enabled="0")]
        rows.append(build("the first version", [2]))
        rows.append(build("the next version, with the same files", [3]))
        rows.append(build("one with another style sheet", [4]))
        redis.flushall()
        every = range(10, 10 + versions)
        rows.append(build(f"{versions} versions at once, by as many processes", every))
        return rows


def _build(directory: Path, version: int, pages: int, url: str, values: Mapping[str, str]) -> Taken:
    """Build a version as on a machine of its own, which has nothing but the shared cache."""
    home = directory / str(version)
    shutil.rmtree(home, ignore_errors=True)
    source = write(home / "source", version, pages)
    options = {"compress_cache_dir": str(home / "cache"), **values}
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(home / "doctrees")]
    command += [part for item in options.items() for part in ("-D", "=".join(item))]
    environment = {"COMPRESS_CACHE": url, "PYTHONPATH": str(_TREE)}
    return run(
        [*command, str(source), str(home / "html")], environment=environment, log=home / "log"
    )


def _bundles(sites: Iterator[Path]) -> int:
    found = {path.name: path for site in sites for path in site.glob("_static/compress/*/*.*.*")}
    return sum(path.stat().st_size for path in found.values())


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


HEADER: Final = ("Build", "Elapsed", "Processor", "Memory", "Bundles", "From Redis")


def rows(found: Sequence[Built]) -> list[list[str]]:
    """What each build took."""
    return [
        [
            built.name,
            f"{built.taken.wall:.0f} s",
            f"{built.taken.cpu:.0f} s",
            f"{built.taken.memory:.0f} MB",
            f"{built.bundles:.0f} kB",
            f"{built.hits} of {built.hits + built.misses}",
        ]
        for built in found
    ]


def told(pages: int) -> str:
    """How it was measured."""
    return (
        f"{pages} pages, one for each function, with pydata_sphinx_theme. Each build has nothing"
        " but the shared cache. Memory is that of the largest process. Bundles that several"
        " versions have are counted once."
    )
