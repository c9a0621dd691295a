"""What the hashes of a manifest stand for, written down beside it.

A build needs none of it; it tells a person why the manifest has no entry for some region.
"""

from __future__ import annotations

from collections.abc import Mapping
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
class Nodelists:
    """What is known of the regions that a manifest was made from."""

    #: Name of the builder that they were rendered for: static files depend on it.
    builder: str = ""
    by_hash: Mapping[str, Nodelist] = field(default_factory=dict)


def dump(nodelists: Nodelists) -> bytes:
    """Return *nodelists* as they are written."""
    by_hash = {key: [each.marks, each.text] for key, each in nodelists.by_hash.items()}
    return readable_json({"builder": nodelists.builder, "nodelists": by_hash})


def load(path: Traversable) -> Nodelists:
    """Return the nodelists in the file *path*; none if there is no good one."""
    return read_json_or(Nodelists(), path, _read)


def _read(values: Mapping[str, Any]) -> Nodelists:
    by_hash = {
        str(key): Nodelist(str(marks), str(text))
        for key, (marks, text) in values["nodelists"].items()
    }
    return Nodelists(str(values["builder"]), by_hash)
