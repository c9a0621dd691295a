"""Sass becomes CSS, by each of the compilers, and by what lies within the site alone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sphinx_compress.bundle.sources import SourceRoot, Sources
from sphinx_compress.core.errors import FilterError, SourceOutsideRoots
from sphinx_compress.core.types import Problem
from sphinx_compress.filters.base import FilterContext
from sphinx_compress.filters.precompilers import hosting
from sphinx_compress.filters.precompilers.sass import SassFilter
from sphinx_compress.filters.precompilers.sass_files import SassFiles
from sphinx_compress.filters.registry import load_filter
from tests.compilers import SASS, Compiler, link_package, require_libsass, sass_compiler
from tests.filtering import Filtered, run


@pytest.fixture(params=SASS)
def compiler(request: pytest.FixtureRequest, tmp_path: Path, node_tools: Path) -> Compiler:
    return sass_compiler(request.param, tmp_path, node_tools)


@pytest.fixture
def dart_sass(tmp_path: Path, node_tools: Path) -> Compiler:
    """Return the faster of the compilers that know all of the language."""
    return sass_compiler("sass-embedded", tmp_path, node_tools)


class Asked(dict[str, "str | bytes"]):
    """Files, and which of them were asked for."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        super().__init__(files)
        self.urls: list[str] = []

    def __bool__(self) -> bool:
        return True

    def get(self, url: str, default: Any = None) -> Any:
        self.urls.append(url)
        return super().get(url, default)


def compiled(
    compiler: Compiler,
    text: str,
    files: Mapping[str, str | bytes] | None = None,
    *,
    options: Mapping[str, object] | None = None,
    source: str | None = "_static/theme.scss",
    mime_type: str = "text/x-scss",
) -> Filtered:
    return run(
        SassFilter(),
        text,
        "css",
        source=source,
        base=source.rpartition("/")[0] if source else None,
        files=files,
        options={**compiler.options, **(options or {})},
        mime_type=mime_type,
        directory=compiler.directory,
    )


def _ignore(problem: Problem) -> None:
    pass


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_nesting_variables_and_mixins_become_css(compiler: Compiler) -> None:
    text = """
        $c: red;
        @mixin big($n) { font-size: $n * 2; }
        .a { color: $c; &:hover { @include big(4px); } }
    """
    assert squeezed(compiled(compiler, text).text) == (".a{color:red;}.a:hover{font-size:8px;}")


def test_an_import_is_relative_to_the_file_that_has_it(compiler: Compiler) -> None:
    files = {
        "_static/scss/_parts.scss": '@import "more/inner";',
        "_static/scss/more/_inner.scss": ".inner { a: b }",
        "_static/more/_inner.scss": ".wrong { a: b }",
    }
    text = compiled(compiler, '@import "scss/parts";', files).text
    assert squeezed(text) == ".inner{a:b;}"


def test_what_is_not_beside_the_file_is_looked_for_in_the_load_paths(compiler: Compiler) -> None:
    files = {"_static/lib/_one.scss": ".lib { a: b }", "_static/vendor/_two.scss": ".v { a: b }"}
    text = '@import "one"; @import "two";'
    options = {"load_paths": ["_static/lib", "_static/vendor/"]}
    assert squeezed(compiled(compiler, text, files, options=options).text) == (".lib{a:b;}.v{a:b;}")


def test_imports_of_an_inline_block_start_from_the_static_files(compiler: Compiler) -> None:
    files = {"_static/scss/_c.scss": "$c: red;"}
    text = '@import "scss/c"; .a { b: $c }'
    assert squeezed(compiled(compiler, text, files, source=None).text) == ".a{b:red;}"


@pytest.mark.parametrize(
    ("source", "mime_type"),
    [
        ("_static/theme.sass", "text/x-scss"),
        ("_static/theme", "text/x-sass"),
        (None, "text/sass"),
    ],
)
def test_type_or_extension_tells_the_indented_syntax(
    compiler: Compiler, source: str | None, mime_type: str
) -> None:
    text = compiled(compiler, ".a\n  b: c\n", source=source, mime_type=mime_type).text
    assert squeezed(text) == ".a{b:c;}"


def test_the_extension_says_more_than_the_type(compiler: Compiler) -> None:
    text = compiled(compiler, ".a { b: c }", mime_type="text/x-sass").text
    assert squeezed(text) == ".a{b:c;}"


def test_no_charset_or_byte_order_mark_is_put_before_the_text(compiler: Compiler) -> None:
    files = {"_static/_b.scss": "\ufeff$b: 'ü';"}
    text = compiled(compiler, '@import "b"; .a { b: $b; c: "é" }', files).text
    assert text.startswith(".a")
    assert "ü" in text
    assert "é" in text


