"""The manual is whole: its examples build, its links lead somewhere, each page says what it is."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from sphinx.cmd.build import build_main

from sphinx_compress.__main__ import main
from sphinx_compress.config import OPTIONS
from tests.conftest import Project
from tests.manual import DOCS, example

pytestmark = pytest.mark.build

ROOT = DOCS.parent
CONFIGURATION = (DOCS / "configuration.rst").read_text(encoding="utf-8")


@pytest.fixture(name="manual", scope="module")
def a_manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("manual") / "html"
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-n", "-W", str(DOCS), str(output)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return output


def setting(name: str) -> str:
    """Return what the manual says of a setting."""
    found = re.search(rf"^\.\. confval:: {name}\n((?:   .*\n|\n)+)", CONFIGURATION, re.MULTILINE)
    assert found, f"configuration.rst does not have {name}"
    return found[1]


def values(name: str) -> dict[str, Any]:
    """Return the settings that the example of one sets."""
    namespace: dict[str, Any] = {}
    exec(example("configuration", f"setting-{name.removeprefix('compress_')}"), namespace)
    return {key: value for key, value in namespace.items() if key.startswith("compress_")}


@pytest.mark.parametrize("name", OPTIONS)
def test_a_setting_has_its_type_its_default_its_version_and_an_example(name: str) -> None:
    text = setting(name)
    assert re.search(r"^   :type: ``", text, re.MULTILINE)
    default = re.search(r"^   :default: ``(.*)``$", text, re.MULTILINE)
    assert default
    # Large numbers are easier to read in groups of digits.
    assert eval(default[1]) == OPTIONS[name].default
    assert re.search(r"^   \.\. versionadded:: 1\.\d", text, re.MULTILINE)
    found = values(name)
    OPTIONS[name].read(found[name])
    if name not in ("compress_enabled", "compress_cache_key", "compress_cache_readonly"):
        # These three depend on the environment.
        assert found[name] != OPTIONS[name].default


def test_no_setting_is_documented_twice_or_is_none() -> None:
    told = re.findall(r"^\.\. confval:: (\w+)$", CONFIGURATION, re.MULTILINE)
    assert sorted(told) == sorted(OPTIONS)


#: What is built in the tests below.
APART = {
    "compress_base_url",
    "compress_enabled",
    "compress_implicit",
    "compress_integrity",
    "compress_offline",
    "compress_offline_manifest",
    "compress_unused_css",
}


def test_the_examples_of_settings_build_without_a_warning(
    project: Callable[[str], Project],
) -> None:
    source = project("test-basic")
    text = (source.source / "conf.py").read_text()
    for name in OPTIONS:
        if name not in APART:
            text += example("configuration", f"setting-{name.removeprefix('compress_')}")
    source.write("conf.py", text)
    built = source.build()
    assert built.warnings == ""
    assert built.sheets()[0].startswith("_static/bundles/css/")


def test_the_example_that_leaves_rules_out_builds(project: Callable[[str], Project]) -> None:
    source = project("test-basic")
    conf = 'extensions = ["sphinx_compress"]\nhtml_theme = "basic"\n'
    source.write("conf.py", conf + example("configuration", "setting-unused_css"))
    assert source.build().warnings == ""


def test_the_examples_of_offline_settings_build(project: Callable[[str], Project]) -> None:
    source = project("test-basic")
    conf = (source.source / "conf.py").read_text()
    source.write("conf.py", conf)
    source.build("compress")
    made = source.builds / "compress" / "_static" / "compress"
    made.rename(source.source.parent / "bundles")
    for name in ("enabled", "implicit", "offline_manifest"):
        source.write("conf.py", conf + example("configuration", f"setting-{name}"))
        built = source.build()
        assert built.warnings == ""
        assert built.sheets()[0].startswith("_static/compress/css/")


def test_sass_without_a_template_is_compiled(project: Callable[[str], Project]) -> None:
    pytest.importorskip("sass")
    source = project("test-basic")
    source.write("conf.py", example("start/themes", "start-sass"))
    source.write("_static/site.scss", "$ink: #123456; p { b { color: $ink; } }")
    built = source.build()
    assert built.warnings == ""
    assert "text/x-scss" not in built.text()
    assert any("p b{color:#123456}" in built.linked("index.html", url) for url in built.sheets())


def pages(manual: Path) -> list[Path]:
    return sorted(path for path in manual.rglob("*.html") if "_static" not in path.parts)


def test_each_page_of_the_manual_has_a_description(manual: Path) -> None:
    lacking = []
    for path in pages(manual):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        found = page.select_one('meta[name="description"]')
        if not (found and str(found["content"]).strip()):
            lacking.append(path.name)
    # These have no text of their own.
    assert lacking == ["404.html", "genindex.html", "search.html"]


def test_links_within_the_manual_lead_to_what_is_there(manual: Path) -> None:
    soups = {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in pages(manual)
    }
    marks = {
        path: {str(tag.get("id") or tag.get("name")) for tag in soup.select("[id], a[name]")}
        for path, soup in soups.items()
    }
    broken = []
    for path, soup in soups.items():
        # What a host shows at any address has addresses from the root of the host.
        for tag in soup.select("a[href], img[src]") if path.name != "404.html" else []:
            url = urlsplit(str(tag.get("href") or tag.get("src")))
            if url.scheme or url.netloc:
                continue
            target = (path.parent / unquote(url.path)).resolve() if url.path else path.resolve()
            is_there = target.exists()
            fragment = unquote(url.fragment)
            if fragment and is_there and target in marks:
                is_there = fragment in marks[target]
            if not is_there:
                broken.append(f"{path.name}: {url.geturl()}")
    assert not broken


def test_the_search_of_the_manual_finds_a_setting(manual: Path) -> None:
    index = (manual / "searchindex.js").read_text(encoding="utf-8")
    assert all(name in index for name in OPTIONS)
    assert (manual / "sitemap.xml").read_text().count("<url>") >= len(list(DOCS.glob("*.rst")))
    assert (manual / "404.html").is_file()


def test_each_dependency_is_told() -> None:
    told = (DOCS / "dependencies.rst").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirement in project["dependencies"]:
        name = re.split(r"[><=\[]", requirement)[0]
        assert re.search(rf"^   \* - .*\b{name}\b", told, re.MULTILINE), name


def test_each_type_of_warning_is_told() -> None:
    told = (DOCS / "troubleshooting.rst").read_text(encoding="utf-8")
    used = set()
    for path in (ROOT / "sphinx_compress").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'(?:Problem\(\s*|subtype=)"(\w+)"', text))
    assert len(used) > 10
    assert not {name for name in used if f"\ncompress.{name}\n" not in told}


def commands() -> list[str]:
    """Return what the manual tells people to type that begins with our name, each once."""
    found: dict[str, None] = {}
    for page in sorted(DOCS.rglob("*.rst")):
        text = page.read_text(encoding="utf-8")
        found |= dict.fromkeys(re.findall(r"^ +\$ python -m sphinx_compress (.*)$", text, re.M))
    return list(found)


def test_the_commands_of_the_manual_do_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    (tmp_path / "docs" / "conf.py").write_text(
        'extensions = ["sphinx_compress"]\nhtml_theme = "furo"\nexclude_patterns = ["_build"]\n'
    )
    (tmp_path / "docs" / "index.rst").write_text("A\n=\n\n.. toctree::\n\n   guide/page\n")
    (tmp_path / "docs" / "guide" / "page.rst").write_text("B\n=\n\nText.\n")
    monkeypatch.chdir(tmp_path)
    assert build_main(["-q", "docs", "docs/_build/html"]) == 0
    found = commands()
    assert {command.split()[0] for command in found} == {"check", "doctor", "explain", "report"}
    for command in found:
        # Nobody looks, and what stands behind a bar is another program.
        arguments = command.partition(" | ")[0].replace(" --open", "").split()
        assert main(arguments) == 0, command
        assert capsys.readouterr().out


def test_the_messages_that_are_explained_are_those_that_there_are() -> None:
    text = (DOCS / "troubleshooting.rst").read_text(encoding="utf-8")
    told = re.findall(r'^   \* - "(.*)"$', text, re.MULTILINE)
    assert len(told) > 15
    # As one text, for a message may be written in several lines.
    code = " ".join(
        re.sub(r'"\s*f?"', "", path.read_text(encoding="utf-8"))
        for path in (ROOT / "sphinx_compress").rglob("*.py")
    )
    assert not [message for message in told if message not in code]
