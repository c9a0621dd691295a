"""The text of a bundle is traced to the texts that it was made of."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.bundle.result import Result
from sphinx_compress.core.map_comments import map_url
from sphinx_compress.core.source_map import decoded
from sphinx_compress.core.types import ROOT_MARKER, Kind
from tests.mapping import parts_of
from tests.sites import Site, script, sheet

ROOT = Path(__file__).parents[2]
LOOSE = "\n" * 200


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    for name in "ab":
        site.write(f"css/{name}.css", f"/* {name} */\n.{name} {{ top : 0px ; }}\n{LOOSE}")
        site.write(f"js/{name}.js", f"// {name}\nfunction {name} ( x ) {{ return x ; }}\n{LOOSE}")
    site.values |= {
        "css_filters": ["urls", "csscompressor"],
        "js_filters": ["rjsmin"],
        "source_maps": True,
    }
    return site


def tags(kind: Kind, *names: str) -> str:
    make = sheet if kind == "css" else script
    return "".join(make(f"{kind}/{name}.{kind}") for name in names)


def origin(site: Site, text: str, url: str, token: str) -> tuple[str, str]:
    """Return the source that a token of a text comes from, and what stands on its line there."""
    file = site.directory / "html" / "_static" / "compress" / url.removeprefix("../")
    found = decoded(file.read_text("utf-8"))
    text = text.removeprefix("\ufeff")
    lines = text[: text.index(token)].split("\n")
    segment = found.find(len(lines) - 1, len(lines[-1]))
    assert segment is not None
    content = found.contents[segment.source] or ""
    line = content.split("\n")[segment.line]
    return found.sources[segment.source], line[segment.source_column :]


def origin_in(site: Site, result: Result, token: str) -> tuple[str, str]:
    text = site.content(result)
    return origin(site, text, map_url(text), token)


@pytest.mark.parametrize("kind", ["css", "js"])
def test_texts_that_follow_each_other_are_traced(kind: Kind, site: Site) -> None:
    result = site.compress(kind, tags(kind, "a", "b"))
    text = site.content(result)
    last = {"css": ".a{top:0}\n.b{top:0}", "js": "function a(x){return x;}\n;\nfunction b(x){"}
    assert text.startswith(last[kind])
    word = {"css": "b{", "js": "b(x)"}[kind]
    assert origin_in(site, result, word) == (
        f"../../{kind}/b.{kind}",
        {"css": "b { top : 0px ; }", "js": "b ( x ) { return x ; }"}[kind],
    )


def test_scripts_that_a_bundle_runs_have_maps_of_their_own(site: Site) -> None:
    block = "<script>inline ( ) ;</script>"
    nodelist = f"{tags('js', 'a')}{block}{tags('js', 'b')}"
    result = site.compress("js", nodelist, join_scripts="elements")
    text = site.content(result)
    assert map_url(text) == ""
    (one, first), (inline, none), (two, second) = parts_of(text)
    assert origin(site, one, first, "a(x)") == ("../../js/a.js", "a ( x ) { return x ; }")
    assert origin(site, two, second, "b(x)") == ("../../js/b.js", "b ( x ) { return x ; }")
    # It is as it was written.
    assert (inline, none) == ("inline ( ) ;", "")
    plain = site.compress("js", nodelist, join_scripts="elements", source_maps=False)
    assert "sourceMappingURL" not in site.content(plain)


def test_a_compiled_script_that_a_bundle_runs_has_a_map(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site.directory / "compiler_for_maps.py").write_text(
        "from sphinx_compress.filters import Filter\n"
        "class Compiler(Filter):\n"
        "    name, version, kinds = 'compiler', '1', frozenset({'js'})\n"
        "    def __call__(self, text, context):\n"
        "        return text.replace(': number', '')\n"
    )
    monkeypatch.syspath_prepend(site.directory)
    site.write("js/t.ts", f"typed ( a : number , 1 ) ;{LOOSE}")
    typed = f'<script type="text/typescript" src="{ROOT_MARKER}_static/js/t.ts"></script>'
    result = site.compress(
        "js",
        tags("js", "a") + typed,
        join_scripts="elements",
        precompilers={"text/typescript": "compiler_for_maps.Compiler"},
    )
    _, (text, url) = parts_of(site.content(result))
    assert text.startswith("typed(a,1);")
    assert origin(site, text, url, "1)") == ("../../js/t.ts", "1 ) ;")


def test_maps_do_not_decide_what_is_joined(site: Site) -> None:
    settings: dict[str, Any] = {"join_scripts": "elements", "js_filters": []}
    sizes = range(300, 600, 10)

    def joined(most: int, *, source_maps: bool) -> int:
        values = {**settings, "source_maps": source_maps, "max_growth": most}
        return len(site.compress("js", tags("js", "a", "b"), **values).bundles)

    counts = [joined(most, source_maps=False) for most in sizes]
    assert set(counts) == {0, 1}
    assert [joined(most, source_maps=True) for most in sizes] == counts


def test_without_maps_nothing_that_makes_them_is_imported(site: Site) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.sites import Site, sheet;"
        f"site = Site(Path({str(site.directory)!r}));"
        "site.values |= {'css_filters': ['urls', 'csscompressor']};"
        "site.compress('css', sheet('css/a.css') + sheet('css/b.css'), source_maps=%s);"
        "print(*sys.modules)"
    )
    imported = {}
    for value in (False, True):
        command = [sys.executable, "-c", program % value]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        imported[value] = set(done.stdout.split())
    alignment = "sphinx_compress.filters.alignment"
    assert alignment not in imported[False]
    assert alignment in imported[True]


def test_a_charset_moves_all_by_a_line(site: Site) -> None:
    site.write("css/b.css", f".b {{ content : 'é' }}{LOOSE}")
    result = site.compress("css", tags("css", "a", "b"))
    assert site.content(result).startswith('@charset "utf-8";\n.a{')
    assert origin_in(site, result, "a{") == ("../../css/a.css", "a { top : 0px ; }")
    assert origin_in(site, result, "'é'") == ("../../css/b.css", "'é' }")


def test_a_byte_order_mark_moves_nothing(site: Site) -> None:
    site.encoding = "iso-8859-1"
    site.write("js/a.js", f"a ( 'é' ) ;{LOOSE}".encode("latin-1"))
    result = site.compress("js", tags("js", "a"))
    assert site.content(result).startswith("\ufeffa('é')")
    assert origin_in(site, result, "('é')")[1] == "( 'é' ) ;"


def test_output_filters_are_followed(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    (site.directory / "banner_for_maps.py").write_text(
        "from sphinx_compress.filters import Filter\n"
        "class Banner(Filter):\n"
        "    name, version, stage = 'banner', '1', 'output'\n"
        "    kinds = frozenset({'css'})\n"
        "    def __call__(self, text, context):\n"
        "        return '.banner{x:y}\\n' + text\n"
    )
    monkeypatch.syspath_prepend(site.directory)
    filters = ["urls", "csscompressor", "banner_for_maps.Banner"]
    result = site.compress("css", tags("css", "a", "b"), css_filters=filters)
    assert origin_in(site, result, "b{top") == ("../../css/b.css", "b { top : 0px ; }")


def test_inline_blocks_have_names_that_say_nothing_of_a_page(site: Site) -> None:
    nodelist = f"{tags('css', 'a')}<style>.inline {{ top : 1px }}</style>"
    result = site.compress("css", nodelist)
    name, text = origin_in(site, result, "1px")
    assert re.fullmatch(r"inline-[0-9a-f]{8}\.css", name)
    assert text == "1px }"


def test_what_leaves_something_open_has_no_map(site: Site) -> None:
    site.write("css/b.css", f".b {{ content: 'open{LOOSE.replace(chr(10), ' ')}")
    result = site.compress("css", tags("css", "a", "b"))
    assert len(result.bundles) == 1
    assert "sourceMappingURL" not in site.content(result)


def test_code_that_stands_in_a_page_has_no_map(site: Site) -> None:
    for kind in ("css", "js"):
        nodelist = tags(kind, "a", "b")
        result = site.compress(kind, nodelist, mode="inline", join_scripts="elements")
        assert "top:0" in result.html or "function b" in result.html
        assert "sourceMappingURL" not in result.html
        assert "../maps/" not in result.html
    assert not (site.directory / "html" / "_static" / "compress" / "maps").exists()


def test_a_preload_names_the_same_bundle(site: Site) -> None:
    loaded = site.compress("css", tags("css", "a", "b"))
    announced = site.compress("css", tags("css", "a", "b"), mode="preload")
    assert announced.bundles == loaded.bundles


def test_the_sources_of_a_map_that_a_file_brings_decide_nothing(site: Site) -> None:
    site.write("css/a.css", f".min {{ top : 0 }}{LOOSE}/*# sourceMappingURL=a.css.map */")
    site.write("css/a.css.map", '{"version":3,"sources":["old.css"],"mappings":"AAAA"}')
    # Sheets that use such a property could not move, if it were one of the page.
    site.write("css/old.css", ":root { --image: url(x.png) }")
    site.write("css/b.css", ".b { background: var(--image) }")
    result = site.compress("css", tags("css", "a", "b"))
    assert origin_in(site, result, "min") == ("../../css/old.css", ":root { --image: url(x.png) }")
    assert ".b{background:var(--image)}" in site.content(result)


def test_a_map_that_a_file_brings_is_followed(site: Site) -> None:
    site.write("css/a.css", f".min {{ top : 0 }}{LOOSE}/*# sourceMappingURL=a.css.map */")
    values = '{"version":3,"sources":["../scss/a.scss","/home/me/b.scss"],"mappings":"AAAA,MCAA"}'
    site.write("css/a.css.map", values)
    site.write("scss/a.scss", ".min\n")
    result = site.compress("css", tags("css", "a", "b"))
    assert origin_in(site, result, "min") == ("../../scss/a.scss", ".min")
    assert origin_in(site, result, "0}")[0] == "b.scss"
    assert "_static/css/a.css.map" in result.inputs
    assert site.content(result).count("sourceMappingURL") == 1
    # It is an input: with another one, there is another bundle.
    site.write("css/a.css.map", values.replace("a.scss", "c.scss"))
    changed = site.compress("css", tags("css", "a", "b"))
    assert changed.bundles != result.bundles
