"""Writes what lies beside the bundles: manifest, nodelists and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ..bundle.store import Store
from ..core.files import write_if_new
from ..page.region import Region
from ..page.versions import canonical_form
from . import decisions, manifest, nodelists
from .nodelists import MadeOf, Nodelists, nodelist_of

_FILES = (manifest.FILE_NAME, nodelists.FILE_NAME, decisions.FILE_NAME)


class ManifestWriter:
    """Writes the files beside the bundles of a store."""

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
        decided: decisions.Decisions,
        made_of: MadeOf,
    ) -> list[Path]:
        """Write the manifest with these *entries*; return the files that are new.

        :param builder: name of the builder that the pages are for.
        :param regions: those in use.  What is known already of the others is kept.
        :param decided: the decisions on the tags of these regions.
        :param made_of: what their bundles were made of.
        :raises OSError: if the output directory is not writable.
        """
        if not entries:
            self.remove()
            return []
        files = {
            manifest.FILE_NAME: manifest.dump(entries),
            nodelists.FILE_NAME: self._nodelists(entries, builder, regions, made_of),
            decisions.FILE_NAME: self._decisions(entries, decided),
        }
        return [
            self._directory / name
            for name, data in files.items()
            if write_if_new(self._directory / name, data, self._directory)
        ]

    def known_decisions(self) -> decisions.Decisions:
        """Return the decisions that an earlier build has written."""
        return decisions.load(self._directory / decisions.FILE_NAME)

    def write_decisions(self, decided: decisions.Decisions) -> list[Path]:
        """Write the decisions alone, and remove the rest; return the files that are new.

        :raises OSError: if the output directory is not writable.
        """
        self.remove(keeping=decisions.FILE_NAME)
        path = self._directory / decisions.FILE_NAME
        return [path] if write_if_new(path, decisions.dump(decided), self._directory) else []

    def remove(self, *, keeping: str = "") -> None:
        """Remove the files but one, and the directory if nothing else is in it."""
        for name in {*_FILES} - {keeping}:
            (self._directory / name).unlink(missing_ok=True)
        self._store.remove_empty()

    def _nodelists(
        self,
        entries: Mapping[str, str],
        builder: str,
        regions: Iterable[Region],
        made_of: MadeOf,
    ) -> bytes:
        before = nodelists.load(self._directory / nodelists.FILE_NAME)
        known = dict(before.by_hash)
        for region in regions:
            known[region.nodelist_hash] = nodelist_of(region)
        of_entries = {key: known[key] for key in entries if key in known}
        missing = {
            path: names
            for path, names in {**before.made_of.missing, **made_of.missing}.items()
            if any(path in html for html in entries.values())
        }
        return nodelists.dump(Nodelists(builder, of_entries, replace(made_of, missing=missing)))

    def _decisions(self, entries: Mapping[str, str], decided: decisions.Decisions) -> bytes:
        # For entries that no page uses now, the decisions are those of earlier builds.
        unused = set(entries.values()).difference(map(canonical_form, decided))
        known = decisions.load(self._directory / decisions.FILE_NAME)
        kept = {html: known[html] for html in known if canonical_form(html) in unused}
        return decisions.dump({**kept, **decided})