def test_urls_stay_relative_to_the_main_file(compiler: Compiler) -> None:
    files = {"_static/scss/_p.scss": ".a { b: url(img/c.png) }"}
    assert "url(img/c.png)" in compiled(compiler, '@import "scss/p";', files).text


def test_plain_css_imports_are_left_to_browsers(compiler: Compiler) -> None:
    text = '@import "a.css"; @import url(b); @import "https://x.test/c"; @import "//x.test/d";'
    made = compiled(compiler, text).text
    for name in ("a.css", "url(b)", "https://x.test/c", "//x.test/d"):
        assert name in made


def test_sass_that_only_sets_variables_is_an_empty_sheet(compiler: Compiler) -> None:
    assert compiled(compiler, "$a: 1;").text == ""


def test_the_same_text_gives_the_same_bytes_wherever_it_is(
    compiler: Compiler, tmp_path: Path, node_tools: Path
) -> None:
    elsewhere = sass_compiler(compiler.name, tmp_path / "else" / "where", node_tools)
    if not elsewhere.directory.exists():
        elsewhere.directory.mkdir(parents=True)
    files = {"_static/_p.scss": ".p { a: b }"}
    text = '/* x */ @import "p"; .a { b: c }'
    assert compiled(compiler, text, files) == compiled(elsewhere, text, files)


# What it may read.


def test_every_file_that_might_take_part_is_asked_for(compiler: Compiler) -> None:
    files = Asked({"_static/lib/_v.scss": "$v: 1;"})
    compiled(compiler, '@import "v";', files, options={"load_paths": ["_static/lib"]})
    assert {
        "_static/_v.sass",
        "_static/v.sass",
        "_static/_v.scss",
        "_static/v.scss",
        "_static/_v.css",
        "_static/v.css",
        "_static/v/_index.scss",
        "_static/lib/_v.scss",
        "_static/lib/_v.sass",
    } <= set(files.urls)


