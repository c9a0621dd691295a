"""What a text is like as a part of a bundle.

Whether two texts may share one is for ``merge`` to say.
"""

from __future__ import annotations

from ..core.joinability import Joinability
from ..core.types import Kind


def joinability(text: str, kind: Kind) -> Joinability:
    """Return what must be known of *text* to join it with others."""
    if kind == "css":
        from ..css.joinability import css_joinability

        return css_joinability(text)
    from ..js.joinability import js_joinability

    return js_joinability(text)
