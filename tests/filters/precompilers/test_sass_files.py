"""Which file an import of Sass means; test_sass compares it with Sass itself."""

from __future__ import annotations

import pytest

from sphinx_compress.core.errors import FilterError, SourceNotFound
from sphinx_compress.filters.precompilers.sass_files import SassFiles, sass_url, site_relative

FILES = {
    "_static/a.scss": b"a",
    "_static/_b.scss": b"b",
    "_static/c.import.scss": b"only for @import",
    "_static/c.scss": b"c",
    "_static/d/_index.scss": b"d",
    "_static/e.sass": b"e",
    "_static/_e.scss": b"e",
    "_static/f%20g.scss": b"f",
    "_static/lib/_h.scss": b"h",
    "_static/i.scss": b"\xff",
}


class Reading:
    """Files that remember what was read."""

    def __init__(self) -> None:
        self.read_urls: list[str] = []
        self.files = SassFiles(self.read, ["_static/lib"])

    def read(self, url: str) -> bytes:
        self.read_urls.append(url)
        if url not in FILES:
            raise SourceNotFound(url)
        return FILES[url]


def find(path: str, *, from_import: bool = False) -> str | None:
    return Reading().files.find(sass_url(f"_static/{path}"), from_import=from_import)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a", "_static/a.scss"),
        ("a.scss", "_static/a.scss"),
        ("b", "_static/_b.scss"),
        ("c", "_static/c.scss"),
        ("d", "_static/d/_index.scss"),
        ("f g", "_static/f g.scss"),
        ("missing", None),
        ("a.css", None),
    ],
)
def test_a_name_stands_for_one_of_several_files(path: str, found: str | None) -> None:
    assert find(path) == found


def test_an_import_has_files_of_its_own() -> None:
    assert find("c", from_import=True) == "_static/c.import.scss"
    assert find("c.scss", from_import=True) == "_static/c.import.scss"
    assert find("a", from_import=True) == "_static/a.scss"


def test_what_is_not_clear_is_an_error() -> None:
    with pytest.raises(FilterError, match=r"Found: _static/e\.sass, _static/_e\.scss"):
        find("e")


def test_what_is_not_beside_the_file_is_looked_for_in_the_load_paths() -> None:
    files = Reading().files
    assert files.find("h") == "_static/lib/_h.scss"
    assert files.find_beside("h", "_static/a.scss") == "_static/lib/_h.scss"
    assert files.find_beside("a", "_static/b.scss") == "_static/a.scss"


@pytest.mark.parametrize("url", ["https://a.test/b", "//a.test/b", "/b"])
def test_only_a_relative_url_is_a_file_of_the_site(url: str) -> None:
    with pytest.raises(FilterError, match="it must be a relative URL"):
        Reading().files.find(url)


def test_nothing_is_read_outside_of_the_static_files() -> None:
    reading = Reading()
    with pytest.raises(FilterError, match="leads out of _static/"):
        reading.files.find("../../secret")
    assert reading.files.find(sass_url("secret")) is None
    assert reading.read_urls == []


def test_each_file_that_might_be_meant_is_read_once() -> None:
    reading = Reading()
    for _ in range(2):
        assert reading.files.find(sass_url("_static/b")) == "_static/_b.scss"
    assert len(reading.read_urls) == len(set(reading.read_urls))
    assert {"_static/b.scss", "_static/_b.sass", "_static/_b.scss"} <= set(reading.read_urls)


def test_the_content_is_text() -> None:
    files = Reading().files
    assert files.content("_static/f g.scss") == "f"
    with pytest.raises(FilterError, match="not encoded in UTF-8"):
        files.content("_static/i.scss")
    with pytest.raises(FilterError, match="was not found"):
        files.content("_static/missing.scss")


@pytest.mark.parametrize("path", ["_static/a.scss", "_static/a b/ü%20.scss", "_static/a#b?c.scss"])
def test_a_path_comes_back_from_its_url(path: str) -> None:
    assert site_relative(sass_url(path)) == path


def test_other_urls_come_back_as_they_were() -> None:
    assert site_relative("https://a.test/b%20c") == "https://a.test/b%20c"