@pytest.mark.parametrize(
    "url",
    [
        "../secret",
        "../../../../../../../../{root}/secret",
        "{root}/secret",
        "file://{root}/secret",
        "file://{root}/secret.scss",
        "%2e%2e/secret",
        "lib/../../secret",
        "secret",
        "_static/../secret",
        "pkg:secret",
        "compress:///secret",
        "compress:///../secret.scss",
    ],
)
def test_no_file_outside_of_the_site_is_read(
    compiler: Compiler, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.scss").write_text(".secret { a: b }")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "package.json").write_text(
        '{"name": "secret", "sass": "../secret.scss"}'
    )
    (tmp_path / "html" / "_static").mkdir(parents=True)
    monkeypatch.setenv("SASS_PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    sources = Sources([SourceRoot(tmp_path / "html" / "_static")])
    context = FilterContext(
        "css",
        "_static/theme.scss",
        "_static",
        "_static/compress/css",
        sources.read,
        _ignore,
        options=compiler.options,
        type="text/x-scss",
        directory=tmp_path,
    )
    with pytest.raises(FilterError) as raised:
        SassFilter()(f'@import "{url.format(root=tmp_path)}";', context)
    assert "secret {" not in raised.value.message


def test_a_link_that_leads_out_of_the_site_is_an_error(compiler: Compiler, tmp_path: Path) -> None:
    static = tmp_path / "html" / "_static"
    static.mkdir(parents=True)
    (tmp_path / "_secret.scss").write_text(".secret { a: b }")
    (static / "_link.scss").symlink_to(tmp_path / "_secret.scss")
    files = SassFiles(Sources([SourceRoot(static)]).read)
    with pytest.raises(SourceOutsideRoots):
        files.find_beside("link", "_static/theme.scss")
    context = FilterContext(
        "css",
        "_static/theme.scss",
        "_static",
        None,
        Sources([SourceRoot(static)]).read,
        _ignore,
        options=compiler.options,
        directory=tmp_path,
    )
    with pytest.raises(FilterError, match="is a link to a place outside of the site") as raised:
        SassFilter()('\n@import "link";', context)
    assert raised.value.line == 2


def test_a_load_path_may_lead_nowhere_and_an_inline_block_may_warn(dart_sass: Compiler) -> None:
    made = compiled(
        dart_sass, "@warn 'w';", source=None, options={"load_paths": ["_static", "_static/none"]}
    )
    assert made.problems == [Problem("stylesheet", "@warn: w", None, 1)]


@pytest.mark.parametrize("load_path", ["..", "/etc", "scss", "_static/../..", 3])
def test_a_load_path_outside_of_the_site_is_refused(dart_sass: Compiler, load_path: object) -> None:
    with pytest.raises(FilterError, match="must be a list of directories below _static/"):
        SassFilter().fingerprint({"load_paths": [load_path]}, dart_sass.directory)


# Which file is meant.

DISK = {
    "_static/_plain.scss": ".plain { a: b }",
    "_static/bare.scss": ".bare { a: b }",
    "_static/_indented.sass": ".indented\n  a: b\n",
    "_static/sheet.css": ".sheet { a: b }",
    "_static/_both.scss": ".both-scss { a: b }",
    "_static/both.css": ".both-css { a: b }",
    "_static/dir/_index.scss": '@forward "inner";',
    "_static/dir/_inner.scss": ".dir-inner { a: b }",
    "_static/_twice.scss": ".twice { a: b }",
    "_static/twice.scss": ".twice { a: b }",
    "_static/mixed.sass": ".mixed\n  a: b\n",
    "_static/_mixed.scss": ".mixed { a: b }",
    "_static/_for.scss": ".for { a: b }",
    "_static/_for.import.scss": ".for-import { a: b }",
    "_static/lib/_far.scss": '@use "near"; .far { a: b }',
    "_static/lib/_near.scss": ".near { a: b }",
    "_static/lib/_plain.scss": ".lib-plain { a: b }",
    "_static/with space/_a b.scss": ".space { a: b }",
    "_static/d.ots/_x.y.scss": ".dots { a: b }",
}


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "_plain",
        "plain.scss",
        "./plain",
        "lib/../plain",
        "bare",
        "indented",
        "sheet",
        "both",
        "dir",
        "dir/index",
        "twice",
        "mixed",
        "for",
        "far",
        "with space/a b",
        "with%20space/a%20b",
        "d.ots/x.y",
        "missing",
        "plain.sass",
    ],
)
def test_the_file_is_that_which_sass_itself_finds(
    dart_sass: Compiler, name: str, tmp_path: Path, node_tools: Path
) -> None:
    files = {quote(path): content for path, content in DISK.items()}
    for path, content in DISK.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    for rule in ("@use", "@import"):
        text = f'{rule} "{name}"{" as a" if rule == "@use" else ""};'
        (tmp_path / "_static/main.scss").write_text(text)
        plain = subprocess.run(
            [
                dart_sass.directory / "node_modules/.bin/sass",
                *("--no-source-map", "--no-charset", "--quiet"),
                *("--load-path", "_static/lib", "_static/main.scss"),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        options = {"load_paths": ["_static/lib"]}
        if plain.returncode == 0:
            made = compiled(dart_sass, text, files, options=options, source="_static/main.scss")
            assert made.text.strip() == plain.stdout.strip()
        else:
            with pytest.raises(FilterError) as raised:
                compiled(dart_sass, text, files, options=options, source="_static/main.scss")
            said = plain.stderr.removeprefix("Error: ").splitlines()[0].rstrip(".")
            assert raised.value.message.startswith(said)


# What goes wrong.


def test_an_error_in_the_main_file_has_its_line(compiler: Compiler) -> None:
    with pytest.raises(FilterError) as raised:
        compiled(compiler, ".a {\n  b: c;\n  d: $nope;\n}")
    assert raised.value.line == 3
    assert raised.value.message.startswith("Undefined variable")
    assert raised.value.message.endswith(', at "d: $nope;"')


def test_an_error_in_a_partial_names_it_and_its_line(compiler: Compiler) -> None:
    files = {"_static/scss/_bad.scss": "$a: 1;\n\n.a { b: $nope; }"}
    with pytest.raises(FilterError) as raised:
        compiled(compiler, '\n@import "scss/bad";', files)
    assert raised.value.line is None
    assert raised.value.message.endswith(', at ".a { b: $nope; }" in _static/scss/_bad.scss:3')


def test_an_error_in_an_inline_block_has_its_line_within_it(compiler: Compiler) -> None:
    with pytest.raises(FilterError) as raised:
        compiled(compiler, "\n.a { b: $nope }", source=None)
    assert raised.value.line == 2
    assert raised.value.message.endswith(" in line 2 of the inline block")


def test_an_import_of_what_is_not_there_names_it_and_its_line(compiler: Compiler) -> None:
    with pytest.raises(FilterError, match="Can't find stylesheet to import") as raised:
        compiled(compiler, '\n@import "nope";')
    assert raised.value.line == 2
    assert '"nope"' in raised.value.message


def test_what_is_not_clear_is_an_error_that_names_both(compiler: Compiler) -> None:
    files = {"_static/_a.scss": "", "_static/a.scss": ""}
    with pytest.raises(FilterError, match=r"not clear.*: _static/_a\.scss, _static/a\.scss"):
        compiled(compiler, '@import "a";', files)


def test_what_the_author_raises_is_shown(compiler: Compiler) -> None:
    with pytest.raises(FilterError, match="set the colour first"):
        compiled(compiler, '@error "set the colour first";')


def test_a_partial_that_is_not_utf8_is_an_error(compiler: Compiler) -> None:
    with pytest.raises(FilterError, match=r"_static/_a\.scss is not encoded in UTF-8"):
        compiled(compiler, '@import "a";', {"_static/_a.scss": b"/* \xe9 */"})


def test_a_long_line_is_shown_in_part(compiler: Compiler) -> None:
    with pytest.raises(FilterError) as raised:
        compiled(compiler, ".a { b: $nope; " + "c: d;" * 100 + "}")
    assert len(raised.value.message) < 200


def test_what_the_author_warns_of_is_reported_once(compiler: Compiler) -> None:
    files = {"_static/_m.scss": "\n@mixin old { @warn 'use new'; }"}
    text = '@import "m"; .a { @include old; @include old; } @debug "no";'
    problems = compiled(compiler, text, files).problems
    if compiler.has_modules:
        assert problems == [Problem("stylesheet", "@warn: use new", "_static/_m.scss", 2)]
    else:
        assert problems == [Problem("stylesheet", "@warn: use new", "_static/theme.scss", None)]


def test_deprecations_are_silent(compiler: Compiler, capfd: pytest.CaptureFixture[str]) -> None:
    files = {f"_static/_p{n}.scss": f".p{n} {{ a: 1/{n} }}" for n in range(1, 9)}
    text = "".join(f'@import "p{n}";\n' for n in range(1, 9))
    assert compiled(compiler, text, files).problems == []
    assert capfd.readouterr() == ("", "")


def test_a_text_that_never_ends_is_given_up(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "SECONDS", 3)
    with pytest.raises(FilterError, match="took longer than 3 seconds"):
        compiled(compiler, "@while true { $a: 1; }")


# Which compiler.


def test_the_fingerprint_is_the_version_of_the_compiler(compiler: Compiler) -> None:
    fingerprint = SassFilter().fingerprint(compiler.options, compiler.directory)
    assert re.fullmatch(rf"{compiler.name}-\d+\.\d+\.\d+", fingerprint)


def test_a_shim_of_pnpm_or_windows_leads_to_the_package(tmp_path: Path, node_tools: Path) -> None:
    modules = tmp_path / "node_modules"
    script = link_package("sass", tmp_path, node_tools)
    (modules / "sass").symlink_to(script.parent)
    (modules / ".bin" / "sass").unlink()
    (modules / ".bin" / "sass").write_text(
        '#!/bin/sh\nexec node "$(dirname "$0")/../sass/sass.js"\n'
    )
    (modules / ".bin" / "sass").chmod(0o755)
    assert SassFilter().fingerprint({}, tmp_path).startswith("sass-")
    compiler = Compiler("sass", tmp_path)
    assert squeezed(compiled(compiler, ".a { b: c }").text) == ".a{b:c;}"


def test_without_a_compiler_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FilterError, match=r"finds no compiler: npm install sass-embedded$"):
        SassFilter().fingerprint({"compiler": "sass"}, tmp_path)
    # Where Python looks for packages, and so for libsass.
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(FilterError, match=r"finds no compiler: pip install 'sphinx_compress\[lib"):
        SassFilter().fingerprint({"compiler": "libsass"}, tmp_path)
    with pytest.raises(FilterError, match=r"npm install sass-embedded, or pip install 'sphinx"):
        SassFilter().fingerprint({}, tmp_path)


def test_without_node_the_message_says_so(
    tmp_path: Path, node_tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link_package("sass", tmp_path, node_tools)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FilterError, match=r"the npm package sass needs Node\.js"):
        SassFilter().fingerprint({"compiler": "sass"}, tmp_path)


def test_libsass_is_there_for_those_who_have_no_dart_sass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_libsass()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert SassFilter().fingerprint({}, tmp_path).startswith("libsass-")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"compiler": "ruby"}, "must be 'sass' or 'libsass'"),
        ({"loadpaths": []}, "sass has no option 'loadpaths' .did you mean load_paths"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(
    options: Mapping[str, object], message: str, tmp_path: Path
) -> None:
    with pytest.raises(FilterError, match=message):
        SassFilter().fingerprint(options, tmp_path)


def test_the_filter_is_found_by_its_name() -> None:
    assert isinstance(load_filter("sass", "css"), SassFilter)
