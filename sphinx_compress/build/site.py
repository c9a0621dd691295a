"""What the end of a build has to know of the site that was written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..page.bundle_links import WITH_THE_SITE, BundleLinks

#: Directories of a site in which no page is.
WITHOUT_PAGES = frozenset({"_static", "_images", "_sources", "_downloads"})


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """The pages of a site in its output directory."""

    #: The output directory.
    directory: Path
    #: Name of a page → its file.
    page_file: Callable[[str], Path]
    #: Of the pages.
    encoding: str
    #: Returns the names of pages that every full build writes.
    documents: Callable[[], set[str]]
    #: Name of the builder that the pages are made for.
    builder: str = "html"
    #: Whether the files of pages hold what was rendered.
    has_pages: bool = True
    #: Of how many builds before this one the bundles stay.
    kept_generations: int = 0

    #: How pages refer to bundles.
    links: BundleLinks = WITH_THE_SITE
    #: Returns the files of pages whose documents say that they stay as they are, by their URLs.
    pages_off: Callable[[], Iterable[str]] = tuple

    def page_files(self) -> Iterator[Path]:
        """Yield the files that look like pages, whatever has written them."""
        # `html_file_suffix` may be any.
        suffixes = (".html", ".htm", ".xhtml", self.page_file("index").suffix)
        for folder, folders, files in os.walk(self.directory):
            folders[:] = [name for name in folders if name not in WITHOUT_PAGES]
            yield from (Path(folder, name) for name in files if name.endswith(suffixes))
