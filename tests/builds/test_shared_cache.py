"""Builds on several machines that share a cache."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sphinx_compress.cache.envelope import seal
from tests.conftest import Built, Project, tree
from tests.servers import (
    HOST,
    Server,
    free_port,
    redis_client,
    redis_server,
    s3_server,
    silent_server,
)

MakeProject = Callable[[str], Project]

SECRET = "a secret of the project"


@pytest.fixture(name="server")
def a_server(tmp_path: Path) -> Iterator[Server]:
    with redis_server(tmp_path) as server:
        yield server


@pytest.fixture(name="source")
def a_source(project: MakeProject) -> Project:
    """Return a project whose CSS filter notes each time that it runs."""
    source = project("test-basic")
    source.add_module(
        "noting",
        "import os\n"
        "from sphinx_compress.filters import Filter\n"
        "class Noting(Filter):\n"
        "    name = 'noting'\n"
        "    version = '1'\n"
        "    kinds = frozenset({'css'})\n"
        "    def __call__(self, text, context):\n"
        "        with open(os.environ['NOTES'], 'a') as file:\n"
        "            file.write('x')\n"
        "        return text\n",
        "compress_css_filters = ['urls', 'noting.Noting']",
    )
    return source


class Machine:
    """A machine that builds a project in directories of its own."""

    def __init__(self, source: Project, url: str, *, name: str, **environment: str) -> None:
        builds = source.source.parent / name
        builds.mkdir()
        self.project = Project(source.source, builds)
        self.notes = builds / "notes"
        self.environment = {"COMPRESS_CACHE": url, "NOTES": str(self.notes), **environment}

    def build(self, *, patience: float = 60) -> Built:
        """Build within this process."""
        with self._environment():
            # What is slow here is the machine that runs the tests, and not the cache.
            return self.project.build(compress_cache_timeout=patience)

    def run(self, *arguments: str, patience: int = 60) -> Built:
        """Build by the command line."""
        with self._environment():
            return self.project.run("-D", f"compress_cache_timeout={patience}", *arguments)

    @contextmanager
    def _environment(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            yield

    @property
    def work(self) -> int:
        """How often the filter ran."""
        return len(self.notes.read_bytes()) if self.notes.exists() else 0


def quiet(machine: Machine) -> Built:
    """Build, and see to it that there is nothing to warn of."""
    built = machine.build()
    assert built.warnings == ""
    return built


def redis_url(server: Server) -> str:
    return f"redis://{HOST}:{server.port}"


def is_good(built: Built) -> bool:
    """Do all pages have a bundle of each kind, which is there and has what it must?"""
    for name in ("index.html", "a/one.html", "a/b/two.html"):
        [sheet], [script] = built.sheets(name), built.scripts(name)
        assert ".two" in built.linked(name, sheet)
        assert "order.push" in built.linked(name, script)
    return True


def test_the_second_machine_makes_nothing_and_has_the_same_site(
    source: Project, server: Server
) -> None:
    one, other = (Machine(source, redis_url(server), name=name) for name in ("one", "other"))
    first, second = quiet(one), quiet(other)
    assert is_good(first)
    assert tree(first.directory) == tree(second.directory)
    assert one.work > 0
    assert other.work == 0
    said = r"compress: shared cache: (\d+) of (\d+) found, (\d+) added, \d+\.\d\d s\n"
    found, looked_for, added = map(int, re.findall(said, first.status)[0])
    assert found == 0 < looked_for
    assert added > 0
    found, looked_for, added = map(int, re.findall(said, second.status)[0])
    assert 0 < found == looked_for
    assert added == 0


def test_what_a_machine_has_itself_it_asks_of_nobody(source: Project, server: Server) -> None:
    machine = Machine(source, redis_url(server), name="one")
    machine.run("-W")
    work = machine.work
    source.configure(
        "def setup(app):",
        "    def check(*_):",
        "        assert not {'redis', 'fsspec'} & set(sys.modules)",
        "    app.connect('build-finished', check, priority=1000)",
    )
    server.kill()
    assert is_good(machine.run("-W", "-E"))
    assert machine.work == work


def test_an_edit_of_one_file_costs_the_work_on_one_file(source: Project, server: Server) -> None:
    one, other = (Machine(source, redis_url(server), name=name) for name in ("one", "other"))
    quiet(one)
    quiet(other)
    source.write("_static/css/two.css", ".two { color: green }")
    source.edit()
    before = one.work
    first = quiet(one)
    # Input filters see each file for itself.
    assert one.work == before + 1
    second = quiet(other)
    assert other.work == 0
    assert tree(first.directory) == tree(second.directory)
    assert "green" in second.linked("index.html", second.sheets()[0])


def test_s3_is_shared_as_well(source: Project, tmp_path: Path) -> None:
    with s3_server(tmp_path) as server:
        endpoint = f"http://{HOST}:{server.port}"
        bucket = urllib.request.Request(f"{endpoint}/bucket", method="PUT")
        urllib.request.urlopen(bucket).close()
        credentials = {
            "AWS_ACCESS_KEY_ID": "anybody",
            "AWS_SECRET_ACCESS_KEY": "anything",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        url = f"s3://bucket/docs?endpoint_url={endpoint}"
        one, other = (Machine(source, url, name=name, **credentials) for name in ("one", "other"))
        first = one.run("-W", "-j", "2")
        second = other.run("-W", "-j", "2")
        assert one.work > 0
        assert other.work == 0
        assert tree(first.directory) == tree(second.directory)
        # And without it there is one warning, but a site.
        other.environment["COMPRESS_CACHE"] = url.replace("/docs?", "/other?")
        server.kill()
        source.write("_static/css/two.css", ".two { color: green }")
        source.edit()
        third = other.build()
    assert is_good(third)
    assert third.warnings.count("WARNING") == 1
    assert "the shared cache s3://bucket/other is of no use" in third.warnings
    assert "[compress.cache]" in third.warnings


def test_a_directory_is_shared_as_well(source: Project, tmp_path: Path) -> None:
    url = (tmp_path / "shared").as_uri()
    one, other = (Machine(source, url, name=name) for name in ("one", "other"))
    first, second = quiet(one), quiet(other)
    assert other.work == 0
    assert tree(first.directory) == tree(second.directory)


def test_eight_builds_at_once_make_good_sites(source: Project, server: Server) -> None:
    machines = [Machine(source, redis_url(server), name=f"machine-{n}") for n in range(8)]
    processes = [
        subprocess.Popen(
            machine.project.command("-q", "-W"),
            env=os.environ | machine.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for machine in machines
    ]
    for process in processes:
        said, _ = process.communicate(timeout=120)
        assert process.returncode == 0, said
    sites = [Built(machine.project.builds / "html", "", "") for machine in machines]
    assert all(map(is_good, sites))
    assert len({tuple(tree(site.directory).items()) for site in sites}) == 1
    ninth = Machine(source, redis_url(server), name="ninth")
    assert tree(quiet(ninth).directory) == tree(sites[0].directory)
    assert ninth.work == 0


def test_a_cache_that_is_killed_while_pages_are_written_is_one_warning(
    source: Project, server: Server
) -> None:
    for number in range(30):
        source.write(f"page{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
        source.write(f"_static/own{number}.css", f".own{number} {{ color: red }}")
    source.configure(
        "import os, signal",
        "def write(app, page, template, context, doctree):",
        "    if page.startswith('page'):",
        "        app.add_css_file(f'own{page[4:]}.css')",
        "    if page == 'page17':",
        "        try: os.kill(int(os.environ['VICTIM']), signal.SIGKILL)",
        "        except ProcessLookupError: pass",
        "def setup(app):",
        "    app.connect('html-page-context', write)",
    )
    machine = Machine(source, redis_url(server), name="one", VICTIM=str(server.process.pid))
    built = machine.run("-j", "4")
    # The process is a zombie until it is waited for, which shows that it was killed here.
    assert server.process.wait(60) == -9
    for number in range(30):
        name = f"page{number}.html"
        assert f".own{number}" in "".join(built.linked(name, url) for url in built.sheets(name))
    assert built.warnings.count("WARNING") == 1, built.warnings
    assert f"the shared cache redis://{HOST}:{server.port} is of no use" in built.warnings
    assert "[compress.cache]" in built.warnings


@pytest.mark.parametrize("parallel", ["1", "4"])
def test_a_cache_that_is_not_there_is_one_warning(source: Project, parallel: str) -> None:
    machine = Machine(source, f"redis://{HOST}:{free_port()}", name="one")
    built = machine.run("-j", parallel)
    assert is_good(built)
    assert built.warnings.count("WARNING") == 1, built.warnings
    assert "Connection refused" in built.warnings
    # Who expects it can say so.
    assert machine.run("-W", "-a", "-D", "suppress_warnings=compress.cache").warnings == ""


def test_a_cache_that_does_not_answer_is_one_warning(source: Project) -> None:
    with silent_server() as port:
        machine = Machine(source, f"redis://{HOST}:{port}", name="one")
        built = machine.run("-j", "2", patience=1)
    assert is_good(built)
    assert built.warnings.count("WARNING") == 1, built.warnings
    assert "is of no use, and the build goes on without it: Timeout" in built.warnings


def spoil(server: Server, how: Callable[[bytes], bytes]) -> None:
    client = redis_client(server)
    for name in client.scan_iter(count=1000):
        client.set(name, how(client.get(name)))


@pytest.mark.parametrize(
    "how",
    [
        lambda entry: os.urandom(len(entry)),
        lambda _: b"\0",
        lambda entry: entry[:-1],
        lambda entry: entry + b"<script>evil()</script>",
        lambda _: pickle.dumps("x"),
    ],
)
def test_a_cache_full_of_garbage_is_one_warning_and_is_mended(
    source: Project, server: Server, how: Callable[[bytes], bytes]
) -> None:
    one, other, third = (Machine(source, redis_url(server), name=name) for name in "abc")
    good = quiet(one)
    spoil(server, how)
    built = other.build()
    assert tree(built.directory) == tree(good.directory)
    assert other.work == one.work
    assert built.warnings.count("WARNING") == 1, built.warnings
    assert "has an entry that is not used" in built.warnings
    assert quiet(third).sheets() == good.sheets()
    assert third.work == 0


EVIL = "<script>evil()</script>"


def forge(server: Server, secret: bytes = b"") -> None:
    """Put a script into each entry, and make it look well."""
    client = redis_client(server)
    for name in client.scan_iter(count=1000):
        value = client.get(name).partition(b"\n")[2]
        value = value.replace(b'"html": "', b'"html": "<script>evil()</script>')
        client.set(name, seal(name.decode().partition(":")[2], value, secret))


@pytest.mark.parametrize("secret", [b"", b"a key of somebody else"])
def test_nobody_without_the_key_puts_text_into_a_page(
    source: Project, server: Server, secret: bytes
) -> None:
    keys = {"COMPRESS_CACHE_KEY": SECRET}
    one, other = (Machine(source, redis_url(server), name=name, **keys) for name in "ab")
    good = quiet(one)
    forge(server, secret)
    built = other.build()
    assert tree(built.directory) == tree(good.directory)
    assert "signed" in built.warnings
    assert built.warnings.count("WARNING") == 1
    # The test would not see it otherwise.
    forge(server, secret)
    credulous = Machine(source, redis_url(server), name="credulous")
    assert EVIL in quiet(credulous).text()


def test_entries_that_are_moved_are_not_used(source: Project, server: Server) -> None:
    keys = {"COMPRESS_CACHE_KEY": SECRET}
    one, other = (Machine(source, redis_url(server), name=name, **keys) for name in "ab")
    good = quiet(one)
    client = redis_client(server)
    names = sorted(client.scan_iter(count=1000))
    entries = [client.get(name) for name in names]
    for name, entry in zip(names, [*entries[1:], entries[0]], strict=True):
        client.set(name, entry)
    built = other.build()
    assert tree(built.directory) == tree(good.directory)
    assert "it is the entry of another key" in built.warnings
    assert built.warnings.count("WARNING") == 1


def test_an_entry_cannot_write_a_file_elsewhere(source: Project, server: Server) -> None:
    one, other = (Machine(source, redis_url(server), name=name) for name in "ab")
    good = quiet(one)
    client = redis_client(server)
    for name in client.scan_iter(count=1000):
        value = re.sub(
            rb'"path": "css/', b'"path": "css/../../../../evil-', client.get(name)
        ).partition(b"\n")[2]
        client.set(name, seal(name.decode().partition(":")[2], value))
    built = quiet(other)
    assert tree(built.directory) == tree(good.directory)
    assert not list(source.source.parent.rglob("evil*"))


def test_a_build_of_strangers_reads_and_writes_nothing(source: Project, server: Server) -> None:
    quiet(Machine(source, redis_url(server), name="one"))
    source.write("_static/css/two.css", ".two { color: green }")
    before = redis_client(server).dbsize()
    environment = {"COMPRESS_CACHE_READONLY": "1"}
    stranger = Machine(source, redis_url(server), name="stranger", **environment)
    built = quiet(stranger)
    assert "green" in built.linked("index.html", built.sheets()[0])
    # All but one file was there.
    assert stranger.work == 1
    assert redis_client(server).dbsize() == before
    assert re.search(r"shared cache: \d+ of \d+ found, 0 added, .* s \(read-only\)", built.status)


def test_address_and_key_are_in_no_file_that_a_build_leaves(
    source: Project, server: Server
) -> None:
    source.configure(
        f"compress_cache = 'redis://user:pass-word@{HOST}:{server.port}'",
        f"compress_cache_key = {SECRET!r}",
    )
    redis_client(server).execute_command("ACL SETUSER user on >pass-word ~* +@all")
    machine = Machine(source, "", name="one")
    built = machine.run("-W", "-v")
    assert redis_client(server).dbsize() > 0
    secrets = (SECRET, "pass-word")
    for secret in secrets:
        assert secret not in built.status + built.warnings
    for name, data in every_file(machine.project.builds):
        assert not any(secret.encode() in data for secret in secrets), name
    # Neither is a reason to write all pages again.
    (source.source / "conf.py").write_text(
        (source.source / "conf.py").read_text().replace(SECRET, SECRET[::-1])
    )
    again = machine.run("-W")
    assert "no targets are out of date" in again.status
    assert "updating environment: 0 added, 0 changed, 0 removed" in again.status


def every_file(directory: Path) -> Iterator[tuple[str, bytes]]:
    for path in directory.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("compress_cache = '/srv/cache'", "compress_cache: must be a URL that begins with one of"),
        ("compress_cache_key = 'sesame'", "compress_cache_key: must have 16 characters or more"),
        ("compress_cache_timeout = 0", "compress_cache_timeout = 0: must be a number of seconds"),
    ],
)
def test_a_value_that_makes_no_sense_is_said(
    project: MakeProject, line: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPRESS_CACHE", "memory://cache")
    source = project("test-basic")
    source.configure(line)
    built = source.build()
    assert is_good(built)
    assert message in built.warnings
    assert "[compress.config]" in built.warnings
    assert "sesame" not in built.warnings
