"""Elements that stand in for bundled tags by which a host's scripts tell themes from each other.

Such scripts count the links with some file, and do nothing else with them.  A stand-in has the
same address, and asks browsers for no more than to look up the host, which they have done already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from html import escape
from typing import Final

from ..page.markup import attributes_of
from ..page.patterns import find_elements
from ..page.region import Region
from .result import Result

#: By the name of a host: parts of the addresses of links that its scripts count.
COUNTED: Final = {
    "readthedocs": (
        *(
            f"_static/{name}.css"
            for name in """alabaster flask jinja click celery babel platter werkzeug styles/furo
            styles/sphinx-book-theme styles/pydata-sphinx-theme""".split()
        ),
        "_static/sphinx_immaterial_theme",
    )
}


def with_stand_ins(result: Result, region: Region, host: str) -> Result:
    """Return *result*, that of a *region*, with a link for each one in it that a *host* counts.

    Those that are still there need none.
    """
    parts = COUNTED.get(host, ())
    there = list(_counted(result.html, parts))
    missing = []
    # Behind links that announce files stand, in such a region, the tags of these.
    only = "preload" if region.mode == "preload" else ""
    for url in _counted(region.nodelist, parts, only):
        if url in there:
            there.remove(url)
        else:
            missing.append(f'<link rel="dns-prefetch" href="{escape(url)}" />')
    return replace(result, html="".join([*missing, result.html])) if missing else result


def _counted(html: str, parts: Collection[str], only: str = "") -> Iterator[str]:
    """Yield the addresses, without queries, of links that are counted.

    :param only: what these must be for, if any are not meant.
    """
    if not any(part in html for part in parts):
        return
    for element in find_elements(html):
        if element.name == "link" and not element.is_hidden:
            attributes = attributes_of(html[element.start : element.end])
            url = attributes.get("href", "").partition("?")[0]
            if only in attributes.get("rel", "").lower() and any(part in url for part in parts):
                yield url
