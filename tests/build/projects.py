"""Projects without Sphinx, whose pages lie in a directory."""

from __future__ import annotations

import multiprocessing
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx_compress.build.arranging import Arranger
from sphinx_compress.build.gated_page import GatedPages
from sphinx_compress.build.inlining import Inlining
from sphinx_compress.build.moving import Mover
from sphinx_compress.build.other_sheets import OtherSheets
from sphinx_compress.build.place import PageContext, TemplatePlace, TemplateRegion
from sphinx_compress.build.reconcile import Outcome, Reconciler
from sphinx_compress.build.revision import CompressingRevision
from sphinx_compress.build.session import Session
from sphinx_compress.build.site import WrittenSite
from sphinx_compress.build.splitting import Splitting
from sphinx_compress.build.state import PageState
from sphinx_compress.build.summary import PlacedProblem, Summary
from sphinx_compress.bundle.chunking import Chunking, Learner
from sphinx_compress.bundle.splitter import Splitter
from tests.processes import files
from tests.sites import Site

FORK = multiprocessing.get_context("fork")


@dataclass
class Project:
    """A project whose pages are of a few lines."""

    site: Site
    #: Page → the style sheets of its region.
    pages: dict[str, list[str]] = field(default_factory=dict)
    suffix: str = ".html"
    kept_generations: int = 0

    @property
    def html(self) -> Path:
        return self.site.directory / "html"

    @property
    def store(self) -> Path:
        return self.html / "_static" / "compress"

    def file(self, page: str) -> Path:
        return self.html / f"{page}{self.suffix}"

    def text(self, page: str) -> str:
        return self.file(page).read_bytes().decode()

    def sheets(self, page: str) -> list[str]:
        """Return the contents of all sheets that a page links to."""
        found = []
        for part in self.text(page).split('href="')[1:]:
            url = part.partition('"')[0]
            found.append((self.file(page).parent / url).read_text())
        return found

    def bundles(self) -> list[str]:
        return [name for name in files(self.store) if not name.endswith(".json")]

    def build(self, *only: str, **values: Any) -> tuple[Summary, list[PlacedProblem]]:
        return self.begin(**values).write(*(only or self.pages)).finish()

    def begin(self, **values: Any) -> Build:
        return Build(self, values)

    def link(self, page: str, name: str) -> str:
        return f'<link rel="stylesheet" href="{"../" * page.count("/")}_static/{name}" />'


class Build:
    """A build that has begun."""

    def __init__(self, project: Project, values: dict[str, Any]) -> None:
        self.project = project
        self.compressor = project.site.compressor(**values)
        self.state = PageState(project.site.directory / "state")
        site = WrittenSite(
            project.html,
            project.file,
            project.site.encoding,
            lambda: set(project.pages),
            kept_generations=project.kept_generations,
        )
        revision = CompressingRevision(self.compressor, self.state, project.html / "_static")
        self.reconciler = Reconciler(revision, self.state, site)
        self.session = Session(self.compressor, self.state.journal)
        self.state.open()

    def write(self, *pages: str) -> Build:
        for page in pages:
            self.session.begin_page(page)
            html = self.region(page, self.project.pages[page])
            path = self.project.file(page)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"<title>{page}</title>\n{html}\n<p>{page}</p>\n".encode())
        return self

    def region(self, page: str, names: list[str], **values: Any) -> str:
        """Render a region of *page*."""
        options: dict[str, Any] = {"kind": "css", "mode": "file", "name": "output"} | values
        return self.session.gather(
            "\n".join(self.project.link(page, name) for name in names),
            TemplateRegion(place=TemplatePlace("layout.html", 3), **options),
            PageContext(page, "../" * page.count("/")),
        )

    def finish(self) -> tuple[Summary, list[PlacedProblem]]:
        try:
            return told(self.reconciler.reconcile())
        finally:
            self.state.close()


def told(outcome: Outcome) -> tuple[Summary, list[PlacedProblem]]:
    return outcome.summary, list(outcome.problems)


def snapshot(directory: Path) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in files(directory)}


@dataclass
class Unmarked:
    """A site whose pages are as a theme renders them."""

    site: Site
    #: Page → its head and the last scripts, URLs being those of a page at the root.
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def html(self) -> Path:
        return self.site.directory / "html"

    @property
    def store(self) -> Path:
        return self.html / "_static" / "compress"

    def file(self, page: str) -> Path:
        return self.html / f"{page}.html"

    def text(self, page: str) -> str:
        return self.file(page).read_bytes().decode()

    def build(self, *only: str, **values: Any) -> tuple[Summary, list[PlacedProblem]]:
        """Build all pages, or these."""
        compressor = self.site.compressor(**values)
        state = PageState(self.site.directory / "state")
        written = WrittenSite(self.html, self.file, "utf-8", lambda: set(self.pages))
        gated_pages = splitting = arranger = mover = None
        if compressor.config.critical != "off":
            arranger = Arranger(compressor.sources, compressor.cache)
            early_scripts = arranger.early_scripts
            compressor.critical_parts = state.load_critical_parts()
            gated_pages = GatedPages(early_scripts)
            mover = Mover(arranger)
            splitter = Splitter(compressor.store, compressor.cache)
            output_dir = compressor.config.output_dir
            others = OtherSheets(splitter, compressor.sources, compressor.cache, output_dir)
            splitting = Splitting(splitter, early_scripts, others, output_dir, "utf-8")
            if compressor.config.inlines:
                splitting.inlining = Inlining(splitter, output_dir)
        learner = Learner(state.load_chunking())
        session = Session(compressor, state.journal, learner, gated_pages=gated_pages, mover=mover)
        state.open()
        changed = state.changed(arranger.is_changed) if arranger else set()
        for page in {*only, *changed} if only else self.pages:
            prefix = "../" * page.count("/")
            session.begin_page(page)
            head, tail = (part.replace('"_st', f'"{prefix}_st') for part in self.pages[page])
            html = f"<head>{head}</head><body><p>{page}</p>{tail}</body>"
            path = self.file(page)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(session.finish_page(html, PageContext(page, prefix)))
        try:
            revision = CompressingRevision(compressor, state, self.html / "_static", splitting)
            return told(Reconciler(revision, state, written).reconcile())
        finally:
            state.close()

    def tags(self, page: str) -> list[str]:
        """Return the files that a page loads, `*` for each that is a bundle."""
        urls = re.findall(r' (?:href|src)="([^"]*)"', self.text(page))
        names = [url.replace("../", "").removeprefix("_static/") for url in urls]
        return ["*" if name.startswith("compress/") else name for name in names]

    def chunking(self) -> Chunking:
        return Chunking.from_json((self.site.directory / "state" / "chunking.json").read_bytes())


def css(*names: str) -> str:
    return "\n".join(f'<link rel="stylesheet" href="_static/{name}.css" />' for name in names)


def js(*names: str) -> str:
    return "\n".join(f'<script src="_static/{name}.js"></script>' for name in names)
