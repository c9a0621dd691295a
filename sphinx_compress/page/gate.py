"""What a page has in place of a style sheet that is split, and the gate at its end.

In the head, the *critical part* of a sheet stands before its *rest*, which does not apply yet and
so blocks nothing.  The rest is the whole sheet, or what of it must come behind the critical part:

.. code-block:: html

   <link rel="stylesheet" href="CRITICAL" />
   <noscript data-compress-whole=""><link rel="stylesheet" href="REST" /></noscript>
   <link rel="stylesheet" media="print" data-compress-late="" href="REST" />

Where a script fetches icons that the site does not name, the late link may lack the rules for
them.  The ``noscript`` has the address of the rest with all rules, and the script adds that behind
the late link with the icons.

The *gate* stands before the scripts at the end of the page:

.. code-block:: html

   <script data-compress-gate="" src="OPENER"></script>
   <link rel="stylesheet" data-compress-gate="" href="GATE" />
   <script data-compress-gate="" src="OPENER"></script>

GATE has nothing but ``@import url(REST) print``: scripts wait for it, and so for the rest, but it
applies nothing.  The second script has the rest apply in its place.  The first one does nothing:
browsers paint the page before they find the gate only if they wait for a script there.  Nothing is
written into the page, and no script in it is changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from .patterns import LATE_START
from .region import Region

#: Goes, and if the gate is there, has the rest of each sheet apply and removes it.
#: d: the page, P: the prototype of documents, since an image may have the name of any property of
#: the page, q: finds elements, g: the gate.  It names nothing else, which scripts may declare.
OPENER = (
    "(d=>{const P=d.__proto__.__proto__,q=x=>P.querySelectorAll.call(d,x),"
    's=P.__lookupGetter__("currentScript").call(d),g=q("link[data-compress-gate]")[0];'
    "if(s)s.remove();if(!g)return;g.remove();"
    'for(const l of q("link[data-compress-late]"))'
    'for(const a of["media","fetchpriority","data-compress-late"])l.removeAttribute(a)'
    "})(document)\n"
)

#: Name of the bundles of the gate.
NAME = "gate"


def sheet_element(url: str) -> str:
    """Return the element of a style sheet that can be split: nothing but its URL is in it."""
    return f'<link rel="stylesheet" href="{url}" />'


def inline_sheet(text: str) -> str:
    """Return the element of a critical part that stands in the page itself.

    :param text: what can stand in such an element; there is none for nothing.
    """
    return f"<style>{text}</style>" if text else ""


def split_element(critical: str, rest: str, whole: str = "") -> str:
    """Return what stands in for the element of a sheet that is split.

    :param critical: the element of its critical part.
    :param rest: URL of its rest.
    :param whole: URL of what takes its place for readers without scripts, if that is another one.
    """
    without_scripts = f'{LATE_START}="">{sheet_element(whole or rest)}</noscript>'
    return f"{critical}{without_scripts}{late_element(rest)}"


def late_element(rest: str) -> str:
    """Return the element of the rest of a sheet, which does not apply yet; *rest* is its URL."""
    return (
        '<link rel="stylesheet" media="print" fetchpriority="high" data-compress-late=""'
        f' href="{rest}" />'
    )


def gate_elements(opener: str, gate: str) -> str:
    """Return the elements of the gate.

    :param opener: URL of the script.
    :param gate: URL of the style sheet.
    """
    script = f'<script data-compress-gate="" src="{opener}"></script>'
    return f'{script}<link rel="stylesheet" data-compress-gate="" href="{gate}" />{script}'


def gate_sheet(rests: Iterable[str]) -> str:
    """Return the style sheet of the gate.

    :param rests: URL of the rest of each sheet, as seen from it.
    """
    return "".join(f"@import url({url}) print;" for url in rests)


#: Stands between the nodelists of the runs of style sheets in the nodelist of a gate.
BETWEEN = "<!-- another run of style sheets -->"


def gate_region(nodelists: Iterable[str]) -> Region:
    """Return the region of the gate of a page.

    :param nodelists: of the runs of style sheets that may be split.
    """
    return Region("css", "gate", NAME, BETWEEN.join(nodelists), implicit=True)


def gated_regions(gate: Region) -> list[Region]:
    """Return the regions whose style sheets wait at a gate."""
    plain = Region("css", "file", "output", "", implicit=True, split=True)
    return [plain._replace(nodelist=nodelist) for nodelist in gate.nodelist.split(BETWEEN)]
