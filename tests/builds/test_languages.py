"""Builds and commands in the languages that there are catalogues for."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.core import translation
from tests.conftest import Built, Project, tree

MakeProject = Callable[[str], Project]


def wrong(project: MakeProject) -> Project:
    """Return a project with a setting that is misspelt, and a style sheet that is not there."""
    source = project("test-basic")
    source.configure("compress_ofline = True")
    layout = source.source / "_templates" / "layout.html"
    text = layout.read_text().replace("{% compress css %}", "{% compress css %}" + GONE, 1)
    assert GONE in text
    layout.write_text(text)
    return source


GONE = '<link rel="stylesheet" href="{{ pathto(\'_static/gone.css\', 1) }}" />'


def said(built: Built) -> tuple[str, str]:
    return built.warnings, built.status


def test_a_build_speaks_the_language_of_its_project(project: MakeProject) -> None:
    built = wrong(project).build(language="de")
    assert "es gibt keine Einstellung compress_ofline (war compress_offline gemeint?)" in (
        built.warnings
    )
    assert "_static/gone.css wurde nicht gefunden; der Tag bleibt, wie er ist" in built.warnings
    assert "[Seite a/b/two, Bereich bei layout.html:" in built.warnings
    assert "was aus jeder Datei wurde: python -m sphinx_compress report" in built.status
    assert "auf einer typischen Seite" in built.status


def test_so_does_one_in_japanese(project: MakeProject) -> None:
    built = wrong(project).build(language="ja")
    assert "_static/gone.css が見つかりません。タグはそのまま残ります" in built.warnings
    assert "このような設定はありません: compress_ofline" in built.warnings


def test_what_a_cache_keeps_is_told_in_the_language_of_each_build(project: MakeProject) -> None:
    source = wrong(project)
    cache = str(source.builds / "shared")
    english = source.build(compress_cache_dir=cache, freshenv=True)
    kept = tree(Path(cache))
    german = source.build(compress_cache_dir=cache, language="de", freshenv=True)
    assert "_static/gone.css was not found" in english.warnings
    assert "_static/gone.css wurde nicht gefunden" in german.warnings
    # Sphinx adds a script of its own, so that there are more entries; none of them is another one.
    assert kept.items() <= tree(Path(cache)).items()


def test_the_language_of_messages_changes_no_byte(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, trees = wrong(project), []
    for name, place in (("german", translation.LOCALE), ("english", tmp_path)):
        monkeypatch.setattr(translation, "LOCALE", place)
        cache = tmp_path / f"{name}-cache"
        source.builds = tmp_path / name
        built = source.build(language="de", compress_cache_dir=str(cache))
        assert ("wurde nicht gefunden" in built.warnings) == (name == "german")
        trees.append((tree(built.directory), tree(cache)))
    assert trees[0] == trees[1]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("fr", "ne peut pas être lu"), ("en:fr", "cannot be read"), ("tlh", "cannot be read")],
)
def test_a_command_speaks_the_language_of_its_environment(
    tmp_path: Path, language: str, shown: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_compress", "explain", str(tmp_path / "no.html")],
        capture_output=True,
        check=False,
        env={**os.environ, "LANGUAGE": language, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 1
    assert shown in done.stderr.decode()


def test_help_and_reasons_are_translated_and_json_is_for_programs(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = wrong(project).build()

    def shown(*arguments: str) -> str:
        command = [sys.executable, "-m", "sphinx_compress", *arguments]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setenv("PYTHONUTF8", "1")
    assert "où va le rapport" in shown("report", "--help")
    page = str(built.directory / "index.html")
    assert "_static/gone.css reste: il n'a pas été trouvé" in shown("explain", page)
    assert "_static/gone.css was not found" in shown("explain", page, "--json")
