"""Element → source text: the file or the inline block that an element stands for."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.decoding import Decoded, decode_css, decode_js
from ..core.errors import SourceError, SourceNotFound
from ..core.types import STATIC, Problem
from ..core.urls import path_below_static, site_url
from ..filters.base import FilterContext
from ..page.region import Region
from .joinability import Kept
from .parse import Element
from .sources import Sources
from .toolchain import Toolchain

#: Minified files have more bytes than this in a line, on average.
_MINIFIED_LINE = 300


@dataclass(frozen=True, slots=True)
class SourceText:
    """What an element stands for, as its author wrote it."""

    text: str
    #: What the text was decoded from.
    encoding: str
    #: Site-relative URL of its file; ``None`` for an inline block.
    url: str | None = None
    #: Size of its file in bytes.
    size: int = 0


class Reader:
    """Reads the sources of one region, and takes note of each file that it looked for."""

    def __init__(self, region: Region, toolchain: Toolchain, sources: Sources) -> None:
        self._sources = sources
        #: Site-relative URLs of all files that were read or looked for.
        self.inputs: set[str] = set()
        self.problems: list[Problem] = []
        project = toolchain.project
        directory = f"{STATIC}{project.config.output_dir}/{region.kind}"
        #: What filters are told of a whole bundle.
        self.context: FilterContext = FilterContext(
            kind=region.kind,
            source=None,
            base=None,
            target=None if region.mode == "inline" else directory,
            read=self.read_file,
            report=self.problems.append,
            encoding=project.encoding,
            directory=project.directory,
            max_minify_size=project.config.max_minify_size,
        )

    def read(self, element: Element) -> SourceText:
        """Return the source text of *element*.

        :raises Kept: if its file cannot be read, or is not in the encoding of the pages.
        """
        if element.url is None:
            return SourceText(element.content, self.context.encoding)
        url = site_url(element.url)
        try:
            data = self.read_file(url)
            source = STATIC + path_below_static(url)
        except SourceError as error:
            subtype = "missing" if isinstance(error, SourceNotFound) else "source"
            self.problems.append(Problem(subtype, f"{error}; its tag stays as it is", url))
            raise Kept(str(error)) from error
        text, encoding = self._decode(data, source)
        return SourceText(text, encoding, source, len(data))

    def read_file(self, url: str) -> bytes:
        """Return the bytes of the file with a site-relative *url*.

        From now on, it is an input of the region, even if it does not exist.

        :raises SourceError: if there is no such file, or it can't be read.
        """
        self.inputs.add(url)
        return self._sources.read(url)

    def digest(self, url: str) -> str | None:
        """Return the digest of a file, as :meth:`.Sources.digest` does."""
        return self._sources.digest(url)

    def is_minified(self, element: Element) -> bool:
        """Return whether *element* has a file of CSS or JavaScript that looks minified."""
        if element.url is None or element.foreign_type:
            return False
        try:
            data = self.read_file(site_url(element.url))
        except SourceError:
            # It is reported when the element is read.
            return False
        return len(data) > _MINIFIED_LINE * (data.count(b"\n") + 1)

    def _decode(self, data: bytes, source: str) -> Decoded:
        encoding = self.context.encoding
        if self.context.kind == "css":
            return decode_css(data, encoding)
        try:
            return decode_js(data, encoding)
        except (UnicodeDecodeError, LookupError) as error:
            reason = f"{source} is not encoded in {encoding}"
            self.problems.append(Problem("source", f"{reason}; it stays a file of its own", source))
            raise Kept(reason) from error
