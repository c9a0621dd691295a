"""Scripts that hosts add to pages when they serve them, so that no build ever sees them."""

from __future__ import annotations

from typing import Final

#: The sheets and scripts by which those of Read the Docs tell one theme from another.
_OF_READ_THE_DOCS: Final = (
    *(
        f"link[href*='_static/{name}.css']"
        for name in """alabaster flask jinja click celery babel platter werkzeug styles/furo
        styles/sphinx-book-theme styles/pydata-sphinx-theme""".split()
    ),
    "link[href*='_static/sphinx_immaterial_theme']",
    "script[src*='_static/js/theme.js']",
    "script[src*='_static/js/petite-vue.js']",
)

#: By the name of a host: elements of scripts that look for what those of the host do.
INJECTED: Final = {
    "readthedocs": "<script type=module>/* Read the Docs */ document.querySelectorAll("
    f'"{", ".join(_OF_READ_THE_DOCS)}")</script>',
}
