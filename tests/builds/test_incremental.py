"""What a second build makes of what the first one left."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Built, Project, tree

MakeProject = Callable[[str], Project]

PAGES = ("index.html", "a/one.html", "a/b/two.html", "genindex.html", "search.html")


def assert_whole(built: Built) -> None:
    """Each page refers to bundles that are there, and no bundle is there for nothing."""
    referred: set[str] = set()
    for path in built.directory.rglob("*.html"):
        name = path.relative_to(built.directory).as_posix()
        for url in [*built.sheets(name), *built.scripts(name)]:
            target = Path(os.path.normpath(path.parent / url.partition("?")[0]))
            assert target.is_file(), f"{name} refers to {url}"
            if "/compress/" in url:
                referred.add(target.relative_to(built.directory / "_static").as_posix())
    assert referred == set(built.bundles)
    in_manifest = "".join(built.manifest.values())
    assert all(name in in_manifest for name in built.bundles)
    leftovers = [p for p in built.directory.rglob("*") if p.name.startswith(".") and p.is_file()]
    assert {p.name for p in leftovers} <= {".buildinfo", ".buildinfo.bak"}


def site(directory: Path) -> dict[str, bytes]:
    """Return pages and static files; what Sphinx itself makes of a killed build is left out."""
    files = tree(directory)
    return {
        name: data
        for name, data in files.items()
        if name.endswith(".html") or name.startswith("_static/")
    }


def state(source: Project, out: str = "html") -> list[str]:
    """Return the names of the files in the directories that hold journals."""
    directory = source.builds / f"doctrees-{out}" / "compress"
    return sorted(path.name for path in directory.glob("*/journals/**/*"))


def test_nothing_changed_leaves_every_file_as_it_was(project: MakeProject) -> None:
    source = project("test-late")
    first = tree(source.run().directory)
    again = source.run("-v")
    assert tree(again.directory) == first
    assert "bundles: 0 written, " in again.status
    assert state(source) == []


def test_an_edited_document_keeps_the_regions_of_all_pages(project: MakeProject) -> None:
    source = project("test-basic")
    built = source.run()
    manifest, bundles = built.manifest, built.bundles
    source.write("a/one.rst", "Edited\n======\n\nA page in a folder.\n")
    built = source.run()
    assert "Edited" in built.text("a/one.html")
    assert built.manifest == manifest
    assert built.bundles == bundles
    assert_whole(built)


@pytest.mark.quick
def test_an_edited_sheet_reaches_pages_that_are_not_rendered(
    project: MakeProject,
) -> None:
    source = project("test-basic")
    [old] = source.run().bundles_of("css")
    source.write("_static/css/two.css", ".two { color: blue }")
    source.edit()
    built = source.run("-v")
    assert "2 pages relinked" in built.status
    [new] = built.bundles_of("css")
    assert new != old
    for name in PAGES:
        [sheet] = built.sheets(name)
        assert "blue" in built.linked(name, sheet)
    assert_whole(built)


def test_an_edit_that_comes_back_leads_to_the_first_bundle_again(project: MakeProject) -> None:
    source = project("test-basic")
    first = tree(source.run().directory / "_static")
    before = (source.source / "_static/css/two.css").read_bytes()
    source.write("_static/css/two.css", ".two { color: blue }")
    source.edit()
    source.run()
    source.write("_static/css/two.css", before)
    source.edit()
    assert tree(source.run().directory / "_static") == first


def test_with_an_index_that_it_cannot_read_a_build_writes_all_pages(
    project: MakeProject,
) -> None:
    source = project("test-basic")
    source.run()
    [index] = source.builds.rglob("index.json")
    index.write_text(index.read_text().replace('"format": ', '"format": 1'))
    # Else pages would keep the sheet that they have.
    source.write("_static/css/two.css", ".two { color: blue }")
    source.edit()
    built = source.run()
    for name in PAGES:
        [sheet] = built.sheets(name)
        assert "blue" in built.linked(name, sheet)
    assert_whole(built)


def test_an_edited_template_changes_the_regions(project: MakeProject) -> None:
    source = project("test-basic")
    regions = len(source.run().manifest)
    layout = (source.source / "_templates/layout.html").read_text()
    time.sleep(0.01)
    source.write("_templates/layout.html", layout.replace("compress css", "compress css file x"))
    built = source.run()
    assert any(name.startswith("compress/css/x.") for name in built.bundles)
    assert len(built.manifest) == regions
    assert_whole(built)


def test_a_template_without_regions_leaves_nothing_behind(project: MakeProject) -> None:
    source = project("test-basic")
    source.run()
    source.write("_templates/layout.html", '{% extends "!layout.html" %}')
    built = source.run()
    assert built.bundles == []
    assert not (built.directory / "_static/compress").exists()
    assert "compress" not in built.text("a/one.html")


def test_a_removed_page_takes_its_own_bundle_with_it_when_its_file_goes(
    project: MakeProject,
) -> None:
    source = project("test-basic")
    source.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}\n'
        "{% block css %}{% compress css %}{{ super() }}{% if pagename == 'a/one' %}"
        "<style>.own { color: green }</style>{% endif %}{% endcompress %}{% endblock %}",
    )
    first = source.run()
    assert len(first.bundles_of("css")) == 2
    (source.source / "a/one.rst").unlink()
    source.write("index.rst", "Basic\n=====\n\n.. toctree::\n\n   a/b/two\n")
    second = source.run()
    # Sphinx leaves the page of a removed document in the output.
    assert (second.directory / "a/one.html").exists()
    assert len(second.bundles_of("css")) == 2
    (second.directory / "a/one.html").unlink()
    third = source.run()
    assert len(third.bundles_of("css")) == 1
    assert len(third.manifest) == 1
    assert_whole(third)


def test_a_changed_value_rebuilds_what_depends_on_it(project: MakeProject) -> None:
    source = project("test-basic")
    first = source.run().bundles
    plain = source.run("-D", "compress_css_filters=urls")
    assert plain.bundles != first
    assert "/* One. */" in plain.linked("index.html", plain.sheets()[0])
    assert_whole(plain)
    elsewhere = source.run("-D", "compress_output_dir=bundles/all")
    assert elsewhere.sheets("a/one.html")[0].startswith("../_static/bundles/all/css/output.")
    assert not (elsewhere.directory / "_static/compress").exists()
    assert source.run().bundles == first


def test_switched_off_the_site_is_what_it_was_without_the_extension(project: MakeProject) -> None:
    source = project("test-basic")
    off = site(source.run("-D", "compress_enabled=0", out="off").directory)
    assert not [name for name in off if "compress" in name]
    source.run()
    assert site(source.run("-D", "compress_enabled=0").directory) == off
    assert_whole(source.run())


def test_a_late_writer_reaches_all_pages(project: MakeProject) -> None:
    source = project("test-late")
    built = source.run()
    for name in ("index.html", "other.html", "search.html", "genindex.html"):
        [sheet] = built.sheets(name)
        assert ".late" in built.linked(name, sheet)
    assert_whole(built)


def test_a_missing_file_that_appears_goes_into_the_bundle(project: MakeProject) -> None:
    source = project("test-basic")
    sheet = source.source / "_static/css/two.css"
    text = sheet.read_bytes()
    sheet.unlink()
    built = source.run()
    assert built.sheets("a/one.html")[-1] == "../_static/css/two.css"
    assert built.warnings.count("WARNING") == 1
    assert "_static/css/two.css was not found" in built.warnings
    assert "layout.html:2" in built.warnings
    assert "page a/b/two" in built.warnings
    sheet.write_bytes(text)
    source.edit()
    built = source.run()
    assert built.warnings == ""
    for name in PAGES:
        [url] = built.sheets(name)
        assert ".two" in built.linked(name, url)
    assert_whole(built)


def test_a_file_that_goes_leaves_its_tag_in_the_page(project: MakeProject) -> None:
    source = project("test-basic")
    first = source.run()
    (source.source / "_static/css/two.css").unlink()
    (first.directory / "_static/css/two.css").unlink()
    source.edit()
    built = source.run()
    assert "_static/css/two.css was not found" in built.warnings
    for name in PAGES:
        assert built.sheets(name)[-1].partition("?")[0].endswith("_static/css/two.css")
        assert ".two" not in built.linked(name, built.sheets(name)[0])


def test_a_partial_build_keeps_what_it_does_not_know(project: MakeProject) -> None:
    source = project("test-basic")
    source.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}\n'
        "{% block css %}{% compress css %}{{ super() }}{% if pagename == 'a/one' %}"
        "<style>.own { color: green }</style>{% endif %}{% endcompress %}{% endblock %}",
    )
    whole = source.run()
    manifest, bundles = whole.manifest, whole.bundles
    shutil.rmtree(source.builds / "doctrees-html")
    part = source.run(only=["index.rst"])
    assert len(manifest) == 2
    assert part.manifest == manifest
    assert part.bundles == bundles


def test_bundles_that_were_deleted_come_back(project: MakeProject) -> None:
    source = project("test-basic")
    first = site(source.run().directory)
    shutil.rmtree(source.builds / "html/_static/compress")
    assert site(source.run().directory) == first


def test_a_damaged_cache_is_the_same_as_none(project: MakeProject) -> None:
    source = project("test-basic")
    first = tree(source.run().directory)
    entries = list((source.builds / "doctrees-html/compress/cache").glob("??/*"))
    assert entries
    for number, path in enumerate(entries):
        path.write_bytes((b"", b"garbage", path.read_bytes()[:-3])[number % 3])
    shutil.rmtree(source.builds / "html")
    built = source.run()
    assert built.warnings == ""
    assert tree(built.directory) == first


def test_damaged_records_of_the_last_build_are_the_same_as_none(project: MakeProject) -> None:
    source = project("test-basic")
    first = source.run().bundles
    for name in ("index.json", "memo.json"):
        [path] = (source.builds / "doctrees-html/compress").glob(f"*/{name}")
        path.write_bytes(b'{"format": 1, "pages": [')
    built = source.run("-a")
    assert built.bundles == first
    assert_whole(built)


def test_a_page_that_something_else_changed_is_left_and_told_of(project: MakeProject) -> None:
    source = project("test-basic")
    first = source.run()
    page = first.directory / "a/one.html"
    page.write_text(page.read_text().replace("<link ", "<link data-own "))
    source.write("_static/css/two.css", ".two { color: blue }")
    source.edit()
    built = source.run()
    assert "a region was not found in the page as it lies on disk" in built.warnings
    assert "page a/one" in built.warnings
    [old] = built.sheets("a/one.html")
    assert "red" in built.linked("a/one.html", old)
    [new] = built.sheets("a/b/two.html")
    assert "blue" in built.linked("a/b/two.html", new)
    again = source.run("-a")
    assert again.warnings == ""
    assert_whole(again)


def test_a_build_whose_end_fails_fails_and_the_next_one_puts_all_right(
    project: MakeProject,
) -> None:
    source = project("test-basic")
    manifest = source.builds / "html" / "_static" / "compress" / "manifest.json"
    # A file is to be moved to where this directory is.
    (manifest / "x").mkdir(parents=True)
    said = source.run(exit_status=1).warnings
    assert f"ERROR: compress: the end of the build failed: [Errno {errno.EISDIR}]" in said
    assert f"'{manifest}'. Pages may load older files" in said
    assert "First remove what stands in the place of this file" in said
    shutil.rmtree(manifest)
    assert site(source.run().directory) == site(source.run(out="anew").directory)


def start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    # It may have come to its end by itself.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# Builds of one process are killed at each point where they change a file: see test_kills.py.
@pytest.mark.parametrize("moment", ["first page", "some pages", "bundle", "index"])
def test_a_killed_parallel_build_leaves_no_torn_file_and_the_next_one_is_right(
    project: MakeProject, moment: str
) -> None:
    source = project("test-late")
    for number in range(40):
        source.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n\nText.\n")
    wanted = site(source.run("-j", "1", out="wanted").directory)
    out = source.builds / "html"
    signs: dict[str, Callable[[], bool]] = {
        "first page": lambda: any(out.rglob("*.html")),
        "some pages": lambda: len(list(out.glob("many/*.html"))) > 15,
        "bundle": lambda: any(out.glob("_static/compress/*/*")),
        "index": lambda: (out / "searchindex.js").exists(),
    }
    process = start(source.command("-j", "3"))
    while process.poll() is None and not signs[moment]():
        time.sleep(0.003)
    kill(process)
    for path in out.glob("_static/compress/*/*"):
        if not path.name.startswith("."):
            name = f"_static/compress/{path.parent.name}/{path.name}"
            assert name not in wanted or wanted[name] == path.read_bytes()
    built = source.run("-j", "3")
    assert_whole(built)
    assert site(built.directory) == wanted
    assert state(source) == []


def test_a_build_killed_while_it_relinks_is_put_right_by_the_next(project: MakeProject) -> None:
    source = project("test-basic")
    for number in range(150):
        source.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n========\n")
    first = source.run()
    old = first.sheets("many/p0.html")[0]
    source.write("_static/css/two.css", ".two { color: blue }")
    source.edit()
    process = start(source.command())
    watched = first.directory / "a/one.html"
    before = watched.read_bytes()
    while process.poll() is None and watched.read_bytes() == before:
        time.sleep(0.0002)
    kill(process)
    source.write("_static/css/two.css", ".two { color: green }")
    source.edit()
    built = source.run()
    assert built.warnings == ""
    for path in sorted(built.directory.rglob("*.html")):
        name = path.relative_to(built.directory).as_posix()
        [sheet] = built.sheets(name)
        assert sheet != old
        assert "green" in built.linked(name, sheet)
    assert_whole(built)


def test_two_builds_into_one_directory_at_once_leave_one_good_site(project: MakeProject) -> None:
    source = project("test-late")
    for number in range(40):
        source.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
    wanted = source.run(out="wanted")
    commands = [source.command("-j", "2", out="shared") for _ in range(2)]
    # Each with its own doctrees: Sphinx's own files there are not made to be shared.
    commands[1][commands[1].index("-d") + 1] += "-other"
    processes = [start(command) for command in commands]
    assert [process.wait() for process in processes] == [0, 0]
    built = Built(source.builds / "shared", "", "")
    assert_whole(built)
    assert built.manifest == wanted.manifest
    assert built.bundles == wanted.bundles
    assert built.sheets("many/p7.html") == wanted.sheets("many/p7.html")


def test_the_manifest_is_not_written_when_it_would_be_the_same(project: MakeProject) -> None:
    source = project("test-basic")
    path = source.run().directory / "_static/compress/manifest.json"
    os.utime(path, (1, 1))
    source.run()
    assert path.stat().st_mtime == 1
    assert json.loads(path.read_text())
