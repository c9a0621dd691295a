"""Looks regions up in manifests, which is all that an offline build does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable

from ..bundle.chunking import NOTHING_KNOWN, Chunking
from ..bundle.result import NO_PRECOMPILER, Decision, Result
from ..bundle.store import Bundle, Store, companions_in, name_bundle
from ..core.errors import OfflineGenerationError
from ..core.types import ROOT_MARKER, Problem
from ..core.wording import count
from ..page.region import Region
from ..page.versions import canonical_form, with_versions
from . import decisions
from .manifest import FILE_NAME, Manifest
from .nodelists import Nodelist, nodelist_of


class Manifests:
    """The manifests of a build.  Of several that have a region, the first counts.

    :param own: the project's own manifest, which comes first and has every region.
    :param of_themes: those that come with themes.  They have only what templates of a theme
        mark, since files of two projects may have the same names.
    """

    def __init__(self, store: Store, own: Manifest | None, of_themes: Sequence[Manifest]) -> None:
        self.store = store
        self.own = own
        self._of_themes = of_themes
        #: Path → bundle, and its contents.
        self._bundles: dict[str, tuple[Bundle, bytes]] = {}

    def __iter__(self) -> Iterator[Manifest]:
        yield from filter(None, (self.own, *self._of_themes))

    def find(self, region: Region) -> Result | None:
        """Return what stands in for *region*, with all its bundles in the store.

        :raises OSError: if the output directory is not writable.
        """
        key = region.nodelist_hash
        manifest = self._manifest_with(region, key)
        if manifest is None:
            return None
        html = manifest.entries[key]
        bundles = tuple(self._copied(manifest, path) for path in manifest.referred(html))
        # No other tags need a type.
        problems = tuple(self._without_compiler(region)) if "type=" in html else ()
        return Result(with_versions(html, region.nodelist), bundles=bundles, problems=problems)

    def decisions_of(self, region: Region) -> tuple[Decision, ...]:
        """Return what became of each tag of a region, if it is known."""
        key = region.nodelist_hash
        manifest = self._manifest_with(region, key)
        if manifest is None:
            return ()
        return self._decisions[manifest.directory].get(manifest.entries[key], ())

    def _without_compiler(self, region: Region) -> Iterator[Problem]:
        """Yield the problem of each element that browsers ignore."""
        for decision in () if region.implicit else self.decisions_of(region):
            if decision.reason.endswith(NO_PRECOMPILER):
                yield Problem(
                    "precompiler",
                    f"browsers ignore it: {decision.reason}, or had none when the offline manifest"
                    " was made; name one in compress_precompilers, and make the manifest anew",
                    decision.tag,
                )

    @property
    def nodelists(self) -> dict[str, Nodelist]:
        """What the hashes stand for, as far as it is known."""
        known: dict[str, Nodelist] = {}
        for manifest in reversed(list(self)):
            by_hash = manifest.nodelists.by_hash
            known |= {key: by_hash[key] for key in manifest.entries if key in by_hash}
        return known

    def _manifest_with(self, region: Region, key: str) -> Manifest | None:
        manifests = [self.own] if region.implicit else self
        return next((each for each in manifests if each and key in each.entries), None)

    def _copied(self, manifest: Manifest, path: str) -> Bundle:
        """Return a bundle that the store has now, too."""
        if path not in self._bundles:
            data = manifest.read(path)
            kind, _, name = path.partition("/")
            self._bundles[path] = name_bundle(kind, name.rsplit(".", 2)[0], data), data
        bundle, data = self._bundles[path]
        for companion in companions_in(path, data):
            self._copied(manifest, companion)
        self.store.write(bundle, data)
        return bundle

    @cached_property
    def _decisions(self) -> dict[object, decisions.Decisions]:
        """Directory of a manifest → canonical form of HTML → decisions."""
        return {each.directory: _load_decisions(each.directory) for each in self}


def _load_decisions(directory: Traversable) -> decisions.Decisions:
    known = decisions.load(directory / decisions.FILE_NAME)
    return {canonical_form(html): decided for html, decided in known.items()}


class ManifestLookup:
    """Looks regions up, in place of a :class:`~sphinx_compress.bundle.compressor.Compressor`.

    :param output_dir: where the bundles are, below ``_static/``.
    :param command: the command that makes the project's own manifest.
    """

    def __init__(self, manifests: Manifests, output_dir: str, command: str) -> None:
        self._manifests = manifests
        self._output_dir = output_dir
        self._command = command

    def compress(self, region: Region, chunking: Chunking = NOTHING_KNOWN) -> Result | None:
        """Return what stands in for *region*.

        :param chunking: not needed, since the manifest has each implicit region as a whole.
        :return: ``None`` for an implicit region whose tags are kept as they are: the project has
            no manifest, or the region has no static file, so that URLs in it may differ from
            page to page.
        :raises OfflineGenerationError: if no manifest has the region.
        :raises OSError: if the output directory is not writable.
        """
        result = self._manifests.find(region)
        if result is None and not (
            region.implicit and (self._manifests.own is None or ROOT_MARKER not in region.nodelist)
        ):
            raise OfflineGenerationError(self._miss(region))
        return result

    def _miss(self, region: Region) -> str:
        # An offline build that goes well needs none of this.
        from .nearest import difference, indented, lines_of, nearest

        wanted = nodelist_of(region)
        lines = ["the offline manifest has no entry for a region"]
        for manifest in self._manifests:
            entries = count(len(manifest.entries), "entry", "entries")
            lines.append(f"  manifest: {manifest.directory / FILE_NAME} ({entries})")
        lines += [f"  hash: {region.nodelist_hash}", "  nodelist:", indented(lines_of(wanted))]
        known = self._manifests.nodelists
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
