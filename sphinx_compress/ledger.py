"""What lies beside the bundles: the manifest, and what is good to know of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from . import manifest, record
from .manifest import Nodelists, nodelist_of
from .region import Region, canonical_form
from .result import Fate
from .store import Store, write_if_new

_FILES = (manifest.FILE_NAME, manifest.NODELISTS_NAME, record.FILE_NAME)


class Ledger:
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
        fates: Mapping[str, tuple[Fate, ...]],
    ) -> list[Path]:
        """Write the manifest with these *entries*; return the files that are new.

        :param builder: name of the builder that the pages are for.
        :param regions: those in use; of others is known what is known already.
        :param fates: what became of each tag, by the HTML that stands in for a region.
        :raises OSError: if the output directory is not writable.
        """
        if not entries:
            self.remove()
            return []
        files = {
            manifest.FILE_NAME: manifest.dump(entries),
            manifest.NODELISTS_NAME: self._nodelists(entries, builder, regions),
            record.FILE_NAME: self._record(entries, fates),
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

    def _record(self, entries: Mapping[str, str], fates: Mapping[str, tuple[Fate, ...]]) -> bytes:
        # What no page uses now is as it was.
        texts = set(entries.values()).difference(map(canonical_form, fates))
        known = record.load(self._directory / record.FILE_NAME)
        kept = {html: known[html] for html in known if canonical_form(html) in texts}
        return record.dump({**kept, **fates})
