"""Several scripts as one file, each with a life of its own.

Joined as text, scripts would share what each has for itself on a page: its
strictness, its errors, the moment from which its functions exist.  So the file
is a *loader*: it holds the scripts as strings, and runs them one by one, each as
a ``script`` element that it makes, has the browser run at once, and takes out
again (https://html.spec.whatwg.org/multipage/scripting.html#script-processing-model).

What a script then sees is what it saw before, but for this:

- ``document.currentScript`` has no ``src``, and none of the tag's attributes but
  those that the script is known to read;
- the page has one ``script`` element for all of them, and it fires one ``load`` event.

Browsers keep what they compiled of a file for the next page, but not what they
compiled of a string.  So a long script that declares nothing is a function in the
file instead, and what it throws is reported as browsers do it for a script.

Between two scripts of a page, browsers run what promises have put off; so does
the loader, for chains of up to 64 steps.  ``sourceURL`` comments give messages
and stack traces the names of the original files.

Where a content security policy forbids inline scripts, it forbids such elements
too, and a first, empty one tells.  The loader then asks for the original files:
by ``document.write``, which keeps the order of a page that is still being read,
or, for a file with ``defer`` or ``async``, by elements with a ``src``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One of the scripts."""

    text: str
    #: URL of the file, relative to that of the bundle; empty for an inline block.
    url: str = ""
    #: Those of its tag's attributes that it reads.
    attributes: tuple[tuple[str, str], ...] = ()
    #: Whether it means the same within a function.
    enclosable: bool = False


# d: the document, o: the bundle's own element, b: its URL, q: a settled promise.
# m(text, URL, attributes, whether to load it by its URL) makes an element, r runs it,
# g runs a function.
_LOADER = """\
(p=>{const d=document,o=d.currentScript,b=o&&o.src,n=o&&o.nonce,q=Promise.resolve(),\
m=(t,u,a,l)=>{const e=d.createElement("script");if(n)e.setAttribute("nonce",n);\
Object.keys(a||{}).forEach(k=>e.setAttribute(k,a[k]));u=u&&b&&new URL(u,b);\
if(l){e.async=!1;e.src=u}else e.text=u?t+"\\n//# sourceURL="+u:t;return e},\
r=e=>d.head.appendChild(e).remove(),\
f=m("document.currentScript.x=1"),\
w=window,g=t=>{try{t.call(w)}catch(e){w.reportError?reportError(e):setTimeout(()=>{throw e})}},\
s=i=>{if(i)q.then(()=>s(i-1));else if(p.length){\
const c=p.shift();c[0].call?g(c[0]):r(m(...c));s(64)}};\
r(f);\
if(f.x)s();\
else for(const c of p)if(c[1]&&b){const e=m(...c.slice(0,2),c[2],1);\
o.defer||o.async?d.head.appendChild(e):d.write(e.outerHTML)}\
})([
"""


def load(parts: Sequence[Part]) -> str:
    """Return a script that runs *parts* one by one, in this order."""
    return _LOADER + ",\n".join(map(_written, parts)) + "\n])\n"


def string_literal(text: str) -> str:
    """Return a JavaScript string, with the quotes that need the fewest escapes."""
    escaped = text.replace("\\", "\\\\").replace("\r", "\\r").replace("\0", "\\0")
    escaped = escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    lines = escaped.replace("\n", "\\n")
    template = escaped.replace("`", "\\`").replace("${", "\\${")
    forms: Iterable[str] = (
        '"' + lines.replace('"', '\\"') + '"',
        "'" + lines.replace("'", "\\'") + "'",
        "`" + template + "`",
    )
    return min(forms, key=len)


#: How many characters make a script long; a function costs some of its own.
_LONG = 15_000


def _written(part: Part) -> str:
    if part.enclosable and len(part.text) >= _LONG:
        # The line break ends a comment.
        fields = [f"function(){{{part.text}\n}}"]
    else:
        fields = [string_literal(part.text)]
    if part.url or part.attributes:
        fields.append(string_literal(part.url))
    if part.attributes:
        fields.append(json.dumps(dict(part.attributes), separators=(",", ":")))
    return f"[{','.join(fields)}]"
