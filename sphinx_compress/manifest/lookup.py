"""Offline: regions are looked up in manifests, and nothing else is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ..bundle.chunking import NOTHING_KNOWN, Chunking
from ..bundle.deferred import deferred_end
from ..bundle.result import Decision, Result
from ..bundle.store import Bundle, Store, name_bundle
from ..core.errors import OfflineGenerationError
from ..core.types import ROOT_MARKER
from ..core.wording import count
from ..page.region import Region
from ..page.versions import canonical_form, with_versions
from . import decisions
from .manifest import FILE_NAME, Layer, Nodelist, nodelist_of


class Layers:
    """The manifests of a build; the first that has a region has the say.

    :param own: that of this very project, which knows every region.
    :param of_themes: those that come with themes.  They know what the templates of a theme
        mark, and that alone: another project's files may have the same names.
    """

    def __init__(self, store: Store, own: Layer | None, of_themes: Sequence[Layer]) -> None:
        self.store = store
        self.own = own
        self._of_themes = of_themes
        #: Path → bundle, and its contents.
        self._read: dict[str, tuple[Bundle, bytes]] = {}

    def __iter__(self) -> Iterator[Layer]:
        yield from filter(None, (self.own, *self._of_themes))

    def find(self, region: Region) -> Result | None:
        """Return what stands in for *region*, with all its bundles in the store.

        :raises OSError: if the output directory is not writable.
        """
        key = region.nodelist_hash
        layer = self._layer_of(region, key)
        if layer is None:
            return None
        html = layer.entries[key]
        bundles = tuple(self._copied(layer, path) for path in layer.referred(html))
        return Result(with_versions(html, region.nodelist), bundles=bundles)

    def decisions_of(self, region: Region) -> tuple[Decision, ...]:
        """Return what became of each tag of a region, if it is known."""
        key = region.nodelist_hash
        layer = self._layer_of(region, key)
        return self._records[layer.directory].get(layer.entries[key], ()) if layer else ()

    @property
    def nodelists(self) -> dict[str, Nodelist]:
        """What the hashes stand for, as far as it is known."""
        known: dict[str, Nodelist] = {}
        for layer in reversed(list(self)):
            by_hash = layer.nodelists.by_hash
            known |= {key: by_hash[key] for key in layer.entries if key in by_hash}
        return known

    def _layer_of(self, region: Region, key: str) -> Layer | None:
        layers = [self.own] if region.implicit else self
        return next((layer for layer in layers if layer and key in layer.entries), None)

    def _copied(self, layer: Layer, path: str) -> Bundle:
        if path not in self._read:
            data = layer.read(path)
            kind, _, name = path.partition("/")
            self._read[path] = name_bundle(kind, name.rsplit(".", 2)[0], data), data
        bundle, data = self._read[path]
        self.store.write(bundle, data)
        return bundle

    @cached_property
    def _records(self) -> dict[object, decisions.Record]:
        return {
            layer.directory: {
                canonical_form(html): decided
                for html, decided in decisions.load(layer.directory / decisions.FILE_NAME).items()
            }
            for layer in self
        }


class Offline:
    """Looks up regions, in the place of a :class:`~sphinx_compress.bundle.compressor.Compressor`.

    :param output_dir: where the bundles are, below ``_static/``.
    :param command: what makes the project's own manifest.
    """

    def __init__(self, layers: Layers, output_dir: str, command: str) -> None:
        self._layers = layers
        self._output_dir = output_dir
        self._command = command

    def compress(self, region: Region, chunking: Chunking = NOTHING_KNOWN) -> Result | None:
        """Return what stands in for *region*.

        :param chunking: not needed, since the manifest has each implicit region as a whole.
        :return: ``None`` for an implicit region if the project has no manifest, or if the region
            has no static file, so that its URLs may differ from page to page: the tags stay as
            they are.
        :raises OfflineGenerationError: if no manifest has the region.
        :raises OSError: if the output directory is not writable.
        """
        if region.mode == "delay":
            return deferred_end(self._layers.store, self._output_dir)
        result = self._layers.find(region)
        if result is None and not (
            region.implicit and (self._layers.own is None or ROOT_MARKER not in region.nodelist)
        ):
            raise OfflineGenerationError(self._miss(region))
        return result

    def _miss(self, region: Region) -> str:
        # An offline build that goes well needs none of this.
        from .nearest import difference, indented, lines_of, nearest

        wanted = nodelist_of(region)
        lines = ["the offline manifest has no entry for a region"]
        for layer in self._layers:
            entries = count(len(layer.entries), "entry", "entries")
            lines.append(f"  manifest: {layer.directory / FILE_NAME} ({entries})")
        lines += [f"  hash: {region.nodelist_hash}", "  nodelist:", indented(lines_of(wanted))]
        known = self._layers.nodelists
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
                "  If templates, extensions and options are what they should be, make the manifest"
                " anew:",
                indented([self._command]),
            ]
        )
