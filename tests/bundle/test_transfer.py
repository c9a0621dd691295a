"""Tests of how many bytes the files of regions take when gzip sends them."""

from __future__ import annotations

import zlib
from gzip import compress
from pathlib import Path

import pytest

from sphinx_compress.bundle import transfer
from sphinx_compress.bundle.critical import CriticalParts
from sphinx_compress.bundle.splitter import Splitter
from sphinx_compress.bundle.transfer import TransferSizes, gzip_size
from sphinx_compress.page.region import Region
from tests.sites import Site, sheet


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.values["css_filters"] = ["imports", "urls"]
    site.write("a.css", '@import "b.css";' + ".a{}" * 40)
    site.write("b.css", ".b{}" * 40)
    return site


def sizes_of(site: Site) -> TransferSizes:
    compressor = site.compressor()
    return TransferSizes(compressor.sources, compressor.store, compressor.cache)


def test_it_is_the_size_of_what_gzip_makes() -> None:
    assert gzip_size(b"abc" * 100) == len(compress(b"abc" * 100, 6))
    assert gzip_size(b"") == 0


def test_files_before_are_those_that_a_page_would_load(site: Site) -> None:
    result = site.compress("css", sheet("a.css"))
    assert result.files == ("_static/a.css", "_static/b.css")
    static = site.directory / "html" / "_static"
    expected = sum(gzip_size((static / name).read_bytes()) for name in ("a.css", "b.css"))
    assert sizes_of(site).before(result) == expected
    (static / "b.css").unlink()
    assert sizes_of(site).before(result) == gzip_size((static / "a.css").read_bytes())


def test_files_after_are_bundles_and_code_in_the_page(site: Site) -> None:
    result = site.compress("css", sheet("a.css"))
    assert sizes_of(site).after(result) == gzip_size(site.content(result).encode())
    inline = site.compress("css", sheet("a.css"), mode="inline")
    assert sizes_of(site).after(inline) == gzip_size(inline.html.encode())
    assert sizes_of(site).after(site.compress("css", sheet("a.css"), mode="preload")) == 0


def test_a_file_is_compressed_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    result = site.compress("css", sheet("a.css"))
    first = sizes_of(site).before(result), sizes_of(site).after(result)
    monkeypatch.setattr(transfer, "gzip_size", None)
    assert (sizes_of(site).before(result), sizes_of(site).after(result)) == first
    assert first[0] > first[1] > len(zlib.compress(b""))


def test_a_whole_sheet_waits_behind_its_critical_part(site: Site) -> None:
    site.write("a.css", "p{color:red}" + "".join(f".x{n}{{top:{n}px}}" for n in range(3000)))
    compressor = site.compressor()
    region = Region("css", "file", "output", sheet("a.css") + sheet("b.css"), implicit=True)
    whole = compressor.compress(region)
    sizes = TransferSizes(compressor.sources, compressor.store, compressor.cache)
    assert sizes.waiting(whole, "compress") == 0
    part = Splitter(compressor.store, compressor.cache).part_of(
        whole.bundles[0], {"p"}.__contains__
    )
    assert part is not None
    split = CriticalParts({whole.bundles[0].path: part}).split(whole, region.id, "compress")
    assert sizes.waiting(split, "compress") == sizes.after(whole)
    assert sizes.after(split) > sizes.after(whole)
