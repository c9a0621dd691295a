"""Rules by which browsers fetch a page of the site while a reader's pointer rests on its link.

See https://developer.mozilla.org/docs/Web/API/Speculation_Rules_API.  Browsers that do not know
them take them for data.
"""

from __future__ import annotations

import json
import re
from typing import Final

_HEAD: Final = re.compile(r"<head(?=[\s>])[^>]*+>", re.IGNORECASE)

#: Links that Sphinx writes to other pages are relative.  A pattern for URLs would not do: in it,
#: `../*` means `//*`.
_OTHER_LINKS: Final = (
    *("[href^='#']", "[href^='/']", "[href*=':']"),
    # Files that are no pages, such as `_downloads/`.
    *("[href^='_']", "[href*='/_']", "[download]"),
    *("[target]", "[rel~=nofollow]", "[rel~=external]"),
)

_RULES: Final = json.dumps(
    {
        "prefetch": [
            {
                "where": {"selector_matches": f"a[href]:not({','.join(_OTHER_LINKS)})"},
                "eagerness": "moderate",
            }
        ]
    }
)


def with_rules(html: str) -> str:
    """Return a page with rules for its links to other pages of the site."""
    head = _HEAD.search(html)
    if head is None:
        return html
    script = f'<script type="speculationrules">{_RULES}</script>'
    return f"{html[: head.end()]}{script}{html[head.end() :]}"
