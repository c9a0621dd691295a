"""How pages refer to bundles: beside the files of the site, or on another server.

What a region became is kept without any of this, so that caches and manifests know nothing of
servers.  A page gets it when its HTML is written:

.. code-block:: html

   <link rel="stylesheet" href="BASE_static/compress/css/output.0123456789ab.css"
    integrity="sha384-…" crossorigin="anonymous" />
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..core.types import ROOT_MARKER, STATIC
from .markup import attributes_of
from .region import unmark

#: The attribute with which a browser asks another server as it must for fonts, modules, and files
#: with ``integrity``.  Without it, scripts of the page could not read the rules of a sheet, nor
#: learn what went wrong in a script.
_CORS = ' crossorigin="anonymous"'

#: A tag that names a file of some server.
_TAG = re.compile(r'<(?:link|script)\s[^>]*?="https?://[^>]*+>')

_NAME = r"(?:css|js|fonts)/[\w.-]+\.[0-9a-f]{12}\.(?:css|js|woff2)"


@dataclass(frozen=True, slots=True)
class BundleLinks:
    """Writes the URLs of bundles into the HTML of pages.

    Without a base URL, bundles are served with the site.
    """

    #: Where the bundles are, below ``_static/``.
    output_dir: str = ""
    #: URL of the copy of the site that bundles are loaded from; it ends in a slash.
    base_url: str = ""
    #: Name of the hash of the attributes ``integrity``; empty for none.
    algorithm: str = ""
    #: The directory of the store.
    directory: Path = Path()
    #: Path of a bundle → its attribute.
    _known: dict[str, str] = field(default_factory=dict, compare=False)

    def write(self, html: str, prefix: str) -> str:
        """Return marked *html* as a page with this site root prefix has it."""
        if self.base_url:
            pattern = rf'(?<==")({re.escape(f"{ROOT_MARKER}{STATIC}{self.output_dir}/")})({_NAME})"'
            html = re.sub(pattern, partial(self._moved, html), html)
        return unmark(html, prefix)

    def url(self, path: str) -> str:
        """Return the URL of a bundle on the other server; empty if there is none."""
        return f"{self.base_url}{STATIC}{self.output_dir}/{path}" if self.base_url else ""

    def integrity(self, path: str) -> str:
        """Return the value of the attribute ``integrity`` for a bundle; empty for none."""
        # Fonts are announced without it, since nothing else that loads them can have it.
        if not self.algorithm or path.startswith("fonts/"):
            return ""
        if path not in self._known:
            try:
                data = (self.directory / path).read_bytes()
            except OSError:
                # An older page may name a bundle that is gone.
                return ""
            digest = hashlib.new(self.algorithm, data).digest()
            self._known[path] = f"{self.algorithm}-{base64.b64encode(digest).decode()}"
        return self._known[path]

    def _moved(self, html: str, found: re.Match[str]) -> str:
        tag = html[html.rfind("<", 0, found.start()) : html.find(">", found.end()) + 1]
        attributes = attributes_of(tag)
        integrity = self.integrity(found[2])
        signed = f' integrity="{integrity}"' if integrity and "integrity" not in attributes else ""
        cors = "" if "crossorigin" in attributes else _CORS
        return f'{self.url(found[2])}"{signed}{cors}'


#: For sites whose bundles are served with them.
WITH_THE_SITE = BundleLinks()


def path_elsewhere(url: str, bundles: str) -> str:
    """Return the path from the site root of a bundle that another server has; empty for all else.

    :param url: as a page has it.
    :param bundles: the directory of the bundles, seen from the site root.
    """
    found = re.fullmatch(rf"https?://[^?#]*?/({re.escape(bundles)}/{_NAME})", url.strip())
    return found[1] if found else ""


def with_the_site(html: str, bundles: str, prefix: str) -> str:
    """Return a page as it would be if its bundles were served with the site.

    :param bundles: the directory of the bundles, seen from the site root.
    :param prefix: what the page writes before ``_static/``.
    """
    if "://" not in html:
        return html
    pattern = (
        rf'(?<==")https?://[^"\s<>]*?/({re.escape(bundles)}/{_NAME}")'
        rf'(?: integrity="[^"]*")?(?:{_CORS})?'
    )

    def moved(tag: re.Match[str]) -> str:
        # A page for errors may have whole addresses of its own site.
        if "crossorigin" not in tag[0]:
            return tag[0]
        return re.sub(pattern, lambda found: prefix + found[1], tag[0])

    return _TAG.sub(moved, html)
