"""The offline manifest: nodelist hash → the HTML that stands in for the region."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cached_property
from importlib.resources.abc import Traversable

from ..bundle.store import HASH_DIGITS, companions_in
from ..core.errors import ManifestError
from ..core.serialization import DamagedError, read_json
from ..core.types import ROOT_MARKER, STATIC
from . import nodelists
from .writing import readable_json

#: Name of the manifest in the output directory of the bundles.
FILE_NAME = "manifest.json"


def dump(entries: Mapping[str, str]) -> bytes:
    """Return the manifest with these *entries*, as it is written."""
    return readable_json(entries)


def load(path: Traversable) -> dict[str, str]:
    """Return the entries of the manifest at *path*; none if there is no good one."""
    try:
        return read_entries(path)
    except ManifestError:
        return {}


def bundle_reference(output_dir: str) -> re.Pattern[str]:
    """Return a pattern for references to bundles below *output_dir*; its group is the path."""
    return re.compile(rf"{re.escape(f'{STATIC}{output_dir}/')}((?:css|js)/[\w.-]+)")


class Manifest:
    """A manifest that builds are made from, with the bundles that it refers to beside it.

    :param directory: where all of it lies, be it in a package.
    :param output_dir: where the bundles of the site are, below ``_static/``.
    :raises ManifestError: if the manifest or one of the bundles is not as it should be.
    """

    def __init__(self, directory: Traversable, output_dir: str) -> None:
        self.directory = directory
        self.entries: dict[str, str] = read_entries(directory / FILE_NAME)
        self._reference = bundle_reference(output_dir)
        self._check_output_dir(output_dir)
        for path in sorted(
            {path for html in self.entries.values() for path in self.referred(html)}
        ):
            for companion in companions_in(path, self.read(path)):
                self.read(companion)

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
    def nodelists(self) -> nodelists.Nodelists:
        """What is known of the entries; it may be less than all."""
        return nodelists.load(self.directory / nodelists.FILE_NAME)

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

    def check_rules(self, *, drops: bool) -> None:
        """Make sure that it is known which rules the bundles have, if some have not all.

        :param drops: whether rules may be left out.
        :raises ManifestError: if not.
        """
        if self.nodelists.made_of.missing and not drops:
            raise ManifestError(
                f'{self.directory / FILE_NAME} was made with compress_unused_css = "drop", so that'
                " its style sheets lack rules that no page used; this build has another value"
            )
        if drops and not self.nodelists.builder:
            raise ManifestError(
                f'compress_unused_css is "drop", and {self.directory / nodelists.FILE_NAME} cannot'
                " be read, which says what the style sheets lack"
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


def read_entries(path: Traversable) -> dict[str, str]:
    """Return the entries of the manifest at *path*.

    :raises ManifestError: if there is no good one.
    """
    try:
        entries = read_json(path.read_bytes(), lambda value: value, "JSON")
    except FileNotFoundError as error:
        raise ManifestError(f"there is no {path}") from error
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror or error}") from error
    except DamagedError as error:
        raise ManifestError(f"{path} cannot be read: {error}") from error
    if not isinstance(entries, dict) or not all(isinstance(v, str) for v in entries.values()):
        raise ManifestError(f"{path} is not a dictionary of strings")
    return entries
