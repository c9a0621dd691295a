"""The offline manifest: nodelist hash → the HTML that stands in for the region.

Beside it lies what the nodelists were, for whoever wants to know why one is not in it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

from ..bundle.store import HASH_DIGITS
from ..core.errors import ManifestError
from ..core.types import ROOT_MARKER, STATIC
from ..page.region import Region
from ..page.versions import canonical_form

#: Name of the manifest in the output directory of the bundles.
FILE_NAME = "manifest.json"

#: Name of the file beside it that holds the nodelists.
NODELISTS_NAME = "nodelists.json"


def dump(entries: Mapping[str, str]) -> bytes:
    """Return the manifest with these *entries*: no times, no paths, sorted."""
    return _as_json(entries)


def load(path: Traversable) -> dict[str, str]:
    """Return the entries of the manifest at *path*; none if there is no good one."""
    try:
        return _entries(path)
    except ManifestError:
        return {}


@dataclass(frozen=True, slots=True)
class Nodelist:
    """What a hash of the manifest stands for."""

    #: Kind, mode and name; what else distinguishes a region from others of the same text.
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

    #: Name of the builder that they were rendered for: it makes a difference to static files.
    builder: str = ""
    by_hash: Mapping[str, Nodelist] = field(default_factory=dict)


def dump_nodelists(nodelists: Nodelists) -> bytes:
    """Return *nodelists* as they are written."""
    by_hash = {key: [each.marks, each.text] for key, each in nodelists.by_hash.items()}
    return _as_json({"builder": nodelists.builder, "nodelists": by_hash})


def load_nodelists(path: Traversable) -> Nodelists:
    """Return the nodelists in the file *path*; none if there is no good one."""
    try:
        values = json.loads(path.read_bytes())
        by_hash = {
            str(key): Nodelist(str(marks), str(text))
            for key, (marks, text) in values["nodelists"].items()
        }
        return Nodelists(str(values["builder"]), by_hash)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Nodelists()


def bundle_reference(output_dir: str) -> re.Pattern[str]:
    """Return what finds the paths of bundles, below *output_dir*, that a text refers to."""
    return re.compile(rf"{re.escape(f'{STATIC}{output_dir}/')}((?:css|js)/[\w.-]+)")


class Layer:
    """A manifest that builds are made from, with the bundles it refers to beside it.

    :param directory: where all of it lies, be it in a package.
    :param output_dir: where the bundles of the site are, below ``_static/``.
    :raises ManifestError: if the manifest or one of the bundles is not as it should be.
    """

    def __init__(self, directory: Traversable, output_dir: str) -> None:
        self.directory = directory
        self.entries = _entries(directory / FILE_NAME)
        self._reference = bundle_reference(output_dir)
        self._check_output_dir(output_dir)
        for path in sorted(
            {path for html in self.entries.values() for path in self.referred(html)}
        ):
            self.read(path)

    def referred(self, html: str) -> list[str]:
        """Return the paths of the bundles that *html* refers to."""
        return self._reference.findall(html)

    def read(self, path: str) -> bytes:
        """Return the contents of the bundle *path*.

        :raises ManifestError: if it is not there, or has other bytes than its name promises.
        """
        try:
            data = self.directory.joinpath(*path.split("/")).read_bytes()
        except OSError as error:
            raise ManifestError(
                f"{self.directory / FILE_NAME} refers to {path}, which cannot be read beside it:"
                f" {error.strerror or error}"
            ) from error
        if path.split(".")[-2:-1] != [hashlib.sha256(data).hexdigest()[:HASH_DIGITS]]:
            raise ManifestError(
                f"{self.directory / path} does not have the bytes that its name promises: it was"
                " changed, or is not whole"
            )
        return data

    @cached_property
    def nodelists(self) -> Nodelists:
        """What is known of the entries; it may be less than all."""
        return load_nodelists(self.directory / NODELISTS_NAME)

    def check_builder(self, builder: str) -> None:
        """Make sure that the manifest was made for this *builder*, as far as it is known.

        :raises ManifestError: if not.
        """
        made_for = self.nodelists.builder
        if made_for not in {"", builder}:
            raise ManifestError(
                f"{self.directory / FILE_NAME} was made for the builder {made_for}, whose scripts"
                f" are not those of {builder}; compress_builder says which it is made for"
            )

    def _check_output_dir(self, output_dir: str) -> None:
        for html in self.entries.values():
            for other, path in _ANY_BUNDLE.findall(html):
                if other != output_dir and self.directory.joinpath(*path.split("/")).is_file():
                    raise ManifestError(
                        f"{self.directory / FILE_NAME} was made with compress_output_dir ="
                        f" {other!r}, and here it is {output_dir!r}: URLs within the bundles would"
                        " lead astray"
                    )


_ANY_BUNDLE = re.compile(
    rf"{re.escape(ROOT_MARKER + STATIC)}([\w./-]+?)"
    rf"/((?:css|js)/[\w.-]+\.[0-9a-f]{{{HASH_DIGITS}}}\.(?:css|js))(?=[\s\"'>])"
)


def _entries(path: Traversable) -> dict[str, str]:
    try:
        entries = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise ManifestError(f"there is no {path}") from error
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"{path} is not JSON: {error}") from error
    if not isinstance(entries, dict) or not all(isinstance(v, str) for v in entries.values()):
        raise ManifestError(f"{path} is not a dictionary of strings")
    return entries


def _as_json(entries: Mapping[str, Any]) -> bytes:
    text = json.dumps(entries, indent=1, sort_keys=True, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"
