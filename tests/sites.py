"""A site without Sphinx: static files, and what compresses regions of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx_compress.bundle.chunking import NOTHING_KNOWN, Chunking
from sphinx_compress.bundle.compressor import Compressor
from sphinx_compress.bundle.result import Result
from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.bundle.store import Store
from sphinx_compress.bundle.toolchain import Project
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.config import OPTIONS, CompressConfig, read
from sphinx_compress.core.types import ROOT_MARKER, STATIC, Kind
from sphinx_compress.page.region import DEFAULT_NAME, Mode, Region

#: Let bundles hold the files as they are, so that tests can tell what is where.
AS_IT_IS: dict[str, Any] = {
    "css_filters": ["urls"],
    "js_filters": [],
    "join_scripts": "text",
    "critical": "off",
    # Most scripts of tests are tiny.
    "max_growth": 10_000,
}


def sheet(name: str, attributes: str = "") -> str:
    return f'<link rel="stylesheet"{attributes} href="{ROOT_MARKER}{STATIC}{name}" />'


def script(name: str, attributes: str = "") -> str:
    return f'<script{attributes} src="{ROOT_MARKER}{STATIC}{name}"></script>'


def configured(**values: Any) -> CompressConfig:
    """Return a configuration with these ``compress_*`` values."""
    named = {f"compress_{name}": value for name, value in values.items()}
    config, problems = read({name: option.default for name, option in OPTIONS.items()} | named)
    assert problems == ()
    return config


@dataclass
class Site:
    """A site in a directory; each compressor is as new as that of a new process."""

    directory: Path
    encoding: str = "utf-8"
    values: dict[str, Any] = field(default_factory=lambda: dict(AS_IT_IS))

    def write(self, name: str, content: str | bytes) -> None:
        path = self.directory / "html" / "_static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def compressor(self, **values: Any) -> Compressor:
        config = configured(**(self.values | values))
        return Compressor(
            Project(config, encoding=self.encoding),
            Sources([SourceRoot(self.directory / "html" / "_static")]),
            Store(self.directory / "html" / "_static" / config.output_dir),
            DirectoryCache(self.directory / "cache", 10_000_000),
        )

    def compress(
        self, kind: Kind, nodelist: str, *, mode: Mode = "file", name: str = "output", **values: Any
    ) -> Result:
        return self.compressor(**values).compress(Region(kind, mode, name, nodelist))

    def compress_run(
        self, kind: Kind, nodelist: str, *, chunking: Chunking = NOTHING_KNOWN, **values: Any
    ) -> Result:
        """Compress an implicit region of a site whose pages are as *chunking* says."""
        region = Region(kind, "file", DEFAULT_NAME, nodelist, implicit=True)
        return self.compressor(**values).compress(region, chunking)

    def content(self, result: Result, number: int = 0) -> str:
        """Return the text of a bundle of *result*."""
        path = self.directory / "html" / "_static" / "compress" / result.bundles[number].path
        return path.read_bytes().decode()

    def contents(self, result: Result) -> list[str]:
        return [self.content(result, number) for number in range(len(result.bundles))]

    def shape(self, result: Result) -> str:
        """Return the HTML with ``{0}`` for the URL of the first bundle and so on."""
        html = result.html
        for number, bundle in enumerate(result.bundles):
            html = html.replace(f"{ROOT_MARKER}{STATIC}compress/{bundle.path}", f"{{{number}}}")
        return html


Files = Callable[[dict[str, str | bytes]], Site]


def scripts_in_pages(source: Path) -> None:
    """Have the pages of the project "test-gate" hold the scripts of their heads themselves."""
    layout = source / "_templates" / "layout.html"
    text = layout.read_text()
    for name in ("first", "early"):
        code = (source / "_static" / f"{name}.js").read_text()
        file = f' src="{{{{ pathto("_static/{name}.js", 1) }}}}"></script>'
        assert file in text
        text = text.replace(file, f">{code}</script>")
    layout.write_text(text)
