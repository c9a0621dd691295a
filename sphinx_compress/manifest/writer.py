"""What lies beside the bundles: the manifest, and what is good to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..bundle.result import Decision
from ..bundle.store import Store
from ..core.files import write_if_new
from ..page.region import Region
from ..page.versions import canonical_form
from . import decisions, manifest
from .manifest import Nodelists, nodelist_of

_FILES = (manifest.FILE_NAME, manifest.NODELISTS_NAME, decisions.FILE_NAME)


class ManifestWriter:
    """The files beside the bundles of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._directory = store.directory

    @property
    def manifest(self) -> Path:
        """The file of the manifest."""
        return self._directory / manifest.FILE_NAME

    def write(
        self,
        entries: Mapping[str, str],
        builder: str,
        regions: Iterable[Region],
        decided: Mapping[str, tuple[Decision, ...]],
    ) -> list[Path]:
        """Write the manifest with these *entries*; return the files that are new.

        :param builder: name of the builder that the pages are for.
        :param regions: those in use; of others is known what is known already.
        :param decided: what became of each tag, by the HTML that stands in for a region.
        :raises OSError: if the output directory is not writable.
        """
        if not entries:
            self.remove()
            return []
        files = {
            manifest.FILE_NAME: manifest.dump(entries),
            manifest.NODELISTS_NAME: self._nodelists(entries, builder, regions),
            decisions.FILE_NAME: self._record(entries, decided),
        }
        return [
            self._directory / name
            for name, data in files.items()
            if write_if_new(self._directory / name, data, self._directory)
        ]

    def remove(self) -> None:
        """Remove the files, and the directory if nothing else is in it."""
        for name in _FILES:
            (self._directory / name).unlink(missing_ok=True)
        self._store.remove_empty()

    def _nodelists(
        self, entries: Mapping[str, str], builder: str, regions: Iterable[Region]
    ) -> bytes:
        file = self._directory / manifest.NODELISTS_NAME
        known = dict(manifest.load_nodelists(file).by_hash)
        for region in regions:
            known[region.nodelist_hash] = nodelist_of(region)
        of_entries = {key: known[key] for key in entries if key in known}
        return manifest.dump_nodelists(Nodelists(builder, of_entries))

    def _record(
        self, entries: Mapping[str, str], decided: Mapping[str, tuple[Decision, ...]]
    ) -> bytes:
        # What no page uses now is as it was.
        texts = set(entries.values()).difference(map(canonical_form, decided))
        known = decisions.load(self._directory / decisions.FILE_NAME)
        kept = {html: known[html] for html in known if canonical_form(html) in texts}
        return decisions.dump({**kept, **decided})
