"""Imported style sheets, inlined, look as a browser shows them when it loads them one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_compress.filters.imports import ImportsFilter
from tests.browser.sites import serve
from tests.filtering import run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FILES = {
    "b.css": "i{color:rgb(1,1,1);z-index:1}",
    "c.css": '@import "b.css";i{color:rgb(2,2,2)}',
    "sub/d.css": '@import "../b.css" screen;i{background:url(x.png)}',
    "important.css": "i{color:rgb(3,3,3)!important}",
    "layered.css": "@layer x{i{color:rgb(4,4,4)}}@layer y{i{color:rgb(5,5,5)}}",
    "cycle.css": '@import "a.css";i{color:rgb(6,6,6)}',
    "late.css": 'i{top:1px}@import "b.css";',
    "open.css": "i{color:rgb(7,7,7)",
    "hidden.css": "<!-- i{color:rgb(8,8,8)} -->",
    "odd.css": "x;i{color:rgb(9,9,9)}i{left:1px}",
    "latin.css": '@charset "windows-1252";i::before{content:"\\e9 é"}',
}

RULES = [
    '@import "b.css";',
    '@import "c.css";i{color:rgb(10,10,10)}',
    '@import "sub/d.css";i{left:2px}',
    '@import "b.css" print;i{color:rgb(10,10,10)}',
    '@import "b.css" screen, print;',
    '@import "b.css" not all;',
    '@import "b.css" supports(display:grid);',
    '@import "b.css" supports(display:nonsense);',
    '@import "b.css" supports(not (display:nonsense)) screen;',
    '@import "b.css" layer(x);@import "c.css" layer(y);',
    '@layer y, x;@import "b.css" layer(x);@import "c.css" layer(y);',
    '@import "important.css" layer(x);@import "important.css" layer(y);i{color:red!important}',
    '@import "b.css" layer;i{top:1px}',
    '@import "layered.css" layer(z);@layer z.x{i{color:rgb(11,11,11)}}',
    '@import "layered.css";@layer x{i{color:rgb(11,11,11)}}',
    '@import "cycle.css";i{left:1px}',
    '@import "late.css";',
    '@import "open.css";i{color:rgb(12,12,12)}',
    '@import "hidden.css";@import "hidden.css" screen;',
    '@import "odd.css";',
    '@import "odd.css" screen;',
    '@import "latin.css";',
    '@import "b.css" layer(x y);',
    '@import "b.css" nonsense(x);',
    '@import "b.css";@layer x;@import "c.css";',
    '@foo;@import "b.css";',
    'x{}@import "b.css";',
    '@import "missing.css";@import "b.css";',
    '@import "c.css";@import "b.css" layer(x);@import "b.css";',
]

LOOK = """() => {
    const found = {};
    for (const part of [null, '::before']) {
        const style = getComputedStyle(document.querySelector('i'), part);
        for (const name of ['color', 'z-index', 'top', 'left', 'content', 'background-image'])
            found[name + part] = style.getPropertyValue(name);
    }
    return found;
}"""

PAGE = '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{}"><i></i>'


def test_whatever_is_imported_looks_the_same_when_it_is_inlined(
    browser: Browser, tmp_path: Path
) -> None:
    names = [f"{number}" for number in range(len(RULES))]
    problems: dict[str, list[str]] = {}
    for name, rules in zip(names, RULES, strict=True):
        css = tmp_path / name / "_static" / "css"
        for path, content in {**FILES, "a.css": rules}.items():
            (css / path).parent.mkdir(parents=True, exist_ok=True)
            encoding = "windows-1252" if path == "latin.css" else "utf-8"
            (css / path).write_bytes(content.encode(encoding))
        files: dict[str, str | bytes] = {
            f"_static/css/{path}": (css / path).read_bytes() for path in FILES
        } | {"_static/css/a.css": rules}
        done = run(ImportsFilter(), rules, "css", files=files)
        (css / "inlined.css").write_text(done.text, encoding="utf-8")
        problems[name] = [problem.message for problem in done.problems]
        for which in ("a", "inlined"):
            page = PAGE.format(f"_static/css/{which}.css")
            (tmp_path / name / f"{which}.html").write_text(page, encoding="utf-8")
    with serve(tmp_path) as origin:
        tab = browser.new_page()
        looks: dict[str, dict[str, dict[str, str]]] = {"a": {}, "inlined": {}}
        for which, found in looks.items():
            for name in names:
                tab.goto(f"{origin}/{name}/{which}.html")
                found[name] = tab.evaluate(LOOK)
        tab.close()
    assert looks["inlined"] == looks["a"], problems
    # Not all looks are those of a page without any style.
    assert len({str(look) for look in looks["a"].values()}) > len(RULES) / 3
    assert sum(not found for found in problems.values()) > len(RULES) / 3
