"""Style sheets that are made of bundles have maps that lead to the same sources."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from sphinx_compress.bundle.font_subsetter import FontSubsetter
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.splitter import Splitter
from sphinx_compress.bundle.store import Bundle, Store
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.core.map_comments import map_url
from sphinx_compress.core.source_map import NONE, decoded
from sphinx_compress.css.tokens import LAYOUT, tokenize
from tests.fonts.files import font
from tests.sites import Site, sheet

#: Only names and a colour tell the rules apart, which nothing compresses.
RULES = "".join(
    f".n{number} , .m{number} {{ color : #{sha256(bytes([number])).hexdigest()[:6]} }}\n"
    f".n{number} {{ top : 0px }}\n"
    for number in range(250)
)


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("a.css", f"/* a */\n{RULES}.é {{ b : c }}")
    site.values |= {"css_filters": ["urls", "csscompressor"], "source_maps": True}
    return site


def store(site: Site) -> Store:
    return Store(site.directory / "html" / "_static" / "compress", has_maps=True)


def splitter(site: Site) -> Splitter:
    return Splitter(store(site), DirectoryCache(site.directory / "cache", 10_000_000))


def lines_of(site: Site, part: Bundle) -> set[int]:
    """Check that all tokens of a part are those of the source; return the lines they are on."""
    directory = store(site).directory
    text = (directory / part.path).read_text("utf-8")
    found = decoded((directory / "css" / map_url(text)).read_text("utf-8"))
    (source,) = filter(None, found.contents)
    lines = source.split("\n")
    tokens = tokenize(text)
    for number, word in enumerate(tokens.words):
        start = tokens.starts[number]
        above = text[:start].split("\n")
        token = tokens.between(number, number + 1)
        if word.type in LAYOUT or text.startswith('@charset "utf-8";', start - len(above[-1])):
            continue
        segment = found.find(len(above) - 1, len(above[-1]))
        assert segment is not None
        assert lines[segment.line].startswith(token, segment.source_column), token
    return {segment.line for segments in found.lines for segment in segments if segment.source >= 0}


@pytest.mark.parametrize("kind", ["critical", "used"])
def test_the_part_of_a_bundle_leads_to_the_same_sources(kind: str, site: Site) -> None:
    (bundle,) = site.compress("css", sheet("a.css")).bundles
    split = splitter(site)
    wanted = {f".m{number}" for number in range(50, 100)} | {".é"}
    make = split.part_of if kind == "critical" else split.used_of
    part = make(bundle, wanted.__contains__)
    assert part is not None
    text = (store(site).directory / part.path).read_text("utf-8")
    assert text.startswith('@charset "utf-8";\n.m50{color:#')
    assert text.count("sourceMappingURL") == 1
    # The comment and the line of the charset are no part of the sheet.
    assert lines_of(site, part) == {*range(101, 201, 2), 501}


def test_what_comes_behind_a_critical_part_leads_to_the_same_sources(site: Site) -> None:
    (bundle,) = site.compress("css", sheet("a.css")).bundles
    wanted = {f".{letter}{number}" for letter in "nm" for number in range(200)}
    rest = splitter(site).remainder_of(bundle, wanted.__contains__)
    assert rest is not None
    assert lines_of(site, rest) == {*range(401, 502)}


def test_what_is_used_of_a_sheet_that_is_all_used_is_the_sheet(site: Site) -> None:
    (bundle,) = site.compress("css", sheet("a.css")).bundles
    assert splitter(site).used_of(bundle, lambda name: True) is None


def test_a_part_is_restored_with_its_map(site: Site) -> None:
    (bundle,) = site.compress("css", sheet("a.css")).bundles
    part = splitter(site).part_of(bundle, {".m7"}.__contains__)
    assert part is not None
    directory = store(site).directory
    before = {path.name: path.read_bytes() for path in directory.glob("maps/*")}
    for path in directory.glob("maps/*"):
        path.unlink()
    assert splitter(site).part_of(bundle, {".m7"}.__contains__) == part
    critical = {path.name: path.read_bytes() for path in directory.glob("maps/*")}
    assert critical == {name: before[name] for name in before if name.startswith("critical")}


def test_a_part_of_a_bundle_whose_map_is_gone_has_none(site: Site) -> None:
    (bundle,) = site.compress("css", sheet("a.css")).bundles
    (lost,) = store(site).directory.glob("maps/*")
    lost.unlink()
    split = Splitter(store(site), DirectoryCache(site.directory / "empty", 10_000_000))
    part = split.part_of(bundle, {".m7"}.__contains__)
    assert part is not None
    assert "sourceMappingURL" not in (store(site).directory / part.path).read_text("utf-8")


def test_a_sheet_with_subsets_of_fonts_leads_to_the_same_sources(site: Site) -> None:
    face = "@font-face {\n  font-family : A ;\n  src : url(a.woff2) ;\n}\n"
    site.write("a.css", f"{face}{RULES}")
    static = site.directory / "html" / "_static"
    (static / "a.woff2").write_bytes(font())
    (bundle,) = site.compress("css", sheet("a.css")).bundles
    cache = DirectoryCache(site.directory / "cache", 10_000_000)
    sources = Sources([SourceRoot(static)])
    subsetter = FontSubsetter(store(site), cache, sources, "compress", lambda line: None)
    (swap,) = subsetter.subset([bundle], [], []).bundles.values()
    text = (store(site).directory / swap.bundle.path).read_text("utf-8")
    assert text.count("@font-face") == 2
    assert text.count("sourceMappingURL") == 1
    found = decoded((store(site).directory / "css" / map_url(text)).read_text("utf-8"))
    column = text.index(".m249{") + 1
    segment = found.find(0, column)
    assert segment is not None
    assert (segment.line, segment.source_column) == (4 + 2 * 249, len(".n249 , ."))
    # The rule of the subset is in no source.
    second = found.find(0, text.index("@font-face", 1))
    assert second is not None
    assert second.source == NONE


def test_a_part_that_stands_in_the_page_has_no_comment(site: Site) -> None:
    (bundle,) = site.compress("css", sheet("a.css")).bundles
    cache = DirectoryCache(site.directory / "cache", 10_000_000)
    splitter = Splitter(store(site), cache)
    part = splitter.part_of(bundle, {".m7"}.__contains__, is_inline=True)
    assert part is not None
    assert "sourceMappingURL" not in (store(site).directory / part.path).read_text("utf-8")
