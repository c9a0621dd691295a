"""Bundles that another server has, in whole builds."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from sphinx_compress.__main__ import main
from tests.conftest import Built, Project, tree
from tests.manual import example

MakeProject = Callable[[str], Project]

CDN = "https://cdn.example.org/docs/"
VALUES: dict[str, Any] = {"compress_base_url": CDN, "compress_integrity": "sha384"}
OPTIONS = [word for name, value in VALUES.items() for word in ("-D", f"{name}={value}")]

TAG = re.compile(
    rf'(?:href|src)="{re.escape(CDN)}([^"]+)" integrity="sha384-([^"]+)" crossorigin="anonymous"'
)


def assert_whole(built: Built) -> None:
    """All bundles of all pages are those of the other server, with the right digest."""
    for page in built.directory.rglob("*.html"):
        text = page.read_text()
        found = TAG.findall(text)
        assert found
        assert len(found) == text.count("_static/compress/")
        for path, digest in found:
            data = (built.directory / path).read_bytes()
            assert digest == base64.b64encode(hashlib.sha384(data).digest()).decode()


def test_an_edit_changes_digests_in_pages_that_are_not_written_again(project: MakeProject) -> None:
    source = project("test-basic")
    first = source.build(**VALUES)
    assert first.warnings == ""
    assert_whole(first)
    before = first.text("a/one.html")
    source.write("_static/css/one.css", ".one { color: green }")
    source.write("_static/one.js", "window.one = 1;")
    source.edit()
    second = source.build(**VALUES)
    assert second.warnings == ""
    assert second.text("a/one.html") != before
    assert_whole(second)
    again = project_tree(source.build(freshenv=True, force_all=True, **VALUES))
    assert again == project_tree(second)
    # The setting goes, and all that it did.
    assert CDN not in source.build().text("a/one.html")


def project_tree(built: Built) -> dict[str, bytes]:
    return {name: data for name, data in tree(built.directory).items() if name.endswith(".html")}


def test_workers_and_offline_builds_write_the_same(project: MakeProject) -> None:
    source = project("test-basic")
    alone = source.run(*OPTIONS)
    assert_whole(alone)
    shutil.copytree(alone.directory, source.builds / "offline")
    several = source.run("-j4", *OPTIONS, out="several")
    assert tree(several.directory) == tree(alone.directory)
    offline = source.run("-E", "-a", "-D", "compress_offline=1", *OPTIONS, out="offline")
    assert project_tree(offline) == project_tree(alone)
    # Caches and manifests know nothing of servers.
    plain = source.run("-D", "compress_join_scripts=text", out="plain")
    signed = source.run("-D", "compress_join_scripts=text", *OPTIONS, out="signed")
    assert signed.manifest == plain.manifest
    assert signed.bundles == plain.bundles


def test_style_sheets_are_not_split(project: MakeProject) -> None:
    source = project("test-gate")
    assert "data-compress-late" in source.build().text()
    built = source.build(compress_base_url=CDN)
    assert built.warnings == ""
    assert "data-compress" not in built.text()
    assert built.text().count(CDN) == built.text().count("_static/compress/")


@pytest.mark.parametrize("name", ["critical", "unused_css"])
def test_a_setting_that_has_no_effect_beside_it_is_told(project: MakeProject, name: str) -> None:
    value = {"critical": "inline", "unused_css": "drop"}[name]
    values: dict[str, Any] = {f"compress_{name}": value, "compress_base_url": CDN}
    built = project("test-gate").build(**values)
    assert f"compress_{name} = {value!r}: it has no effect with compress_base_url" in built.warnings


def test_integrity_alone_has_no_effect_and_is_told(project: MakeProject) -> None:
    built = project("test-basic").build(compress_integrity="sha384")
    assert "compress_integrity = 'sha384': it has no effect without compress_base_url" in (
        built.warnings
    )
    assert "integrity" not in built.text()


def test_commands_know_the_bundles_of_the_other_server(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project("test-basic")
    said, directory = [], ""
    for base_url in ("", CDN):
        built = source.build(compress_base_url=base_url)
        directory = str(built.directory)
        for command in (["explain", "--all"], ["report", "--json"], ["check"]):
            assert main([*command, directory]) == 0
        said.append(re.sub(r"[\d.]+", "", capsys.readouterr().out))
    assert said[0] == said[1]
    source.configure(f"compress_base_url = {CDN!r}")
    main(["doctor", str(source.source), directory])
    assert "script-src 'self' https://cdn.example.org 'sha256-" in capsys.readouterr().out


def test_check_finds_a_bundle_without_the_bytes_that_pages_promise(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    built = project("test-basic").build(**VALUES)
    page = built.directory / "index.html"
    page.write_text(page.read_text().replace("sha384-", "sha384-A"))
    assert main(["check", str(built.directory)]) == 1
    assert "does not have the bytes that the attribute integrity promises" in (
        capsys.readouterr().out
    )


def test_hosts_announce_what_pages_load(project: MakeProject) -> None:
    built = project("test-basic").build(compress_hosts=["netlify"], **VALUES)
    (path, digest) = next(each for each in TAG.findall(built.text()) if each[0].endswith(".css"))
    assert (
        f"  Link: <{CDN}{path}>; rel=preload; as=style; crossorigin=anonymous;"
        f' integrity="sha384-{digest}"'
    ) in built.text("_headers").splitlines()
    assert "/_static/*\n  Access-Control-Allow-Origin: *\n" in built.text("_headers")


def test_tags_stay_if_a_script_would_find_those_of_the_other_server(
    project: MakeProject,
) -> None:
    source = project("test-any")
    source.write("_static/one.js", "document.querySelector(\"link[href*='cdn.exam']\").remove();")
    built = source.build(html_js_files=["one.js"])
    assert built.bundles_of("css")
    built = source.build(html_js_files=["one.js"], **VALUES)
    assert built.warnings == ""
    assert built.bundles_of("css") == []


@pytest.mark.parametrize(
    ("page", "name"), [("deployment", "elsewhere-settings"), ("configuration", "setting-integrity")]
)
def test_the_examples_of_the_manual_build(project: MakeProject, page: str, name: str) -> None:
    source = project("test-basic")
    source.configure(example(page, name))
    built = source.build()
    assert built.warnings == ""
    assert_whole(built)


def test_the_example_without_integrity_builds(project: MakeProject) -> None:
    source = project("test-basic")
    source.configure(example("configuration", "setting-base_url"))
    built = source.build()
    assert built.warnings == ""
    assert f"{CDN}_static/compress/css/" in built.text()
    assert "integrity" not in built.text()
