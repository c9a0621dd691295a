"""Servers send the precompressed files of a built site."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import pytest

from sphinx_compress.core.types import ContentEncoding
from sphinx_compress.delivery.encodings import load_encodings
from tests.conftest import Project
from tests.servers import HOST, Server, caddy_server, nginx_server

#: As HTTP calls them.
CODINGS: Final[dict[ContentEncoding, str]] = {"gz": "gzip", "br": "br", "zst": "zstd"}

Serve = Callable[[Path, Path], AbstractContextManager[Server]]


@pytest.fixture(name="server", params=[nginx_server, caddy_server])
def a_server(
    request: pytest.FixtureRequest, project: Callable[[str], Project], tmp_path: Path
) -> Iterator[tuple[Server, Path]]:
    source = project("test-basic")
    source.write("_static/css/one.css", ".one { color: red }\n" * 500)
    built = source.build(compress_precompress=["gz", "br", "zst"], compress_precompress_all=True)
    assert built.warnings == ""
    serve: Serve = request.param
    with serve(tmp_path, built.directory) as server:
        yield server, built.directory


def test_a_server_sends_the_sibling_that_a_browser_takes(server: tuple[Server, Path]) -> None:
    running, site = server
    (bundle,) = site.glob("_static/compress/css/*.css")
    is_nginx = "nginx" in str(running.process.args)
    for path in ("index.html", bundle.relative_to(site).as_posix()):
        original = (site / path).read_bytes()
        for encoding in load_encodings(CODINGS)[0]:
            if is_nginx and encoding.name == "zst":
                # It knows none of these.
                continue
            connection = http.client.HTTPConnection(HOST, running.port)
            coding = CODINGS[encoding.name]
            connection.request("GET", f"/{path}", headers={"Accept-Encoding": coding})
            response = connection.getresponse()
            body = response.read()
            connection.close()
            assert response.status == 200
            assert response.getheader("Content-Encoding") == coding
            assert body == (site / f"{path}{encoding.suffix}").read_bytes()
            assert encoding.decode(body) == original
