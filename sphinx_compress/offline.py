"""Offline: regions are looked up in manifests, and nothing else is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from . import record
from .exceptions import OfflineGenerationError
from .manifest import Layer, Nodelist, nodelist_of
from .pages import Index
from .region import Region, canonical_form, with_versions
from .result import Fate, Result
from .store import Bundle, Store, name_bundle


class Offline:
    """Looks up regions; takes the place of a :class:`~sphinx_compress.compressor.Compressor`.

    :param layers: the manifests; the first that has a region has the say.
    :param has_own: whether the first of them was made from this very project, and not only
        from that of its theme, so that it must know every region.
    :param command: what makes the manifest anew.
    """

    def __init__(
        self,
        store: Store,
        output_dir: str,
        layers: Sequence[Layer],
        *,
        has_own: bool,
        command: str,
    ) -> None:
        self.store = store
        self.output_dir = output_dir
        self.layers = layers
        self.has_own = has_own
        self._command = command

    def compress(self, region: Region) -> Result | None:
        """Return what stands in for *region*, with all its bundles in the store.

        :return: ``None`` for an implicit region that only the project's own manifest could know,
            where there is none: its tags stay as they are.
        :raises OfflineGenerationError: if no manifest has the region.
        :raises OSError: if the output directory is not writable.
        """
        key = region.nodelist_hash
        for layer in self.layers:
            html = layer.entries.get(key)
            if html is not None:
                bundles = tuple(self._copied(layer, path) for path in layer.referred(html))
                return Result(with_versions(html, region.nodelist), bundles=bundles)
        if region.implicit and not self.has_own:
            return None
        raise OfflineGenerationError(self._miss(region, key))

    def _copied(self, layer: Layer, path: str) -> Bundle:
        known = self._known.get(path)
        if known is None:
            data = layer.read(path)
            kind, _, name = path.partition("/")
            bundle = name_bundle(kind, name.rsplit(".", 2)[0], data)
            known = self._known[path] = bundle, data
        bundle, data = known
        self.store.write(bundle, data)
        return bundle

    @cached_property
    def _known(self) -> dict[str, tuple[Bundle, bytes]]:
        return {}

    @property
    def nodelists(self) -> dict[str, Nodelist]:
        """What the manifests' hashes stand for, as far as it is known."""
        known: dict[str, Nodelist] = {}
        for layer in reversed(self.layers):
            known |= layer.nodelists
        return known

    def _miss(self, region: Region, key: str) -> str:
        # An offline build that goes well needs none of this.
        from .nearest import difference, indented, lines_of, nearest

        wanted = nodelist_of(region)
        lines = ["the offline manifest has no entry for a region"]
        for layer in self.layers:
            count = len(layer.entries)
            entries = "1 entry" if count == 1 else f"{count} entries"
            lines.append(f"  manifest: {layer.directory} ({entries})")
        lines += [f"  hash: {key}", "  nodelist:", indented(lines_of(wanted))]
        known: Mapping[str, Nodelist] = self.nodelists
        other = nearest(wanted, known)
        if other is None:
            lines.append("  nothing is known of the nodelists in the manifest")
        else:
            lines += [
                f"  the nearest entry, {other}, differs (- manifest, + page):",
                indented(list(difference(known[other], wanted))),
            ]
        return "\n".join(
            [
                *lines,
                "  If templates, extensions or options are what they should be, make the manifest"
                " anew:",
                indented([self._command]),
            ]
        )


class Revisited:
    """A :class:`~sphinx_compress.reconcile.Revision` that looks each region up again.

    :param kept: see there.
    """

    def __init__(self, offline: Offline, kept: Mapping[str, str]) -> None:
        self._offline = offline
        self.kept = kept
        self.store = offline.store
        self.output_dir = offline.output_dir

    def prepare(self, index: Index) -> None:
        """Do nothing: what there is to know of the pages is in the manifest."""

    def compress(self, region: Region) -> Result | None:
        """Return what is to stand in for *region*, and what became of its tags."""
        result = self._offline.compress(region)
        return result and replace(result, fates=self._fates(region))

    def _fates(self, region: Region) -> tuple[Fate, ...]:
        """Return what became of each tag of a region that a manifest has, if it is known."""
        key = region.nodelist_hash
        for layer, known in zip(self._offline.layers, self._records, strict=True):
            if key in layer.entries:
                return known.get(layer.entries[key], ())
        return ()

    @cached_property
    def _records(self) -> list[record.Record]:
        return [
            {
                canonical_form(html): fates
                for html, fates in record.load(layer.directory / record.FILE_NAME).items()
            }
            for layer in self._offline.layers
        ]
