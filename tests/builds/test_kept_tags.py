"""What does not go into a bundle stays in the page, verbatim and in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Built, Project

MakeProject = Callable[[str], Project]


def build(source: Project, kind: str, region: str, mode: str = "") -> Built:
    source.write(
        "_templates/layout.html",
        "<!DOCTYPE html><html><head><title>T</title>{% set s = pathto('_static', 1) %}\n"
        f"<!-- begin -->{{% compress {kind} {mode} %}}{region}{{% endcompress %}}<!-- end -->\n"
        "</head><body>{{ body }}</body></html>",
    )
    return source.build()


def region(built: Built) -> str:
    return built.text().partition("<!-- begin -->")[2].partition("<!-- end -->")[0]


A = '<link rel="stylesheet" href="{{ s }}/a.css">'
B = '<link rel="stylesheet" href="{{ s }}/b.css">'
JA = '<script src="{{ s }}/a.js"></script>'
JB = '<script src="{{ s }}/b.js"></script>'


@pytest.mark.parametrize(
    "odd",
    [
        "<!-- a comment -->",
        '<!--[if IE]><link rel="stylesheet" href="{{ s }}/c.css"><![endif]-->',
        '<noscript><link rel="stylesheet" href="{{ s }}/c.css"></noscript>',
        '<template><link rel="stylesheet" href="{{ s }}/c.css"></template>',
        '<link rel="preload" as="style" href="{{ s }}/c.css">',
        '<link rel="alternate stylesheet" title="x" href="{{ s }}/c.css">',
        '<link rel="icon" href="{{ s }}/c.css">',
        '<link rel="stylesheet" href="https://example.org/_static/c.css">',
        '<link rel="stylesheet" href="//example.org/_static/c.css">',
        '<link rel="stylesheet" href="data:text/css,.c%7B%7D">',
        '<link rel="stylesheet" href="/c.css">',
        '<link rel="stylesheet" href="c.css">',
        '<link rel="stylesheet" href="">',
        '<link rel="stylesheet">',
        '<link rel="stylesheet" href="{{ s }}/c.css?theme=dark">',
        '<link rel="stylesheet" href="{{ s }}/c.css" integrity="sha256-x">',
        '<link rel="stylesheet" href="{{ s }}/c.css" onload="this.media=\'all\'">',
        '<link rel="stylesheet" href="{{ s }}/c.css" disabled>',
        '<link rel="stylesheet/less" href="{{ s }}/c.css">',
        '<link rel="stylesheet" type="text/less" href="{{ s }}/c.css">',
        "<style type='text/less'>.c { .mixin }</style>",
        "<style>.c { background: url(c.png) }</style>",
        '<meta name="x" content="y">',
        "<script>window.c = 1</script>",
        "text",
        "<svg><style>.c {}</style></svg>",
    ],
)
def test_what_is_no_plain_sheet_stays_and_nothing_is_joined_over_it(
    project: MakeProject, odd: str
) -> None:
    source = project("test-passthrough")
    built = build(source, "css", f"{A}{odd}{B}")
    put_out = region(built)
    first, _, rest = put_out.partition(">")
    assert rest.startswith(odd.replace("{{ s }}", "_static"))
    last = rest[len(odd.replace("{{ s }}", "_static")) :]
    for element in (first + ">", last):
        assert element.startswith('<link rel="stylesheet" href="_static/compress/css/output.')
        assert element.count("<") == 1
    assert len(built.bundles_of("css")) == 2


@pytest.mark.parametrize(
    "odd",
    [
        "<!-- a comment -->",
        '<noscript><script src="{{ s }}/c.js"></script></noscript>',
        '<script type="module" src="{{ s }}/c.js"></script>',
        '<script type="module">import "./c.js"</script>',
        '<script type="application/json">{"a": "</p>"}</script>',
        '<script type="importmap">{"imports": {}}</script>',
        '<script type="speculationrules">{}</script>',
        '<script type="text/x-template"><b></b></script>',
        '<script type="text/x-mathjax-config">MathJax()</script>',
        '<script src="https://example.org/_static/c.js"></script>',
        '<script src="data:text/javascript,1"></script>',
        '<script src="{{ s }}/c.js" integrity="sha256-x"></script>',
        '<script src="{{ s }}/c.js" onerror="x()"></script>',
        '<script src="{{ s }}/c.js">content</script>',
        "<script defer>window.c = 1</script>",
        '<script>document.write("<b>")</script>',
        "<script>window.c = document.currentScript</script>",
        "<script>syntax error here</script>",
        "<script data-x>window.c = 1</script>",
        '<script>window.c = "{{ s }}/c.js"</script>',
        '<link rel="stylesheet" href="{{ s }}/c.css">',
    ],
)
def test_what_is_no_plain_script_stays_and_nothing_is_joined_over_it(
    project: MakeProject, odd: str
) -> None:
    source = project("test-passthrough")
    built = build(source, "js", f"{JA}\n{odd}\n{JB}")
    verbatim = odd.replace("{{ s }}", "_static")
    first, found, last = region(built).partition(f"\n{verbatim}\n")
    assert found
    for element in (first, last):
        assert element.startswith('<script src="_static/compress/js/output.')
        assert element.count("<script") == 1
    assert len(built.bundles_of("js")) == 2


@pytest.mark.parametrize(
    "attributes",
    [
        'media="print"',
        'crossorigin="anonymous"',
        'nonce="r4nd0m"',
        'title="Day"',
        'id="main"',
        'data-x="1"',
        'class="a b"',
        'referrerpolicy="no-referrer"',
        "media='(x)'",
    ],
)
def test_sheets_share_a_bundle_only_with_equal_attributes_and_keep_them(
    project: MakeProject, attributes: str
) -> None:
    source = project("test-passthrough")
    odd = A.replace(">", f" {attributes}>")
    same = B.replace(">", f" {attributes}>")
    built = build(source, "css", f"{odd}{same}\n{A}{B}")
    elements = region(built).splitlines()
    assert len(elements) == 2
    links = built.page().select("link")
    assert len(links) == 2
    plain = {"rel", "href"}
    name = attributes.partition("=")[0]
    assert set(links[0].attrs) == plain | {name}
    assert set(links[1].attrs) == plain
    if "=" in attributes:
        value = links[0][name]
        assert (value if isinstance(value, str) else " ".join(value)) in attributes


@pytest.mark.parametrize(
    "attributes", ["async", "defer", "nomodule", 'crossorigin="anonymous"', 'nonce="x"', 'id="x"']
)
def test_scripts_share_a_bundle_only_with_equal_attributes_and_keep_them(
    project: MakeProject, attributes: str
) -> None:
    source = project("test-passthrough")
    odd = JA.replace("<script", f"<script {attributes}")
    built = build(source, "js", f"{odd}{JB}")
    scripts = built.page().select("script")
    assert len(scripts) == 2
    assert set(scripts[0].attrs) == {"src", attributes.partition("=")[0]}
    assert set(scripts[1].attrs) == {"src"}
    # The first comes without its quotes when the value is empty, as HTML allows.
    assert f"<script {attributes} src=" in region(built)


def test_attributes_in_another_order_are_equal(project: MakeProject) -> None:
    source = project("test-passthrough")
    built = build(
        source,
        "css",
        '<link media="print" rel=" StyleSheet " class="c" href="{{ s }}/a.css">'
        "<LINK CLASS=c HREF={{ s }}/b.css REL=stylesheet MEDIA=print TYPE=text/css>",
    )
    [link] = built.page().select("link")
    assert link["media"] == "print"
    assert link["class"] == ["c"]


def test_an_inline_block_goes_in_at_its_place(project: MakeProject) -> None:
    source = project("test-passthrough")
    built = build(source, "css", f"{A}<style>.between {{ top: 0 }}</style>{B}")
    text = built.linked("index.html", built.sheets()[0])
    assert text.index(".a") < text.index(".between") < text.index(".b{")


def test_an_inline_block_that_shares_with_no_file_costs_no_request(project: MakeProject) -> None:
    source = project("test-passthrough")
    alone = "<style media=print>.alone { top: 0 }</style>"
    built = build(source, "css", f"{A}{B}\n{alone}\n")
    assert len(built.sheets()) == 1
    assert region(built).endswith(f"\n{alone}\n")


def test_a_region_of_nothing_but_inline_blocks_becomes_a_file(project: MakeProject) -> None:
    source = project("test-passthrough")
    built = build(source, "css", "<style>.a { top: 0 }</style><style>.b { top: 0 }</style>")
    [sheet] = built.sheets()
    assert ".b" in built.linked("index.html", sheet)


def test_an_inline_block_with_urls_of_the_site_is_rebased(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/x.png", b"png")
    built = build(source, "css", "<style>.x { background: url({{ s }}/x.png) }</style>")
    [sheet] = built.sheets()
    assert "url(../../x.png)" in built.linked("index.html", sheet)


def test_a_region_of_nothing_comes_out_as_it_was(project: MakeProject) -> None:
    built = build(project("test-passthrough"), "css", "\n  <!-- nothing -->\n")
    assert region(built) == "\n  <!-- nothing -->\n"
    assert built.bundles == []


def test_inline_mode_puts_the_text_into_the_page(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/x.png", b"png")
    source.write("_static/a.css", '.a { background: url(x.png) } .b::after { content: "</style>" }')
    source.write("sub/page.rst", ":orphan:\n\nPage\n====\n")
    built = build(source, "css", A, "inline")
    for name, prefix in (("index.html", ""), ("sub/page.html", "../")):
        [style] = built.page(name).select("style")
        assert f"url({prefix}_static/x.png)" in style.text
        assert "<\\/style>" in style.text
    assert built.bundles == []
    assert built.warnings == ""


def test_inline_mode_makes_a_script_safe_to_stand_in_a_page(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/a.js", 'window.a = "</script><!--<script>";\n')
    built = build(source, "js", JA, "inline")
    [script] = built.page().select("script")
    assert r"\x3C/script>\x3C!--\x3Cscript>" in script.text
    assert built.bundles == []


def test_a_deferred_script_stays_a_file_in_inline_mode(project: MakeProject) -> None:
    source = project("test-passthrough")
    built = build(source, "js", JA.replace("<script", "<script defer"), "inline")
    [script] = built.page().select("script")
    assert str(script["src"]).startswith("_static/compress/js/output.")
    assert "its defer is for files only" in built.warnings
    assert "[compress.inline]" in built.warnings


def test_preload_mode_names_the_bundle_that_file_mode_writes(project: MakeProject) -> None:
    source = project("test-passthrough")
    built = build(source, "js", f"{JA}{JB}{{% endcompress %}}|{{% compress js preload %}}{JA}{JB}")
    [link], [script] = built.page().select("link"), built.page().select("script")
    assert link["rel"] == ["preload"]
    assert link["as"] == "script"
    assert link["href"] == script["src"]
    assert len(built.bundles) == 1
    sheet = build(source, "css", A, "preload")
    assert sheet.page().select("link")[0]["as"] == "style"


def test_a_name_is_the_name_of_the_bundle(project: MakeProject) -> None:
    built = build(project("test-passthrough"), "css", A, "file critical")
    assert built.bundles[0].startswith("compress/css/critical.")


def test_what_a_sheet_imports_becomes_part_of_the_bundle(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/b.css", '@import "c.css" print;\n.b { color: red }')
    built = build(source, "css", f"{A}{B}")
    (text,) = [built.linked("index.html", url) for url in built.sheets()]
    assert "@import" not in text
    assert text.index("@media print{") < text.index(".b{")


def test_a_sheet_that_imports_from_elsewhere_begins_a_bundle(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/b.css", '@import "https://example.org/c.css";\n.b { color: red }')
    built = build(source, "css", f"{A}{B}")
    first, second = [built.linked("index.html", url) for url in built.sheets()]
    assert "@import" not in first
    assert second.lstrip().startswith('@import"https://example.org/c.css";')


def test_a_sheet_that_leaves_a_block_open_swallows_no_other(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/a.css", ".a { color: red; /* open")
    built = build(source, "css", f"{A}{B}")
    assert len(built.sheets()) == 2


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("windows-1252", '@charset "windows-1252";'),
        ("utf-16", ""),
        ("utf-8", '@charset "utf-8";'),
    ],
)
def test_a_sheet_in_any_encoding_becomes_utf_8(
    project: MakeProject, encoding: str, charset: str
) -> None:
    source = project("test-passthrough")
    text = charset + '.a::after { content: "\N{LATIN SMALL LETTER E WITH ACUTE}" }'
    source.write("_static/a.css", text.encode(encoding))
    built = build(source, "css", f"{B}{A}")
    data = (built.directory / built.sheets()[0]).read_bytes()
    assert data.startswith(b'@charset "utf-8";')
    assert data.count(b"@charset") == 1
    assert "\N{LATIN SMALL LETTER E WITH ACUTE}" in data.decode()


def test_a_script_that_is_not_utf_8_stays_and_a_warning_says_so(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/a.js", 'window.a = "é";'.encode("latin-1"))
    built = build(source, "js", f"{JA}{JB}")
    assert built.scripts()[0].partition("?")[0] == "_static/a.js"
    assert "_static/a.js is not encoded in utf-8" in built.warnings


OUTSIDE = [
    "{{ s }}/../../conf.py",
    "{{ s }}/..%2F..%2Fconf.py",
    "{{ s }}/%2e%2e/%2e%2e/secret.css",
    "{{ s }}/..\\..\\secret.css",
    "{{ s }}/%5c..%5c..%5csecret.css",
    "{{ s }}//etc/passwd",
    "{{ s }}/%2Fetc/passwd",
    "{{ s }}/a.css%00.png",
    "{{ s }}/link.css",
    "{{ s }}/linked/secret.css",
]


@pytest.mark.parametrize("url", OUTSIDE)
def test_nothing_from_outside_the_source_roots_reaches_a_bundle(
    project: MakeProject, url: str, tmp_path: Path
) -> None:
    source = project("test-passthrough")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.css").write_text(".secret { color: red }")
    (source.source / "secret.css").write_text(".secret { color: red }")
    # Links as they are in the output directory: Sphinx itself would copy what they lead to.
    static = source.builds / "html/_static"
    static.mkdir(parents=True)
    (static / "link.css").symlink_to(tmp_path / "outside/secret.css")
    (static / "linked").symlink_to(tmp_path / "outside")
    built = build(source, "css", f'{A}<link rel="stylesheet" href="{url}">')
    assert built.sheets()[-1] == url.replace("{{ s }}", "_static")
    assert "[compress.source]" in built.warnings
    assert "layout.html:2" in built.warnings
    for name in built.bundles:
        assert "secret" not in built.text(f"_static/{name}")
        assert "root:" not in built.text(f"_static/{name}")
    assert len(built.bundles) == 1


@pytest.mark.parametrize("url", ["{{ s }}/nope.css", "{{ s }}/%252e%252e/a.css", "{{ s }}/"])
def test_a_missing_file_is_a_warning_that_names_page_template_and_url(
    project: MakeProject, url: str
) -> None:
    built = build(project("test-passthrough"), "css", f'{A}<link rel="stylesheet" href="{url}">')
    shown = url.replace("{{ s }}", "_static")
    assert built.sheets()[-1] == shown
    assert shown in built.warnings
    assert "page index" in built.warnings
    assert "layout.html:2" in built.warnings
    assert "[compress.missing]" in built.warnings


def test_a_url_with_escapes_means_the_file_with_that_name(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/a b/é.css", ".spaced { color: red }")
    built = build(source, "css", '<link rel="stylesheet" href="{{ s }}/a%20b/%C3%A9.css">')
    assert ".spaced" in built.linked("index.html", built.sheets()[0])


def test_a_warning_can_be_suppressed(project: MakeProject) -> None:
    source = project("test-passthrough")
    conf = (source.source / "conf.py").read_text()
    source.write("conf.py", conf + "suppress_warnings = ['compress.missing']\n")
    built = build(source, "css", '<link rel="stylesheet" href="{{ s }}/nope.css">')
    assert built.warnings == ""


def test_static_templates_and_macros_pass_their_content_through(project: MakeProject) -> None:
    source = project("test-passthrough")
    source.write("_static/rendered.css_t", "{% compress css %}.t { top: 0 }{% endcompress %}")
    source.write(
        "_templates/macros.html",
        "{% macro sheet() %}{% compress css %}<link rel=x>{% endcompress %}{% endmacro %}",
    )
    built = build(source, "css", "{% from 'macros.html' import sheet %}{{ sheet() }}")
    assert built.text("_static/rendered.css") == ".t { top: 0 }"
    assert region(built) == "<link rel=x>"
