"""Bundles of real builds have source maps, which live as long as they do."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.__main__ import main
from sphinx_compress.core.map_comments import without_map_url
from tests.conftest import Built, Project, tree
from tests.manual import example
from tests.mapping import Mapped, mapped_texts

SCRIPT = "// one\nfunction one ( x ) {\n  // why\n  return x ;\n}\n" * 4
SHEET = '@import "imported.css";\n/* a comment */\n.one {\n  color : rgb(1, 2, 3) ;\n}\n'
ON = ("-D", "compress_source_maps=1")


@pytest.fixture
def source(project: Callable[[str], Project]) -> Project:
    found = project("test-any")
    found.write("_static/one.css", SHEET)
    found.write("_static/imported.css", "\n\n.imported { top : 0px }\n")
    found.write("_static/one.js", SCRIPT)
    found.write("_static/two.js", SCRIPT.replace("one", "two"))
    return found


def bundles(built: Built) -> Path:
    return built.directory / "_static" / "compress"


def maps(built: Built) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in bundles(built).glob("maps/*")}


def sheet(built: Built) -> Mapped:
    """Return the whole style sheet of all pages."""
    return next(each for each in mapped_texts(bundles(built)) if each.file.name[:6] == "output")


def test_there_are_none_unless_somebody_wants_them(source: Project) -> None:
    built = source.run()
    with_maps = source.run(*ON, out="maps")
    assert maps(built) == {}
    assert maps(with_maps)
    assert "sourceMappingURL" not in sheet_text(built)
    # What is in bundles is the same, and so are the groups.
    assert sheet_text(built) == without_map_url(sheet_text(with_maps))
    for page in ("index.html", "p1.html"):
        assert len(built.scripts(page)) == len(with_maps.scripts(page))


def sheet_text(built: Built) -> str:
    (found,) = bundles(built).glob("css/output.*.css")
    return found.read_text("utf-8")


def test_each_text_names_a_map_with_the_sources_as_they_are_published(source: Project) -> None:
    source.configure(example("source-maps", "source-maps"))
    built = source.run()
    assert built.warnings == ""
    texts = list(mapped_texts(bundles(built)))
    assert {each.file.name.split(".")[0] for each in texts} == {"critical", "output"}
    sources = set()
    for mapped in texts:
        name, digest, _ = mapped.map_file.name.split(".")
        data = mapped.map_file.read_bytes()
        assert hashlib.sha256(data).hexdigest().startswith(digest)
        assert name == mapped.file.name.split(".")[0]
        assert str(source.source.parent).encode() not in data
        assert mapped.map["version"] == 3
        for url, content in zip(mapped.map["sources"], mapped.map["sourcesContent"], strict=True):
            file = (mapped.map_file.parent / url).resolve()
            assert file.read_text("utf-8") == content
            sources.add(file.name)
    assert sources >= {"one.css", "imported.css", "basic.css", "one.js", "two.js", "doctools.js"}
    # Each file in the folder is named by a text, and those of scripts that a bundle runs are too.
    assert {each.map_file.name for each in texts} == set(maps(built))
    assert any(each.file.read_text("utf-8") != each.text for each in texts)


def test_the_bundles_and_maps_are_the_same_however_a_site_is_built(source: Project) -> None:
    one = source.run(*ON, "-j", "1", out="one")
    four = source.run(*ON, "-j", "4", out="four")
    assert tree(bundles(one)) == tree(bundles(four))


def test_a_later_build_has_the_maps_of_what_changed(source: Project) -> None:
    first = source.run(*ON)
    before = maps(first)
    source.edit()
    source.run(*ON)
    assert maps(first) == before
    source.edit()
    source.write("_static/one.css", SHEET.replace("one", "other"))
    source.run(*ON)
    after = maps(first)
    assert len(before.keys() - after.keys()) == len(after.keys() - before.keys()) == 2
    assert SHEET.replace("one", "other") in sheet(first).map["sourcesContent"]
    source.edit()
    source.run(*ON, "-D", "compress_source_maps=0")
    assert maps(first) == {}


@pytest.mark.parametrize("lost", ["_static/compress", "_static/compress/maps"])
def test_maps_that_are_gone_come_from_the_cache(lost: str, source: Project) -> None:
    built = source.run(*ON)
    before = tree(bundles(built))
    shutil.rmtree(built.directory / lost)
    source.edit()
    again = source.run(*ON, "-v")
    assert tree(bundles(again)) == before


def test_maps_stay_with_the_bundles_of_earlier_builds(source: Project) -> None:
    keeping = (*ON, "-D", "compress_keep_generations=1")
    built = source.run(*keeping)
    before = set(maps(built))
    source.edit()
    source.write("_static/one.css", SHEET.replace("one", "other"))
    source.run(*keeping)
    assert before < set(maps(built))
    assert main(["check", str(built.directory)]) == 0
    source.edit()
    source.write("_static/one.css", SHEET.replace("one", "third"))
    source.run(*keeping)
    assert not before <= set(maps(built))


def test_maps_have_precompressed_siblings(source: Project) -> None:
    built = source.run(*ON, "-D", "compress_precompress=gz")
    names = maps(built)
    originals = {name for name in names if name.endswith(".map")}
    assert names.keys() - originals == {f"{name}.gz" for name in originals}
    source.edit()
    source.run(*ON)
    assert set(maps(built)) == originals


def test_an_offline_build_has_the_maps_of_its_manifest(source: Project) -> None:
    made = source.run(*ON, builder="compress", out="manifest")
    known = json.loads((bundles(made) / "manifest.json").read_text())
    source.configure(f"compress_offline_manifest = {str(bundles(made))!r}")
    offline = source.run("-D", "compress_offline=1")
    assert offline.warnings == ""
    assert known
    assert maps(offline)
    assert {each.map_file.name for each in mapped_texts(bundles(offline))} == set(maps(offline))


def test_a_file_that_is_written_late_has_a_map(source: Project) -> None:
    late = "a { late : yes ; }\n" * 20
    source.configure(
        "def write(app, error):",
        "    file = app.outdir / '_static' / 'one.css'",
        f"    file.write_text({late!r})",
        "def setup(app):",
        "    app.connect('build-finished', write)",
    )
    built = source.run(*ON)
    mapped = sheet(built)
    assert "late:yes" in mapped.text
    assert late in mapped.map["sourcesContent"]


def test_check_knows_maps(source: Project, capsys: pytest.CaptureFixture[str]) -> None:
    built = source.run(*ON)
    assert main(["check", str(built.directory)]) == 0
    mapped = sheet(built)
    lost = mapped.map_file.rename(mapped.map_file.with_name("other.0123456789ab.map"))
    capsys.readouterr()
    assert main(["check", str(built.directory)]) == 1
    said = capsys.readouterr().out
    assert f"{mapped.map_file.name}: a page refers to it, and it is not there" in said
    assert f"{lost.name}: nothing refers to it" in said
