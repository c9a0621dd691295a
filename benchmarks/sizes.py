"""How the time and the memory for one text grow with its size: ``python -m benchmarks.sizes``.

Each text is read in a process of its own, as a build reads it: what others need to know of it,
then the default filters.  Time that is not in proportion to the size is an error.
"""

from __future__ import annotations

import subprocess
import sys
from resource import RUSAGE_SELF, getrusage

from sphinx_compress.core.types import Problem
from sphinx_compress.filters.base import FilterContext

#: By name: the kind, the beginning, what is repeated, and the end.
TEXTS = {
    "a sum": ("js", "a = 1", " + 1", ";"),
    "strings": ("js", "a = 'b'", " +\n  'c'", ";"),
    "functions": ("js", "function f() {\n", "function f() {\n", ""),
    "statements": ("js", "", "var a = b ( 1 , 'c' ) ;\n", ""),
    "properties": ("css", "a { --0: url(b); ", "--{0}: var(--{1}) ; ", "}"),
    "rules": ("css", "", "a{b:c}\r", ""),
    "sheet": ("css", "", "a > b:hover {\n  color: #AABBCC;\n  margin: 0px 1px;\n}\n", ""),
}


def text_of(name: str, size: int) -> str:
    """Return the text with this *name* that has about *size* characters."""
    _, first, part, last = TEXTS[name]
    count = size // len(part)
    parts = (part.replace("{0}", str(n + 1)).replace("{1}", str(n)) for n in range(count))
    return first + "".join(parts) + last + ("}" * (count + 1) if name == "functions" else "")


def read(name: str, size: int) -> None:
    """Do all that a build does with one text, and print what it took."""
    kind, text = TEXTS[name][0], text_of(name, size)
    problems: list[Problem] = []
    context = FilterContext(
        "css" if kind == "css" else "js", "a.css", "a", "b", str.encode, problems.append
    )
    if kind == "css":
        from sphinx_compress.css.custom_properties import url_properties
        from sphinx_compress.css.joinability import css_joinability
        from sphinx_compress.filters.csscompressor import CSSCompressorFilter

        url_properties(text)
        css_joinability(text)
        CSSCompressorFilter()(text, context)
    else:
        from sphinx_compress.filters.rjsmin import RJSMinFilter
        from sphinx_compress.js.joinability import js_joinability
        from sphinx_compress.js.tag_references import references

        references(text)
        js_joinability(RJSMinFilter()(text, context))
    usage = getrusage(RUSAGE_SELF)
    said = "; ".join(problem.message for problem in problems)[:60]
    print(f"{usage.ru_utime + usage.ru_stime:6.1f} s {usage.ru_maxrss // 1000:5} MB  {said}")


if __name__ == "__main__":
    if sys.argv[1:]:
        read(sys.argv[1], int(sys.argv[2]))
    for each in TEXTS if not sys.argv[1:] else ():
        for bytes_ in (100_000, 1_000_000, 10_000_000):
            print(f"{each:12}{bytes_:10}", end=" ", flush=True)
            command = [sys.executable, "-m", "benchmarks.sizes", each, str(bytes_)]
            subprocess.run(command, check=False, timeout=600)
