"""Several scripts as one file, each with a life of its own.

Joined as text, scripts would share what each has for itself on a page: its
strictness, its errors, the moment from which its functions exist.  So the file
is a *loader*: it holds the scripts as strings, and runs them one by one, each as
a ``script`` element that it makes, has the browser run at once, and takes out
again (https://html.spec.whatwg.org/multipage/scripting.html#script-processing-model).

Each script sees what it saw before, with two differences:

- ``document.currentScript`` has no ``src``, and only those attributes of the tag
  that the script is known to read;
- the page has one ``script`` element for all of them, and it fires one ``load`` event.

Between two scripts of a page, browsers run what promises have put off; so does
the loader, for chains of up to 64 steps.  ``sourceURL`` comments give messages
and stack traces the names of the original files.

Where a content security policy forbids inline scripts, it forbids such elements,
too.  The loader finds that out by a first element, which only sets a mark, and then
makes the elements as they were: by ``document.write``, which keeps the order of a page
that is still being read, or, for a bundle with ``defer`` or ``async``, by putting them
into the page.  Inline blocks are as they were written, so that a policy which knows
their hash lets them run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One of the scripts."""

    text: str
    #: URL of the file, relative to that of the bundle; empty for an inline block.
    url: str = ""
    #: The attributes of its tag that it reads.
    attributes: tuple[tuple[str, str], ...] = ()
    #: URL of its source map, relative to that of the bundle; empty if it has none.
    map_url: str = ""


# In it, d is the document, P and E the prototypes of documents and elements, o the bundle's own
# element, b the URL of its directory, n its nonce, z a policy for trusted types, j which of the
# scripts is next.  m(text, URL, attributes, whether to load it by its URL) makes an element, r
# runs it, Q calls a function later.  Scripts may replace what a loader needs, those before it too,
# for instance to ask readers for their consent.  So it takes all from the prototypes at once, and
# keeps it.  They may also declare what they like, such as `class Node` or `const URL`.  So it
# names nothing global but `document`, which nobody can declare.
_LOADER = """\
(p=>{const d=document,P=d.__proto__.__proto__,C=P.createElement,I=P.__proto__.appendChild,\
E=C.call(d,"a").__proto__.__proto__.__proto__,X=E.remove,S=E.setAttribute,\
o=d.currentScript,b=o&&o.src&&o.src.split(/[?#]/)[0].replace(/[^/]*$/,""),n=o&&o.nonce,\
Q=async f=>{await 0;f()},i=x=>x;\
let z={createScript:i,createScriptURL:i,createHTML:i},j=0;\
try{const t=trustedTypes.createPolicy("sphinx-compress",z);if(t.createHTML)z=t}catch(e){}\
const U=u=>{const a=C.call(d,"a");a.href=b+u;return a.href},\
m=(t,u,a,l)=>{const e=C.call(d,"script");if(n)S.call(e,"nonce",n);\
if(a)for(let k=0;k<a.length;k++)S.call(e,a[k][0],a[k][1]);u=u&&b&&U(u);\
if(l&&u){e.async=!1;e.src=z.createScriptURL(u)}\
else e.text=z.createScript(u?t+"\\n//# sourceURL="+u:t);return e},\
r=e=>X.call(I.call(d.head,e)),\
f=m("document.currentScript.x=1"),\
s=i=>{if(i)Q(()=>s(i-1));else if(j<p.length){const c=p[j++];r(m(c[0],c[1],c[2]));s(64)}};\
r(f);\
if(f.x)s();\
else for(;j<p.length;j++){const c=p[j],e=m(c[0],c[1],c[2],1);\
o.defer||o.async?d.head.appendChild(e):d.write(z.createHTML(e.outerHTML))}\
})([
"""


# Without a map, a loader needs none of this: s is the URL of one.
_WITH_MAPS = (
    _LOADER.replace("(t,u,a,l)=>", "(t,u,a,l,s)=>")
    .replace(
        'u?t+"\\n//# sourceURL="+u:t',
        't+(u?"\\n//# sourceURL="+u:"")+(s&&b?"\\n//# sourceMappingURL="+U(s):"")',
    )
    .replace("m(c[0],c[1],c[2])", "m(c[0],c[1],c[2],0,c[3])")
)


def load(parts: Sequence[Part]) -> str:
    """Return a script that runs *parts* one by one, in this order."""
    loader = _WITH_MAPS if any(part.map_url for part in parts) else _LOADER
    return loader + ",\n".join(map(_written, parts)) + "\n])\n"


_TAG = re.compile(r"<(?=!--|/?script)", re.IGNORECASE)


def string_literal(text: str) -> str:
    """Return a JavaScript string, with the quotes that need the fewest escapes."""
    escaped = text.replace("\\", "\\\\").replace("\r", "\\r").replace("\0", "\\x00")
    escaped = escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # Where the loader stands in a page, these would end or prolong its element.
    escaped = _TAG.sub(r"\\x3C", escaped)
    lines = escaped.replace("\n", "\\n")
    template = escaped.replace("`", "\\`").replace("${", "\\${")
    forms: Iterable[str] = (
        '"' + lines.replace('"', '\\"') + '"',
        "'" + lines.replace("'", "\\'") + "'",
        "`" + template + "`",
    )
    return min(forms, key=len)


def _written(part: Part) -> str:
    fields = [string_literal(part.text)]
    if part.url or part.attributes or part.map_url:
        fields.append(string_literal(part.url))
    if part.attributes or part.map_url:
        pairs = (
            f"[{string_literal(name)},{string_literal(value)}]" for name, value in part.attributes
        )
        fields.append(f"[{','.join(pairs)}]")
    if part.map_url:
        fields.append(string_literal(part.map_url))
    return f"[{','.join(fields)}]"
