"""Removes bundles that no page refers to."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Set

from ..bundle.store import Store
from ..core.types import STATIC
from ..manifest.manifest import bundle_reference
from ..manifest.writer import ManifestWriter
from .generations import Generations
from .site import WrittenSite


class Pruner:
    """Knows which bundles of an output directory pages refer to.

    :param output_dir: where the bundles of *store* are, below ``_static/``.
    """

    def __init__(self, site: WrittenSite, store: Store, output_dir: str) -> None:
        self._site = site
        self._store = store
        self._reference = bundle_reference(output_dir)

    def referred(self, *htmls: str) -> set[str]:
        """Return the paths of the bundles that *htmls* refer to, and of what these need beside."""
        paths = {path for html in htmls for path in self._reference.findall(html)}
        return paths.union(*map(self._store.companions_of, paths))

    def has_all(self, html: str) -> bool:
        """Return whether all bundles that *html* refers to are there."""
        return all((self._store.directory / path).exists() for path in self.referred(html))

    def prune(
        self,
        htmls: Iterable[str],
        earlier: Set[str] = frozenset(),
        before: Set[str] | None = None,
    ) -> None:
        """Remove all bundles but *earlier* and those that *htmls* and pages on disk refer to.

        :param before: the bundles that were there when the build began, if that is known.  Only
            to these may pages refer that come from elsewhere.
        """
        kept = self.referred(*htmls) | earlier
        # To read all pages takes long, and mostly there is nothing to remove.
        if not kept.issuperset(self._store.names() if before is None else before):
            kept |= self._referred_on_disk()
        self._store.prune(kept)

    def _referred_on_disk(self) -> set[str]:
        """Read the pages on disk, which have the last word: some may come from elsewhere."""
        referred = set[str]()
        for page in self._site.page_files():
            with contextlib.suppress(FileNotFoundError):
                referred |= self.referred(page.read_text(self._site.encoding, "replace"))
        return referred


def clear_output_directory(site: WrittenSite, output_dir: str) -> None:
    """Remove what an earlier build put below ``_static/``\\ *output_dir*, if no page needs it."""
    store = Store(site.directory / STATIC / output_dir)
    Generations(store).forget()
    Pruner(site, store, output_dir).prune(())
    ManifestWriter(store).remove()
