"""Whether a text may leave its place for a bundle, and what may stand beside it there.

Whether two texts may share a bundle is for :mod:`~sphinx_compress.bundle.group` to say.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..core.decoding import is_utf8
from ..core.joinability import Joinability
from ..core.types import ROOT_MARKER, Kind
from ..css.custom_properties import borrows_urls, url_properties, used_properties, with_users
from ..css.tokens import UntokenizableError
from ..css.urls import has_relative_urls
from .parse import Element
from .placeholders import has_placeholder


class Kept(Exception):
    """An element is kept as it is, where it is; the message says why."""


def joinability(text: str, kind: Kind) -> Joinability:
    """Return what must be known of *text* to join it with others."""
    if kind == "css":
        from ..css.joinability import css_joinability

        return css_joinability(text)
    from ..js.joinability import js_joinability

    return js_joinability(text)


def why_tied_to_page(block: Element, kind: Kind) -> str:
    """Return why an inline block means something else on other pages; empty if it does not."""
    if kind == "css" and not block.foreign_type:
        if has_relative_urls(block.content):
            return "its relative URLs start from the page that it stands in"
    elif ROOT_MARKER in block.content:
        return "it holds a URL that depends on the page that it stands in"
    if has_placeholder(block.content, kind):
        return "a tool may put something into it when the site is deployed"
    return ""


def read_url_properties(css: str) -> frozenset[str]:
    """Return the custom properties of a sheet that hold a relative URL.

    :raises Kept: if the sheet cannot be split into tokens.
    """
    try:
        return url_properties(css)
    except UntokenizableError as error:
        raise Kept(f"it cannot be read: {error}") from error


def why_tied_to_directory(css: str, properties: Collection[str], *, is_rebased: bool) -> str:
    """Return why the URLs of a sheet would break in another directory; empty if they would not.

    :param properties: what :func:`read_url_properties` returns for it.
    :param is_rebased: whether a filter rewrites its URLs.
    """
    if properties:
        return "a custom property of it holds a URL, relative to whatever sheet uses it"
    if borrows_urls(css):
        return "a string that a custom property holds may become a URL of it"
    if not is_rebased and has_relative_urls(css):
        return "its URLs are relative, and the filter urls is not in use"
    return ""


def why_tied_to_encoding(found: Joinability, encodings: Collection[str]) -> str:
    """Return why a sheet must keep its encoding; empty if it need not.

    A bundle is in UTF-8.  Browsers take an imported file that does not name its encoding to
    have that of the sheet which imports it.

    :param encodings: that of the sheet, and that of the pages.
    """
    if found.first_because and not all(map(is_utf8, encodings)):
        return "what it imports may be taken to be in its encoding"
    return ""


#: Why a sheet is kept that :func:`uses_url_property` finds.
USES_URL_PROPERTY = (
    "it asks for a custom property that holds a URL, which would lead elsewhere from there"
)


def uses_url_property(sheets: Sequence[str], properties: Collection[str]) -> list[bool]:
    """Return for each sheet whether it takes a URL from a custom property.

    Browsers resolve such a URL against the sheet that uses the property.

    :param properties: those that hold a URL in any sheet of the region.
    """
    used = [used_properties(css) for css in sheets]
    holding = with_users(properties, used)
    return [not holding.isdisjoint(frozenset().union(*names.values())) for names in used]
