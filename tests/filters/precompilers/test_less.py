"""Less becomes CSS, by what lies within the site alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.core.errors import FilterError
from sphinx_compress.core.types import Problem
from sphinx_compress.filters.base import FilterContext
from sphinx_compress.filters.precompilers import hosting
from sphinx_compress.filters.precompilers.less import LessFilter
from sphinx_compress.filters.registry import load_filter
from tests.filtering import run


def compiled(
    node_tools: Path,
    text: str,
    files: Mapping[str, str | bytes] | None = None,
    *,
    source: str | None = "_static/theme.less",
    options: Mapping[str, object] | None = None,
) -> str:
    return run(
        LessFilter(),
        text,
        "css",
        source=source,
        base=source.rpartition("/")[0] if source else None,
        files=files,
        options=options,
        mime_type="text/less",
        directory=node_tools,
    ).text


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_nesting_variables_and_mixins_become_css(node_tools: Path) -> None:
    text = "@c: red; .m(@n) { top: @n } .a { color: @c; &:hover { .m(4px) } } /* é */"
    assert squeezed(compiled(node_tools, text)) == ".a{color:red;}.a:hover{top:4px;}/*é*/"


def test_each_way_of_importing_is_answered(node_tools: Path) -> None:
    files = {
        "_static/less/v.less": '@import "more/w"; @v: 1;',
        "_static/less/more/w.less": "@w: 2;",
        "_static/less/r.less": ".r() { r: r } .unused { a: b }",
        "_static/plain.css": ".plain { a: b } ;;;",
        "_static/as-less.css": ".as-less { .x { a: b } }",
        "_static/m.less": ".m { a: b }",
    }
    text = """
        @import "less/v";
        @import (reference) "less/r.less";
        @import (inline) "plain.css";
        @import (less) "as-less.css";
        @import (multiple) "m"; @import (multiple) "m"; @import (once) "m";
        @import (optional) "not-there";
        @import (css) "left.css";
        @import "left-too.css";
        .a { v: @v; w: @w; .r() }
    """
    made = squeezed(compiled(node_tools, text, files))
    for part in (
        '@import"left.css";',
        '@import"left-too.css";',
        ".plain{a:b};;;",
        ".as-less.x{a:b;}",
        ".m{a:b;}.m{a:b;}",
        ".a{v:1;w:2;r:r;}",
    ):
        assert part in made
    assert "unused" not in made


def test_what_is_not_beside_the_file_is_looked_for_in_the_load_paths(node_tools: Path) -> None:
    options = {"load_paths": ["_static/lib"]}
    made = compiled(node_tools, '@import "l";', {"_static/lib/l.less": ".l{a:b}"}, options=options)
    assert squeezed(made) == ".l{a:b;}"


def test_imports_of_an_inline_block_start_from_the_static_files(node_tools: Path) -> None:
    files = {"_static/less/c.less": "@c: red;"}
    made = compiled(node_tools, '@import "less/c"; .a { b: @c }', files, source=None)
    assert squeezed(made) == ".a{b:red;}"


def test_a_data_uri_holds_the_bytes_of_the_file(node_tools: Path) -> None:
    files: dict[str, str | bytes] = {"_static/p.png": b"\x89PNG\0\xff", "_static/q.svg": "<svg/>"}
    made = compiled(node_tools, ".a { b: data-uri('p.png'); c: data-uri('q.svg#x') }", files)
    assert 'url("data:image/png;base64,iVBORwD/")' in made
    assert 'url("data:image/svg+xml,%3Csvg%2F%3E#x")' in made


def test_urls_stay_as_they_were_written(node_tools: Path) -> None:
    files = {"_static/less/p.less": ".p { b: url(img/c.png) }"}
    assert "url(img/c.png)" in compiled(node_tools, '@import "less/p";', files)


@pytest.mark.parametrize(
    "text",
    [
        '@import "../secret";',
        '@import "{root}/secret";',
        '@import (inline) "file://{root}/secret.less";',
        '@import "secret";',
        '@import "npm://secret";',
        '@import (less) "http://127.0.0.1:9/secret.less";',
        '@import (reference) "_x/../../secret.less";',
        '@import (optional) "../secret";',
        ".a {{ b: data-uri('{root}/secret.less') }}",
        ".a {{ b: data-uri('text/plain', '../secret.less') }}",
        ".a {{ b: image-size('../secret.png') }}",
        ".a {{ b: image-width('secret.png') }}",
        '@plugin "../plugin";',
        '@plugin "plugin";',
        ".a {{ b: `require('fs').readFileSync('secret.less')` }}",
    ],
)
def test_no_file_outside_of_the_site_is_read_and_no_code_run(
    node_tools: Path, text: str, tmp_path: Path
) -> None:
    (tmp_path / "secret.less").write_text(".secret { a: b }")
    (tmp_path / "secret.png").write_bytes(bytes.fromhex("89504e470d0a1a0a0000000d49484452000000ff"))
    (tmp_path / "plugin.js").write_text(f"require('fs').writeFileSync('{tmp_path}/ran', '')")
    static = tmp_path / "html" / "_static"
    static.mkdir(parents=True)
    (static / "plugin.js").write_text(f"require('fs').writeFileSync('{tmp_path}/ran', '')")
    (tmp_path / "node_modules").symlink_to(node_tools / "node_modules")
    problems: list[Problem] = []
    context = FilterContext(
        "css",
        "_static/theme.less",
        "_static",
        None,
        Sources([SourceRoot(static)]).read,
        problems.append,
        directory=tmp_path,
    )
    try:
        made = LessFilter()(text.format(root=tmp_path), context)
    except FilterError as error:
        made = error.message
    assert ".secret" not in made
    assert "data:" not in made
    assert "255" not in made
    assert not (tmp_path / "ran").exists()


def test_an_error_in_the_main_file_has_its_line(node_tools: Path) -> None:
    with pytest.raises(FilterError) as raised:
        compiled(node_tools, ".a {\n  b: @nope;\n}")
    assert raised.value.message == 'variable @nope is undefined, at "b: @nope;"'
    assert raised.value.line == 2


def test_an_error_in_an_imported_file_names_it_and_its_line(node_tools: Path) -> None:
    files = {"_static/less/bad.less": "@a: 1;\n.a { b: @nope }"}
    with pytest.raises(FilterError) as raised:
        compiled(node_tools, '@import "less/bad";', files)
    assert raised.value.message == (
        'variable @nope is undefined, at ".a { b: @nope }" in _static/less/bad.less:2'
    )
    assert raised.value.line is None


def test_an_error_in_an_inline_block_has_its_line_within_it(node_tools: Path) -> None:
    with pytest.raises(FilterError, match="in line 3 of the inline block") as raised:
        compiled(node_tools, "\n.a {\n b: @nope }", source=None)
    assert raised.value.line == 3


def test_an_import_of_what_is_not_there_says_what_was_looked_for(node_tools: Path) -> None:
    with pytest.raises(FilterError, match=r"tried _static/nope\.less") as raised:
        compiled(node_tools, '\n@import "nope";')
    assert raised.value.line == 2


def test_an_imported_file_that_is_not_utf8_is_an_error(node_tools: Path) -> None:
    with pytest.raises(FilterError, match="a is not encoded in UTF-8"):
        compiled(node_tools, '@import "a";', {"_static/a.less": b"/* \xe9 */"})


def test_a_text_that_never_ends_is_given_up(
    node_tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "SECONDS", 2)
    with pytest.raises(FilterError, match="took longer than 2 seconds"):
        compiled(node_tools, ".l(@n) when (@n > 0) { .l(@n - 1); .l(@n - 1) } .a { .l(60) }")


def test_the_fingerprint_is_the_version_of_the_compiler(node_tools: Path) -> None:
    assert re.fullmatch(r"less-\d+\.\d+\.\d+", LessFilter().fingerprint({}, node_tools))


def test_without_a_compiler_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FilterError, match=r"the filter less finds no compiler: npm install less$"):
        LessFilter().fingerprint({}, tmp_path)


def test_without_node_the_message_says_so(
    node_tools: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FilterError, match=r"the npm package less needs Node\.js"):
        LessFilter().fingerprint({}, node_tools)


def test_a_shim_of_pnpm_or_windows_leads_to_the_package(tmp_path: Path, node_tools: Path) -> None:
    modules = tmp_path / "node_modules"
    (modules / ".bin").mkdir(parents=True)
    (modules / ".bin" / "lessc").write_text("#!/bin/sh\n")
    (modules / ".bin" / "lessc").chmod(0o755)
    (modules / "less").symlink_to(node_tools / "node_modules" / "less")
    assert LessFilter().fingerprint({}, tmp_path) == LessFilter().fingerprint({}, node_tools)
    assert squeezed(compiled(tmp_path, ".a { .b { c: d } }")) == ".a.b{c:d;}"


def test_an_option_that_there_is_not_is_refused(node_tools: Path) -> None:
    with pytest.raises(FilterError, match="less has no option 'math'; it has load_paths"):
        LessFilter().fingerprint({"math": "always"}, node_tools)


def test_the_filter_is_found_by_its_name() -> None:
    assert isinstance(load_filter("less", "css"), LessFilter)
