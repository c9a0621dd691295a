"""What the hashes of a manifest stand for, written down beside it.

A build needs none of it; it tells a person why the manifest has no entry for some region.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

from ..core.serialization import read_json_or
from ..page.region import Region
from ..page.versions import canonical_form
from .writing import readable_json

#: Name of the file, beside the manifest.
FILE_NAME = "nodelists.json"


@dataclass(frozen=True, slots=True)
class Nodelist:
    """What one hash of the manifest stands for."""

    #: Kind, mode and name, or what else distinguishes a region from others of the same text.
    marks: str
    #: In canonical form.
    text: str


def nodelist_of(region: Region) -> Nodelist:
    """Return what is hashed of a *region*, in a form that a person can read."""
    marks = f"{{% compress {region.kind} {region.mode} {region.name} %}}"
    if region.implicit:
        place = "at the end of the page" if region.late else "in the head of the page"
        of_what = "what announces " if region.mode == "preload" else ""
        marks = f"{of_what}an implicit region: {region.kind}, {place}"
    return Nodelist(marks, canonical_form(region.nodelist))


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What the bundles of a manifest were made of."""

    #: URL of each source from the site root → the beginning of its SHA-256.
    sources: Mapping[str, str] = field(default_factory=dict)
    #: URL of a source, and what of it is in its bundle as it was written, and why.
    comments: tuple[tuple[str, str], ...] = ()
    #: Path of a bundle → the names that nothing had when rules were left out of it.
    missing: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def edited(self, digest: Callable[[str], str | None]) -> list[str]:
        """Return the URLs of the sources that are not what they were.

        :param digest: returns the SHA-256 of a source as it is now.
        """
        return [url for url, known in self.sources.items() if short(digest(url)) != known]


def short(digest: str | None) -> str:
    """Return how much of a digest is written down: enough to notice an edit."""
    return (digest or "")[:16]


@dataclass(frozen=True, slots=True)
class Nodelists:
    """What is known of the regions that a manifest was made from."""

    #: Name of the builder that they were rendered for: static files depend on it.
    builder: str = ""
    by_hash: Mapping[str, Nodelist] = field(default_factory=dict)
    made_of: MadeOf = field(default_factory=MadeOf)


def dump(nodelists: Nodelists) -> bytes:
    """Return *nodelists* as they are written."""
    by_hash = {key: [each.marks, each.text] for key, each in nodelists.by_hash.items()}
    made_of = nodelists.made_of
    return readable_json(
        {
            "builder": nodelists.builder,
            "nodelists": by_hash,
            "sources": made_of.sources,
            "comments": made_of.comments,
            "missing": made_of.missing,
        }
    )


def load(path: Traversable) -> Nodelists:
    """Return the nodelists in the file *path*; none if there is no good one."""
    return read_json_or(Nodelists(), path, _read)


def _read(values: Mapping[str, Any]) -> Nodelists:
    by_hash = {
        str(key): Nodelist(str(marks), str(text))
        for key, (marks, text) in values["nodelists"].items()
    }
    # Earlier versions wrote nothing of what follows.
    sources = {str(url): str(digest) for url, digest in values.get("sources", {}).items()}
    comments = tuple((str(url), str(message)) for url, message in values.get("comments", ()))
    missing = {
        str(path): sorted(map(str, names)) for path, names in values.get("missing", {}).items()
    }
    return Nodelists(str(values["builder"]), by_hash, MadeOf(sources, comments, missing))
