"""What stood in a page in place of a region: the elements that its author wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from ...bundle.result import Decision, tag_label
from ...core.types import ROOT_MARKER, STATIC, Kind
from ...manifest import decisions, manifest, nodelists
from ...page.pieces import elements_of
from ...page.versions import canonical_form

#: Name of an element, and its attributes, with marked URLs.
Original = tuple[str, Mapping[str, str]]


class Originals:
    """Knows what each region was made from.

    :param directory: of the manifest and what lies beside it.
    :param known: marked HTML → decisions on its tags.
    """

    def __init__(self, directory: Path, known: decisions.Decisions) -> None:
        self._known = known
        self._nodelists: defaultdict[str, list[str]] = defaultdict(list)
        by_hash = nodelists.load(directory / nodelists.FILE_NAME).by_hash
        for key, html in sorted(manifest.load(directory / manifest.FILE_NAME).items()):
            if key in by_hash:
                self._nodelists[html].append(by_hash[key].text)
        self._found: dict[str, tuple[Original, ...]] = {}

    def of(self, html: str) -> tuple[Original, ...]:
        """Return the elements in place of which the page has the marked *html*."""
        if html not in self._found:
            self._found[html] = tuple(self._elements(html, self._known[html]))
        return self._found[html]

    def _elements(self, html: str, decided: Collection[Decision]) -> Iterable[Original]:
        # A page does not load fonts itself.
        tags = [decision.tag for decision in decided if not decision.is_font]
        for nodelist in self._nodelists[canonical_form(html)]:
            pieces = elements_of(nodelist)
            if [tag_label(piece.text) for piece in pieces] == tags:
                return [(piece.name, piece.attributes) for piece in pieces]
        # What themes ship comes without its nodelists.
        return [_plain(tag) for tag in tags if not tag.startswith("<")]


def _plain(url: str) -> Original:
    kind: Kind = "js" if url.partition("?")[0].endswith((".js", ".mjs")) else "css"
    # The label of a static file is its URL from the site root.
    url = f"{ROOT_MARKER}{url}" if url.startswith(STATIC) else url
    if kind == "js":
        return "script", {"src": url}
    return "link", {"rel": "stylesheet", "href": url}
