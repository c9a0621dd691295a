"""What of the extension runs in a build, without Sphinx around it."""

from __future__ import annotations

from pathlib import Path

from sphinx_compress.build.arranging import Arranger
from sphinx_compress.build.early_scripts import EarlyScripts
from sphinx_compress.build.gated_page import GatedPages
from sphinx_compress.build.moving import Mover
from sphinx_compress.build.other_sheets import OtherSheets
from sphinx_compress.build.reconcile import Reconciler
from sphinx_compress.build.revision import CompressingRevision
from sphinx_compress.build.session import Session
from sphinx_compress.build.site import WrittenSite
from sphinx_compress.build.splitting import Splitting
from sphinx_compress.build.state import PageState
from sphinx_compress.bundle.chunking import Learner
from sphinx_compress.bundle.compressor import Compressor
from sphinx_compress.bundle.sources import Memo, SourceRoot, Sources
from sphinx_compress.bundle.splitter import Splitter
from sphinx_compress.bundle.store import Store
from sphinx_compress.bundle.toolchain import Project
from sphinx_compress.cache.local import DirectoryCache
from sphinx_compress.config import CompressConfig
from sphinx_compress.manifest.lookup import ManifestLookup, Manifests
from sphinx_compress.manifest.manifest import Manifest


class Build:
    """One build of a site; the next one of the same directory finds what this one left.

    :param directory: gets the site as ``html``, and the state as ``state``.
    :param names: of all pages.
    :param static: where static files are, if not in the site.
    """

    def __init__(
        self,
        directory: Path,
        names: set[str],
        memo: Memo | None = None,
        *,
        static: Path | None = None,
    ) -> None:
        output = directory / "html"
        config = CompressConfig()
        root = SourceRoot(static or output / "_static")
        self.compressor = compressor = Compressor(
            Project(config),
            Sources([root], {} if memo is None else memo),
            Store(output / "_static" / config.output_dir),
            DirectoryCache(directory / "state" / "cache", config.cache_size),
        )
        self._state = PageState(directory / "state" / "pages")
        self._state.open()
        site = WrittenSite(output, lambda page: output / f"{page}.html", "utf-8", lambda: names)
        compressor.critical_parts = self._state.load_critical_parts()
        arranger = Arranger(compressor.sources, compressor.cache)
        splitter = Splitter(compressor.store, compressor.cache)
        splitting = Splitting(
            splitter,
            EarlyScripts(compressor.sources, compressor.cache),
            OtherSheets(splitter, compressor.sources, compressor.cache, config.output_dir),
            config.output_dir,
            "utf-8",
        )
        revision = CompressingRevision(
            compressor, self._state, output / "_static", splitting, arranger
        )
        self.reconciler = Reconciler(revision, self._state, site)
        self.journal = self._state.journal
        self.session = Session(
            compressor,
            self.journal,
            Learner(self._state.load_chunking()),
            gated_pages=GatedPages(arranger.early_scripts),
            mover=Mover(arranger),
        )

    def offline(self) -> Session:
        """Return a session that looks regions up in the manifest that this build has written."""
        store, output_dir = self.compressor.store, self.compressor.config.output_dir
        manifests = Manifests(store, Manifest(store.directory, output_dir), [])
        return Session(ManifestLookup(manifests, output_dir, ""), self.journal)

    def end(self) -> None:
        """Let go of what is open; to be called once."""
        self._state.close()
