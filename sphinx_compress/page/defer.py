"""Has the scripts at the end of a page wait until its style sheets are there.

Browsers look ahead in a page, and ask for each script that they find at once.  On a
slow line, scripts that nobody waits for then take their part of what the style sheets
need, for which everybody waits; a low priority does not help where a server is asked in
HTTP/1.1.  So the last run of scripts is *held*: it stands in a ``noscript``, which
browsers do not look into, and a script behind it, which like any script waits for the
style sheets before it, writes the run to where it stands.

.. code-block:: html

   <noscript data-compress="">THE RUN</noscript><!--compress--><script>CODE</script>\
<svg display="none"><noscript><script href="SHIM">//--></script></noscript></svg>\
<!--compress-->

Where a content security policy forbids inline scripts, a script in the ``svg`` does the
same from a file.  There, a ``noscript`` is an element like any other, but Chromium, when it
looks ahead, does not know.  What CODE writes ends in ``<!--``, so that all this is but part of
a comment when CODE has run.  Some themes and tools take the comments out of a page, others
those out of scripts; so there is one of either kind to end it, and CODE sees whether those
before it are left.  Who reads the page without running scripts finds the tags in it as they were.

Scripts of the head that are deferred compete in the same way, and run when the page has
been read, wherever they stand.  They are moved to the run, as long as all deferred scripts
keep their order.

What a page then sees is what it saw before, but for this:

- the element of such a deferred script stands at the end of the page;
- what is held is asked for later, and an inline script stands before it for a moment;
- what announced them (``<link rel="preload">``) is gone.

All decisions depend on the text of the page, and on nothing that is learnt from others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..core.types import SPACE
from ..core.urls import without_checksum
from .comments import parted
from .markup import PLAIN_PRELOAD, attributes_of, split
from .region import Region
from .scan import HOLDER, Found

#: What makes a policy for trusted types; its name, which a site may have to allow.
POLICY = "sphinx-compress-delay"

_FIND = 'const n=d.querySelector("noscript[data-compress]")'

_TRUST = (
    "let p={createHTML:x=>x};"
    f'try{{p=trustedTypes.createPolicy("{POLICY}",p)}}catch(e){{}}'
    "const h=x=>p.createHTML(x),w=x=>Document.prototype.write.call(d,h(x)),"
    "f=()=>d.createRange().createContextualFragment(h(t)),t=n.textContent;n.remove();"
)

#: d: the page, s: this script, n: what holds the scripts, t: the text of it, p: a policy for
#: trusted types, w: writes, f: makes nodes, c: what begins a comment, if it would have an end.
#:
#: It is on one line, so that its hash is the same on every system.  ``<`` and ``&`` would not
#: do in XHTML, where a ``noscript`` has elements, which run by themselves; so they do where
#: something reads the page with a parser of its own.  An image of the page may have ``write``
#: for its name, and then is ``document.write``.
CODE = (
    f"(d=>{{{_FIND};if(n?n.firstElementChild:1)return;"
    'const s=d.currentScript,q=s.previousSibling.nodeType==8?1:s.text.slice(-3)=="-->",'
    'c=q?"\\x3C!--":"";'
    f"{_TRUST}"
    'if(d.readyState=="loading"){s.remove();w(t+c)}'
    "else{const g=s.nextElementSibling;"
    'if(g?g.localName=="svg":0)g.remove();s.replaceWith(f())}'
    "})(document)//-->"
)

#: The same, from a file: g is the element around this script, before which stands a script
#: that did not run.
SHIM = (
    f'(d=>{{const s=d.currentScript||[...d.querySelectorAll("svg script")].pop(),'
    f"g=s.ownerSVGElement,b=g.previousElementSibling;{_FIND};"
    "if(n?n.firstElementChild:1){g.remove();return}"
    f"{_TRUST}"
    'if(b.localName=="script")b.remove();'
    'if(d.readyState=="loading"){g.remove();w("</svg>"+t)}'
    "else g.replaceWith(f())"
    "})(document)\n"
)

#: What stands before the run; a region of its own is what stands behind it.
OPENING = f'{HOLDER}="">'

#: The same on all pages.  It is recorded like any other, so that it is relinked, explained,
#: and written down in the manifest, and so that its file is kept.
REGION = Region("js", "delay", "delay", "", late=True)


#: Begins with what is seldom, so that little more is looked at.
_POLICY_NAME = re.compile("-(?<=(?i:content)-)(?i:security-policy)")


def held(html: str, found: Collection[Found]) -> Found | None:
    """Return the run of a page that is to be held, if there is one that can be."""
    late = [run for run in found if run.late]
    # Where a region that a template marks stands within the run, there are two.
    if len(late) != 1 or not _can_be_held(parted(html[late[0].start : late[0].end])[0]):
        return None
    (run,) = late
    if html.find("stylesheet", 0, run.start) < 0:
        # There is nothing to wait for.
        return None
    end = max(html.find("</head"), 0) or run.start
    return None if _POLICY_NAME.search(html, 0, end) else run


@dataclass(frozen=True, slots=True)
class _Tag:
    """An element of a run."""

    text: str
    #: Where it begins in the run.
    start: int
    attributes: Mapping[str, str]
    url: str
    is_deferred: bool


@lru_cache(1024)
def _tags_of(run: str) -> tuple[_Tag, ...]:
    """Return the elements of a text; most pages have the same."""
    tags: list[_Tag] = []
    position = 0
    for piece in split(run):
        if piece.name:
            attributes = attributes_of(piece.text)
            url = without_checksum(attributes.get("src") or attributes.get("href") or "")
            tags.append(_Tag(piece.text, position, attributes, url, _is_deferred(attributes)))
        position += len(piece.text)
    return tuple(tags)


#: An element, and where it begins in the page.
_Placed = tuple[int, _Tag]


def _tags(html: str, run: Found) -> Iterator[_Placed]:
    """Yield the elements of a run with their places in the page."""
    for tag in _tags_of(html[run.start : run.end]):
        yield run.start + tag.start, tag


@lru_cache(1024)
def _can_be_held(run: str) -> bool:
    """Does a run become the same when it is written by a script?"""
    if "</noscript" in run.lower() or "<!--" in run or "-->" in run:
        return False
    tags = _tags_of(run)
    return (
        any(tag.url for tag in tags)
        # A policy may allow just what has these.
        and not any({"nonce", "integrity"} & tag.attributes.keys() for tag in tags)
        and not any(_may_be_refused(tag) for tag in tags)
    )


def _may_be_refused(tag: _Tag) -> bool:
    """Is it one that Chromium may not load on a slow line, when it is written into a page?"""
    url = tag.attributes.get("src", "")
    is_of_another_site = "\\" in url or url.startswith("//") or ":" in url.partition("/")[0]
    return is_of_another_site and "async" not in tag.attributes and not tag.is_deferred


def _is_deferred(attributes: Mapping[str, str]) -> bool:
    return "defer" in attributes or attributes.get("type", "").strip().lower() == "module"


def arranged(html: str, found: Collection[Found], run: Found) -> str:
    """Return a page without what has scripts of its head fetched before its style sheets.

    :param found: the runs of the page, one of which is *run*, the one that is to be held.
    """
    moved = list(_movable(html, found, run))
    late = html[run.start : run.end]
    if moved:
        # All that are deferred run in the order in which they stand in the page.
        place = next((tag.start for tag in _tags_of(late) if tag.is_deferred), len(late))
        texts = [late[:place].rstrip(SPACE), *(tag.text for _, tag in moved), late[place:]]
        late = "\n".join(filter(None, texts))
    cuts = dict([*moved, *_announcing(html, found, late, moved)])
    parts: list[str] = []
    position = 0
    for start in sorted(cuts):
        parts.append(html[position:start])
        position = start + len(cuts[start].text)
    return "".join([*parts, html[position : run.start], late, html[run.end :]]) if cuts else html


_SCRIPT = re.compile("<script", re.IGNORECASE)


def _movable(html: str, found: Collection[Found], run: Found) -> Iterator[_Placed]:
    """Yield the deferred scripts that can be moved to *run*."""
    movable = {
        start: tag
        for each in found
        if each.kind == "js" and not each.late
        for start, tag in _tags(html, each)
        if _is_just_deferred(tag)
    }
    if not movable:
        return
    # Nothing that is deferred may be left behind.
    last = max(
        (
            match.start()
            for match in _SCRIPT.finditer(html, min(movable), run.start)
            if match.start() not in movable and _may_be_deferred(html, match.start())
        ),
        default=-1,
    )
    yield from (placed for placed in movable.items() if placed[0] > last)


def _may_be_deferred(html: str, start: int) -> bool:
    """Is what looks like a script a deferred one, or may it be?"""
    # Where a tag ends that has no such sign in its values, and most pages have the same.
    is_deferred = _deferral(html[start : html.find(">", start, start + _LONGEST) + 1])
    if is_deferred is None:
        is_deferred = _deferral(html[start : start + _LONGEST])
    return is_deferred is not False


@lru_cache(1024)
def _deferral(tag: str) -> bool | None:
    """Is the script whose start tag *tag* begins with deferred?  ``None`` if that is not clear."""
    attributes = attributes_of(tag)
    is_clear = bool(attributes) or tag.startswith(">", len("<script"))
    return _is_deferred(attributes) if is_clear else None


#: Nobody writes longer tags, and a page of nothing but beginnings of tags takes no time.
_LONGEST = 2000

_PLAIN = frozenset({"charset", "defer", "fetchpriority", "src", "type"})
_TYPES = frozenset({"", "application/javascript", "text/javascript"})


def _is_just_deferred(tag: _Tag) -> bool:
    """Is it a deferred script, and has nothing else by which it might be found?"""
    attributes = tag.attributes
    return (
        "defer" in attributes
        and attributes.keys() <= _PLAIN
        and bool(attributes.get("src"))
        and attributes.get("type", "").strip().lower() in _TYPES
        and attributes.get("fetchpriority", "").lower() != "high"
        and _can_be_held(tag.text)
    )


def _announcing(
    html: str, found: Collection[Found], late: str, moved: Collection[_Placed]
) -> Iterator[_Placed]:
    """Yield the preloads that announce nothing but scripts of the text *late*."""
    announcements = [run for run in found if run.kind == "preload"]
    if not announcements:
        return
    urls = {tag.url for tag in _tags_of(late)}
    gone = {start for start, _ in moved}
    for run in found:
        if run.kind == "js" and not run.late:
            urls -= {tag.url for start, tag in _tags(html, run) if start not in gone}
    for run in announcements:
        for start, tag in _tags(html, run):
            if tag.url and tag.url in urls and tag.attributes.keys() <= PLAIN_PRELOAD:
                yield start, tag
