"""Tests of what a URL means, and of all that no URL of a site may mean."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_compress.core.errors import SourceError, SourceNotFound, SourceOutsideRoots
from sphinx_compress.core.urls import (
    is_local,
    path_below_static,
    path_of,
    seen_from_root,
    site_url,
    without_checksum,
)

#: Ways to write something that leads, or may lead, out of ``_static/``.
OUTSIDE = [
    "_static/../conf.py",
    "_static/../../conf.py",
    "_static/css/../../conf.py",
    "_static/%2e%2e/conf.py",
    "_static/%2E%2E/conf.py",
    "_static/.%2e/conf.py",
    "_static/..%2fconf.py",
    # Relative URLs in it start from another place than those in css/a.css.
    "_static/css%2Fa.css",
    "_static/%2e%2e%2fconf.py",
    "_static/..%5cconf.py",
    "_static/..\\conf.py",
    "_static/\\conf.py",
    "_static/a.css%00.py",
    "_static/a.css\0",
    "_static/a%0a.css",
    "_static/%1f",
    "_static/a\ud800.css",
    "_static//etc/passwd",
    "_static/%2fetc/passwd",
    "_static/..",
    "_static/%2e%2e",
    "/_static/a.css",
    "//_static/a.css",
    "../_static/a.css",
    "/etc/passwd",
    "etc/_static/a.css",
    "conf.py",
    "",
    "_static",
    "https://example.org/_static/a.css",
    "https:_static/a.css",
    "file:///etc/passwd",
    "data:text/css,a{}",
    "//example.org/_static/a.css",
    "//[/_static/a.css",
    "http://[::1/_static/a.css",
]


#: URLs of directories.
DIRECTORIES = ["_static/", "_static/.", "_static/css/", "_static/css/.."]

#: URLs with a query, or a fragment, that is not known to be a checksum.
MEANINGFUL = [
    "_static/a.css#x",
    "_static/a.css?x",
    "_static/a.css?v=1#x",
    "_static/a.css?v=1&theme=dark",
    "_static/a.css?v",
    "_static/a.css?digest=a%20b",
    "_static/a.css?V=1",
]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("_static/a.css", "a.css"),
        ("_static/css/a.css", "css/a.css"),
        ("_static/css/../a.css", "a.css"),
        ("_static/./css//a.css", "css/a.css"),
        ("_static/a%20b.css", "a b.css"),
        ("_static/a b.css", "a b.css"),
        ("_static/%C3%A4.css", "ä.css"),
        ("_static/ä.css", "ä.css"),
        ("_static/a+b.css", "a+b.css"),
        ("_static/a%3Fb.css", "a?b.css"),
        ("_static/..a.css", "..a.css"),
        ("_static/.../a.css", ".../a.css"),
        ("_static/%252e%252e/a.css", "%2e%2e/a.css"),
        ("_static/a.css?v=1f", "a.css"),
        ("_static/a.css?v=", "a.css"),
        ("_static/a.css?", "a.css"),
        ("_static/a.css?digest=8d27b9dea8ad943066ae-_.", "a.css"),
        ("_static/C:/a.css", "C:/a.css"),
    ],
)
def test_a_url_means_a_path(url: str, path: str) -> None:
    assert path_below_static(url) == path


@pytest.mark.parametrize("url", OUTSIDE)
def test_a_url_that_leads_out_is_refused(url: str) -> None:
    with pytest.raises(SourceOutsideRoots):
        path_below_static(url)


@pytest.mark.parametrize("url", DIRECTORIES)
def test_a_url_of_a_directory_is_not_found(url: str) -> None:
    with pytest.raises(SourceNotFound):
        path_below_static(url)


@pytest.mark.parametrize("url", MEANINGFUL)
def test_a_query_that_is_no_checksum_is_refused(url: str) -> None:
    with pytest.raises(SourceError, match="may mean something to a script"):
        path_below_static(url)


@given(st.text(alphabet="./\\%2eEfFcC5\0a:?#~ \n", max_size=30))
def test_whatever_the_url_the_path_stays_below_the_root(tail: str) -> None:
    try:
        path = path_below_static("_static/" + tail)
    except SourceError:
        return
    root = Path("/root/of/all")
    assert Path(os.path.normpath(root / path)).is_relative_to(root)
    assert ".." not in path.split("/")
    windows = PureWindowsPath("D:/site/_static")
    # Only a drive leads away there, and what has one is no file below the root.
    assert (windows / path).is_relative_to(windows) or PureWindowsPath(path).drive


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("_static/a.css?v=1f", "_static/a.css"),
        ("_static/a.css?digest=8d27b9", "_static/a.css"),
        ("_static/a.css?v=", "_static/a.css"),
        ("_static/a.css?", "_static/a.css"),
        ("_static/a.css", "_static/a.css"),
        ("https://example.org/a.js?v=2", "https://example.org/a.js"),
        ("", ""),
    ],
)
def test_a_checksum_is_left_out(url: str, expected: str) -> None:
    assert without_checksum(url) == expected


@pytest.mark.parametrize(
    "url", ["a.css?theme=dark", "a.css?v=1&w=2", "a.css?v=1#x", "a.css#x", "a.css?v=1?v=2"]
)
def test_a_query_that_is_no_checksum_stays(url: str) -> None:
    assert without_checksum(url) == url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("compress-root:_static/a.css?v=1f", "_static/a.css"),
        ("compress-root:_static/a.css", "_static/a.css"),
        ("_static/a.css", "_static/a.css"),
        ("compress-root:_static/a.css?x", "_static/a.css?x"),
        ("https://example.org/a.css", "https://example.org/a.css"),
    ],
)
def test_a_marked_url_is_seen_from_the_site_root(url: str, expected: str) -> None:
    assert site_url(url) == expected


@pytest.mark.parametrize(
    ("url", "directory", "prefix", "expected"),
    [
        ("_static/a.css?v=1", "", "", "_static/a.css"),
        ("../_static/a.css", "guide", "../", "_static/a.css"),
        ("../searchindex.js", "guide", "../", "searchindex.js"),
        ("own.js", "guide/deep", "../../", "guide/deep/own.js"),
        ("/en/_static/a.css", "", "/en/", "_static/a.css"),
        ("/de/a.css", "", "/en/", "/de/a.css"),
        ("https://x.org/a.js", "guide", "../", "https://x.org/a.js"),
        ("//x.org/a.js", "guide", "../", "//x.org/a.js"),
    ],
)
def test_urls_are_seen_from_the_site_root(
    url: str, directory: str, prefix: str, expected: str
) -> None:
    assert seen_from_root(url, directory, prefix) == expected


def test_what_is_elsewhere_is_no_file_of_the_site() -> None:
    assert is_local("_static/a:b.css")
    for url in ("//x.org/a", "https://x.org/a", "/a", "../a", "data:,"):
        assert not is_local(url)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("_static/a%20b.css", "_static/a b.css"),
        ("guide/a.js?x=1#y", "guide/a.js"),
        ("https://example.org/_static/a.css", ""),
        ("/other.css", ""),
        ("../a.css", ""),
        ("data:text/css,a{}", ""),
    ],
)
def test_a_url_from_the_site_root_is_that_of_a_file_of_the_site_or_none(
    url: str, path: str
) -> None:
    assert path_of(url) == path
