"""The end of the stretch of scripts that wait for the style sheets of a page."""

from __future__ import annotations

from ..page.defer_code import CODE, REGION, SHIM
from .elements import bundle_url
from .result import Decision, Result
from .store import Store, name_bundle

_DECISION = Decision("<noscript>", reason="the scripts in it wait until the style sheets are there")


def deferred_end(store: Store, output_dir: str) -> Result:
    """Return what closes the stretch; the file of the script in it is in the store then.

    It is the same for all pages and sites.

    :raises OSError: if the output directory is not writable.
    """
    data = SHIM.encode()
    bundle = name_bundle("js", REGION.name, data)
    store.write(bundle, data)
    html = (
        f"</noscript><!--compress--><script>{CODE}</script>"
        '<svg display="none" width="0" height="0"><noscript>'
        f'<script href="{bundle_url(output_dir, bundle.path)}">//--></script></noscript></svg>'
        "<!--compress-->"
    )
    return Result(html, bundles=(bundle,), decisions=(_DECISION,))
