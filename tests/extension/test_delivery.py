"""Tests of what is done once the pages of a site are as they should be."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.core.wording import count
from tests.conftest import Built, Project
from tests.fonts.files import font

PADDING = "/* {} */\n.one {{ color: red }}\n" * 50


@pytest.fixture(name="source")
def a_project(project: Callable[[str], Project]) -> Project:
    source = project("test-basic")
    source.write("_static/css/one.css", PADDING)
    return source


def encoded(built: Built) -> list[str]:
    paths = (path for end in ("gz", "br", "zst") for path in built.directory.rglob(f"*.{end}"))
    return sorted(path.relative_to(built.directory).as_posix() for path in paths)


def test_bundles_have_siblings_if_the_settings_want_them(source: Project) -> None:
    assert encoded(source.build()) == []
    built = source.build(compress_precompress=["gz", "br"])
    assert built.warnings == ""
    assert "compress: precompressed " in built.status
    (sheet,) = built.bundles_of("css")
    found = encoded(built)
    assert {f"_static/{sheet}.br", f"_static/{sheet}.gz"} <= set(found)
    assert all(path.startswith("_static/compress/") for path in found)
    data = (built.directory / f"_static/{sheet}.gz").read_bytes()
    assert gzip.decompress(data) == (built.directory / "_static" / sheet).read_bytes()


def test_what_is_compressed_already_is_left_alone(source: Project) -> None:
    source.write("_static/css/two.css", "@font-face { font-family: f; src: url(f.woff2) }")
    source.write("_static/css/f.woff2", font())
    built = source.build(compress_precompress=["gz"])
    assert built.bundles_of("woff2")
    texts = len(built.bundles_of("css")) + len(built.bundles_of("js"))
    assert f"compress: precompressed {count(texts, 'file')} (gz)" in built.status


def test_siblings_go_with_their_bundle_and_with_the_setting(source: Project) -> None:
    before = encoded(source.build(compress_precompress=["br"]))
    source.write("_static/css/one.css", PADDING.replace("red", "blue"))
    source.edit()
    after = encoded(source.build(compress_precompress=["br"]))
    assert before != after
    assert len(before) == len(after)
    assert encoded(source.build()) == []
    assert encoded(source.build(compress_precompress=["br"])) == after
    assert encoded(source.build(compress_precompress=["br"], compress_enabled=False)) == []


def test_all_text_files_of_a_site_may_have_them(source: Project) -> None:
    built = source.build(compress_precompress=["br"], compress_precompress_all=True)
    found = encoded(built)
    assert {"index.html.br", "_static/css/one.css.br", "searchindex.js.br"} <= set(found)
    page = (built.directory / "index.html.br").read_bytes()
    source.edit()
    built = source.build(compress_precompress=["br"], compress_precompress_all=True)
    assert (built.directory / "index.html.br").read_bytes() != page


def test_a_download_with_such_a_name_stays_and_is_told(source: Project) -> None:
    source.write("_static/data.txt", PADDING)
    source.write("_static/data.txt.gz", "older data")
    built = source.build(compress_precompress=["gz"], compress_precompress_all=True)
    assert "_static/data.txt.gz was there already" in built.warnings
    assert "[compress.precompress]" in built.warnings
    assert (built.directory / "_static/data.txt.gz").read_text() == "older data"


def test_the_builder_of_the_manifest_makes_none(source: Project) -> None:
    built = source.build("compress", compress_precompress=["gz"])
    assert not list(Path(built.directory).rglob("*.gz"))


def test_hosts_are_told_what_to_send(source: Project) -> None:
    assert not (source.build().directory / "_headers").exists()
    source.write("extra/_headers", "/*\n  X-Frame-Options: DENY\n")
    built = source.build(compress_hosts=["netlify"], html_extra_path=["extra"])
    (sheet,) = built.bundles_of("css")
    link = f"  Link: </_static/{sheet}>; rel=preload; as=style"
    assert built.text("_headers").splitlines()[1] == "  X-Frame-Options: DENY"
    assert link in built.text("_headers").splitlines()
    source.edit()
    again = source.build(compress_hosts=["netlify"], html_extra_path=["extra"])
    assert again.text("_headers") == built.text("_headers")
    assert link not in source.build(html_extra_path=["extra"]).text("_headers")


def test_pages_have_rules_for_their_links_if_the_settings_want_them(source: Project) -> None:
    assert "speculationrules" not in source.build().text()
    for implicit in (True, False):
        built = source.build(compress_prefetch=True, compress_implicit=implicit)
        assert built.text().count('<script type="speculationrules">') == 1
        assert built.warnings == ""
