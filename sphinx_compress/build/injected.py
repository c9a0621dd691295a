"""Scripts that hosts add to pages when they serve them, so that no build ever sees them.

They count the scripts with some file in the head of a page, and do nothing else with them.
For the style sheets that they count, see :mod:`~sphinx_compress.bundle.stand_ins`.
"""

from __future__ import annotations

from typing import Final

#: By the name of a host: parts of the addresses of scripts that it counts.
COUNTED: Final = {"readthedocs": ("_static/js/theme.js", "_static/js/petite-vue.js")}

_SELECTORS: Final = {
    host: ", ".join(f"script[src*='{part}']" for part in parts) for host, parts in COUNTED.items()
}

#: By the name of a host: elements of scripts that look for what those of the host do.
INJECTED: Final = {
    "readthedocs": "<script type=module>/* Read the Docs */ document.querySelectorAll("
    f'"{_SELECTORS["readthedocs"]}")</script>',
}
