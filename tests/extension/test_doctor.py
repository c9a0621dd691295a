"""Tests of what is found of a project."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from sphinx_compress.core.errors import DoctorError
from sphinx_compress.extension.doctor import Examined, examine
from tests.conftest import Project
from tests.servers import free_port

MakeProject = Callable[[str], Project]


def texts(found: Examined, topic: str, *, is_wrong: bool = False) -> list[str]:
    remarks = (each for each in found.remarks if each.topic == topic)
    return [each.text for each in remarks if each.is_wrong == is_wrong]


@pytest.fixture(name="source")
def a_project(project: MakeProject) -> Project:
    source = project("test-any")
    source.write("conf.py", 'extensions = ["sphinx_compress"]\nhtml_static_path = ["_static"]\n')
    return source


def test_a_good_project_has_nothing_wrong_and_is_left_as_it_was(source: Project) -> None:
    before = sorted(source.source.rglob("*"))
    found = examine(source.source)
    assert [each for each in found.remarks if each.is_wrong] == []
    assert [each for each in sorted(source.source.rglob("*")) if each.name != "__pycache__"] == [
        each for each in before if each.name != "__pycache__"
    ]
    assert found.joining == "elements"
    filters = texts(found, "filters")
    assert [each.split()[:2] for each in filters] == [
        ["css:", "imports"],
        ["css:", "urls"],
        ["css:", "csscompressor"],
        ["js:", "rjsmin"],
    ]
    assert "redis " in texts(found, "packages")[0]


def test_a_build_behind_it_in_the_same_process_knows_nothing_of_it(source: Project) -> None:
    examine(source.source)
    assert source.build().warnings == ""


def test_packages_that_are_missing_are_one_line(
    source: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(name: str) -> str:
        if name in {"lightningcss", "brotli", "zopfli"}:
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("sphinx_compress.extension.doctor.version", found)
    assert texts(examine(source.source), "packages")[1:] == [
        "not installed, which only some settings need: lightningcss, brotli, zopfli"
        " (pip install 'sphinx_compress[lightningcss,precompress]' has them all)"
    ]


def test_a_filter_that_makes_no_map_is_told(source: Project) -> None:
    source.configure(
        'compress_css_filters = ["imports", "urls", ("template", {}), "csscompressor"]',
        'compress_js_filters = ["rjsmin", ("template", {})]',
    )
    note = "makes no source map: only what it leaves as it is has an origin"
    assert not any(note in each for each in texts(examine(source.source), "filters"))
    source.configure("compress_source_maps = True")
    found = [each for each in texts(examine(source.source), "filters") if note in each]
    assert found == [f"css: template {note}", f"js: template {note}"]


def test_what_is_misspelt_is_told_and_secrets_are_not(source: Project) -> None:
    source.configure(
        "compress_ofline = True",
        'compress_js_filters = ["rjsmn"]',
        'compress_cache_key = "0123456789abcdef-secret"',
        "compress_join_scripts = 'text'",
        "compress_offline = True",
    )
    found = examine(source.source)
    assert texts(found, "settings", is_wrong=True) == [
        "there is no setting compress_ofline (did you mean compress_offline?)"
    ]
    [wrong] = texts(found, "filters", is_wrong=True)
    assert "there is no filter rjsmn (did you mean rjsmin?)" in wrong
    assert "compress_cache_key = …" in texts(found, "settings")
    assert not any("secret" in each.text for each in found.remarks)
    assert found.joining == "text"
    assert texts(found, "manifests")[0].startswith("offline builds look for manifest.json")


def test_a_cache_that_cannot_be_reached_is_told(source: Project, tmp_path: Path) -> None:
    port = free_port()
    source.configure(
        f'compress_cache = "redis://:hidden@127.0.0.1:{port}/0"', 'compress_cache_dir = "kept"'
    )
    found = examine(source.source)
    [wrong] = texts(found, "cache", is_wrong=True)
    assert wrong.startswith(f"redis://127.0.0.1:{port}/0: ")
    assert "hidden" not in wrong
    assert texts(found, "cache") == [f"{source.source / 'kept'} can be written to"]
    source.configure(f'compress_cache = "file://{tmp_path}/shared"', "compress_cache_readonly = 1")
    [_, reached] = texts(examine(source.source), "cache")
    assert "answers in " in reached
    assert reached.endswith("only read, not signed")


def test_a_manifest_is_told_of_and_whether_it_is_out_of_date(source: Project) -> None:
    source.run(builder="compress", out="made")
    manifest = source.builds / "made" / "_static" / "compress" / "manifest.json"
    source.configure("compress_offline = True", f"compress_offline_manifest = '{manifest}'")
    [told] = texts(examine(source.source), "manifests")
    assert "entries, of 20" in told
    file = source.source / "_static" / "one.css"
    file.parent.mkdir(exist_ok=True)
    file.write_text("a{}")
    later = manifest.stat().st_mtime + 60
    os.utime(file, (later, later))
    [wrong] = texts(examine(source.source), "manifests", is_wrong=True)
    assert wrong.endswith("; one.css changed since: make it anew")
    manifest.unlink()
    [wrong] = texts(examine(source.source), "manifests", is_wrong=True)
    assert wrong == f"compress_offline_manifest: there is no {manifest}"


def test_a_project_without_the_extension_is_told(source: Project) -> None:
    source.write("conf.py", "")
    found = examine(source.source)
    assert "sphinx_compress is not in extensions" in texts(found, "settings", is_wrong=True)[0]


def test_what_is_no_project_is_an_error(source: Project, tmp_path: Path) -> None:
    with pytest.raises(DoctorError, match=r"there is no conf\.py in "):
        examine(tmp_path)
    source.write("conf.py", 'extensions = ["no_such_extension"]')
    with pytest.raises(DoctorError, match="Sphinx cannot load the project: Could not import"):
        examine(source.source)
