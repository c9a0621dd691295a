"""The values of conf.py, in real builds."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest

from tests.conftest import Project, tree

MakeProject = Callable[[str], Project]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("compress_output_dir = '../elsewhere'", "must name a directory below _static"),
        ("compress_output_dir = ''", "must name a directory below _static"),
        ("compress_css_filters = [3]", "3 is no filter"),
        ("compress_css_filters = 'urls'", "must be a list of filters"),
        ("compress_css_filters = ['urls', 'cscompressor']", "there is no filter cscompressor"),
        ("compress_js_filters = ['urls']", "the filter urls is not for js, but for css"),
        ("compress_js_filters = ['no.such.Filter']", "cannot be used: ModuleNotFoundError"),
        ("compress_js_filters = ['os.path.join']", "is no filter"),
        ("compress_precompilers = {'scss': 'x'}", "'scss' is no MIME type"),
        ("compress_precompilers = {'text/x-scss': 'nope'}", "there is no filter nope"),
        ("compress_cache_size = -1", "must be a number of megabytes"),
        ("compress_ofline = True", "no setting compress_ofline (did you mean compress_offline?)"),
    ],
)
def test_a_value_that_makes_no_sense_is_a_warning_and_not_the_end(
    project: MakeProject, value: str, message: str
) -> None:
    source = project("test-basic")
    source.write("conf.py", (source.source / "conf.py").read_text() + value + "\n")
    built = source.build()
    assert message in built.warnings
    assert "[compress.config]" in built.warnings
    assert built.warnings.count("[compress.config]") == 1
    assert built.sheets()[0].startswith("_static/compress/css/output.")


def write_filter(source: Project, body: str, attributes: str = "") -> None:
    source.add_module(
        "own",
        "from sphinx_compress.filters import FilterError\n"
        "from sphinx_compress.filters import Filter, Problem\n"
        "class Own(Filter):\n"
        "    name = 'own'\n"
        "    version = '1'\n"
        "    kinds = frozenset({'css', 'js'})\n"
        f"    {attributes}\n"
        "    def __call__(self, text, context):\n"
        f"        {body}\n",
        "compress_css_filters = ['urls', ('own.Own', {'level': 3})]",
    )


def test_a_filter_of_ones_own_is_told_kind_source_and_options(project: MakeProject) -> None:
    source = project("test-basic")
    write_filter(source, "return text + f'/*{context.kind} {context.source} {context.options}*/'")
    built = source.run()
    text = built.linked("index.html", built.sheets()[0])
    assert "/*css _static/css/one.css {'level': 3}*/" in text


def test_an_output_filter_sees_the_whole_bundle(project: MakeProject) -> None:
    source = project("test-basic")
    write_filter(source, "return f'/*{context.source}*/' + text", "stage = 'output'")
    built = source.run()
    text = built.linked("index.html", built.sheets()[0])
    assert text.startswith("/*None*/")
    assert ".one" in text
    assert ".two" in text


def test_another_version_of_a_filter_is_another_result(project: MakeProject) -> None:
    source = project("test-basic")
    write_filter(source, "return text + '/*first*/'")
    source.run()
    write_filter(source, "return text + '/*second*/'", "version = '2'")
    built = source.run()
    assert "/*second*/" in built.linked("a/one.html", built.sheets("a/one.html")[0])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("raise FilterError('it is broken', 7)", "own: it is broken (_static/css/one.css:7)"),
        ("raise StopIteration", "own failed with StopIteration"),
        ("raise SystemError('x')", "own failed with SystemError: x"),
        ("return ''", "own made nothing of a text that is not empty"),
        ("return None", "own returned a NoneType and not a string"),
    ],
)
def test_a_filter_that_fails_leaves_the_text_as_it_was(
    project: MakeProject, body: str, message: str
) -> None:
    source = project("test-basic")
    write_filter(source, body)
    built = source.run()
    assert message in built.warnings
    assert "[compress.filter]" in built.warnings
    assert ".two" in built.linked("index.html", built.sheets()[0])
    assert len(built.sheets()) == 1


def test_an_essential_filter_that_fails_leaves_the_tags_as_they_were(
    project: MakeProject,
) -> None:
    source = project("test-basic")
    write_filter(source, "raise FilterError('no')", "essential = True")
    built = source.run()
    assert "own: no" in built.warnings
    assert "_static/css/two.css" in [url.partition("?")[0] for url in built.sheets()]
    assert built.bundles_of("css") == []


def test_a_file_that_a_filter_reads_is_an_input(project: MakeProject) -> None:
    source = project("test-basic")
    source.write("_static/extra.txt", "before")
    write_filter(source, "return text + '/*' + context.read('_static/extra.txt').decode() + '*/'")
    assert "/*before*/" in source.run().text("_static/" + source.run().bundles_of("css")[0])
    source.write("_static/extra.txt", "after")
    source.edit()
    built = source.run()
    assert "/*after*/" in built.linked("a/one.html", built.sheets("a/one.html")[0])


def test_a_file_outside_of_the_source_roots_cannot_be_read_by_a_filter(
    project: MakeProject,
) -> None:
    source = project("test-basic")
    write_filter(source, "return text + context.read('_static/../../conf.py').decode()")
    built = source.run()
    assert "leads out of _static/" in built.warnings
    assert "extensions" not in built.linked("index.html", built.sheets()[0])


def test_a_precompiler_turns_a_foreign_type_into_css(project: MakeProject) -> None:
    source = project("test-passthrough")
    write_filter(source, "return text.replace('$c', 'red')")
    conf = (source.source / "conf.py").read_text()
    source.write("conf.py", conf + "compress_precompilers = {'text/x-own': 'own.Own'}\n")
    source.write("_static/a.own", ".a { color: $c }")
    source.write(
        "_templates/layout.html",
        "<html><head>{% set s = pathto('_static', 1) %}{% compress css %}"
        '<link rel="stylesheet" type="text/x-own" href="{{ s }}/a.own">'
        '<link rel="stylesheet" href="{{ s }}/b.css">{% endcompress %}</head></html>',
    )
    built = source.run("-D", "compress_css_filters=urls")
    [link] = built.page().select("link")
    assert "type" not in link.attrs
    text = built.linked("index.html", str(link["href"]))
    assert ".a { color: red }" in text
    assert ".b" in text


def test_a_precompiler_that_fails_leaves_the_tag_as_it_was(project: MakeProject) -> None:
    source = project("test-passthrough")
    write_filter(source, "raise FilterError('expected a brace', 3)")
    conf = (source.source / "conf.py").read_text()
    source.write("conf.py", conf + "compress_precompilers = {'text/x-own': 'own.Own'}\n")
    source.write("_static/a.own", ".a { color: $c }")
    tag = '<link rel="stylesheet" type="text/x-own" href="_static/a.own">'
    source.write(
        "_templates/layout.html",
        f"<html><head>{{% compress css %}}{tag}{{% endcompress %}}</head></html>",
    )
    built = source.run("-D", "compress_css_filters=urls")
    assert tag in built.text()
    assert "own: expected a brace (_static/a.own:3)" in built.warnings
    assert "[compress.precompiler]" in built.warnings


def test_warnings_are_fatal_only_when_the_user_asks(project: MakeProject) -> None:
    source = project("test-basic")
    (source.source / "_static/css/two.css").unlink()
    assert "[compress.missing]" in source.run().warnings
    with pytest.raises(AssertionError, match=r"compress\.missing"):
        source.run("-W", "-a")


def test_the_cache_may_lie_elsewhere_and_is_shared_by_projects(project: MakeProject) -> None:
    source = project("test-basic")
    cache = source.builds / "shared-cache"
    option = ("-D", f"compress_cache_dir={cache}")
    first = source.run(*option)
    assert any(cache.glob("??/*"))
    assert not (source.builds / "doctrees-html/compress/cache").exists()
    stamps = {path: path.stat().st_ino for path in cache.glob("??/*")}
    second = source.run(*option, out="second")
    assert second.bundles == first.bundles
    assert {path: path.stat().st_ino for path in cache.glob("??/*")} == stamps


def test_the_cache_is_bounded(project: MakeProject) -> None:
    source = project("test-basic")
    built = source.run("-D", "compress_cache_size=0")
    assert len(built.bundles) == 2
    assert list((source.builds / "doctrees-html/compress/cache").glob("??/*")) == []


def test_a_file_that_is_kept_as_written_is_counted_and_told_of_when_asked(
    project: MakeProject,
) -> None:
    source = project("test-basic")
    # csscompressor cannot be trusted with a text that ends within a block.
    source.write("_static/css/two.css", "  .two  {  color:  red;  \n\n  top: 0  ")
    quiet = source.run("-W")
    assert re.search(
        r"compress: 1 of \d+ files kept as written, at least in part \(sphinx-build -v",
        quiet.status,
    )
    assert "kept as written (" not in quiet.status
    told = source.run("-v", "-a")
    assert "(_static/css/two.css:" in told.status.partition("compress:")[2]
    assert told.warnings == ""


@pytest.mark.parametrize(
    ("body", "attributes", "subtype"),
    [
        ("raise FilterError('no')", "", "filter"),
        ("return text + 'x{y:z}'", "effect = 'minifies'", "minify"),
    ],
)
def test_a_build_that_is_strict_about_minifying_fails_but_is_complete(
    project: MakeProject, body: str, attributes: str, subtype: str
) -> None:
    source = project("test-basic")
    write_filter(source, body, attributes)
    lenient = source.run()
    strictly = ("-D", "compress_strict_minify=1")
    strict = source.run(*strictly, exit_status=1)
    assert "ERROR: own: " in strict.warnings
    assert f"[compress.{subtype}]" in strict.warnings
    assert "the build fails, since compress_strict_minify is set" in strict.warnings
    assert strict.sheets() == lenient.sheets()
    # Nothing is written again, and yet it is as wrong as it was.
    assert "the build fails" in source.run(*strictly, exit_status=1).warnings
    write_filter(source, "return text", "version = '2'")
    assert source.run(*strictly).warnings == ""


def test_a_minifier_of_ones_own_that_is_refused_is_no_warning(project: MakeProject) -> None:
    source = project("test-basic")
    write_filter(source, "return text + 'x{y:z}'", "effect = 'minifies'")
    built = source.run()
    assert built.warnings == ""
    assert "x{y:z}" not in built.linked("index.html", built.sheets()[0])
    assert "kept as written, at least in part (sphinx-build -v says why)" in built.status


def test_what_failed_is_tried_again(project: MakeProject) -> None:
    source = project("test-basic")
    tool = source.source / "tool"
    tool.write_text("#!/bin/sh\nexec 2>&1; test -e ../repaired || exit 3; cat\n")
    tool.chmod(0o755)
    source.write(
        "conf.py",
        (source.source / "conf.py").read_text()
        + "compress_css_filters = ['urls', ('command', {'args': ['./tool']})]\n",
    )
    broken = source.run()
    assert "command: ./tool failed (exit status 3)" in broken.warnings
    # Nothing that a cache key could tell of.
    (source.source.parent / "repaired").touch()
    assert source.run().warnings == ""
    (source.source.parent / "repaired").unlink()
    assert source.run().warnings == ""


def test_a_compiled_text_that_must_stay_is_not_lost_without_a_word(project: MakeProject) -> None:
    source = project("test-basic")
    write_filter(source, "return 'import(document.URL)'")
    source.write(
        "conf.py",
        (source.source / "conf.py").read_text()
        + "compress_css_filters = ['urls']\ncompress_precompilers = {'text/x-own': 'own.Own'}\n",
    )
    source.write("_static/odd.own", "odd")
    layout = next(source.source.glob("_templates/layout.html"))
    layout.write_text(
        layout.read_text()
        + '{% block footer %}{% compress js %}<script type="text/x-own" src="_static/odd.own">'
        "</script>{% endcompress %}{% endblock %}"
    )
    built = source.run()
    assert "its text/x-own was compiled, but the result may not go into a bundle: it imports" in (
        built.warnings
    )
    assert "browsers ignore the tag as it stands (_static/odd.own)" in built.warnings
    assert built.warnings.count("[compress.precompiler]") == 1


def test_what_sphinx_does_not_publish_is_in_no_bundle(project: MakeProject) -> None:
    source = project("test-basic")
    folders = (".hid", "priv", "top")
    encoded = base64.b64encode(b"<svg><!--secret--></svg>").decode().rstrip("=")
    for folder in folders:
        source.write(f"_static/{folder}/a.css", ".secret{}")
        source.write(f"_static/{folder}/a.js", "secret();")
        source.write(f"_static/{folder}/a.svg", "<svg><!--secret--></svg>")
        source.write(
            f"_static/css/{folder.strip('.')}.css",
            f"@import '../{folder}/a.css'; .b{{background: url(../{folder}/a.svg)}}",
        )
    source.configure(
        "exclude_patterns = ['**/priv', '*/top']",
        "html_css_files += ['.hid/a.css', 'priv/a.css', 'top/a.css']",
        "html_css_files += ['css/hid.css', 'css/priv.css', 'css/top.css']",
        "html_js_files += ['.hid/a.js', 'priv/a.js', 'top/a.js']",
        "compress_css_filters = ['imports', 'datauri', 'urls']",
    )
    built = source.build()
    assert {f"_static/{folder}/a.css" for folder in folders} <= set(built.sheets())
    assert {f"_static/{folder}/a.js" for folder in folders} <= set(built.scripts())
    texts = [data.decode() for name, data in tree(built.directory).items() if "/compress/" in name]
    assert not [text for text in texts if "secret" in text or encoded in text]
    assert any("../priv/a.svg" in text for text in texts)


def test_another_extension_may_have_a_setting_of_any_name(project: MakeProject) -> None:
    source = project("test-basic")
    own = "def setup(app): app.add_config_value('compress_own', 1, '')\n"
    source.configure("compress_own = 2", own)
    assert "compress_own" not in source.build().warnings


def test_syntax_errors_of_the_project_are_told_and_are_not_fatal(project: MakeProject) -> None:
    source = project("test-any")
    source.write(
        "conf.py",
        "extensions = ['sphinx_compress']\nhtml_theme = 'basic'\nhtml_static_path = ['_static']\n"
        "html_js_files = ['a.js', 'theirs.js']\nhtml_css_files = ['a.css']\n"
        "def setup(app): app.config.html_static_path.append(app.confdir + '/theirs')\n",
    )
    for name in source.source.glob("**/*.rst"):
        name.unlink()
    source.write("index.rst", "Title\n=====\n")
    source.write("_static/a.js", "var x = 1;\nvar y = ;\n")
    source.write("theirs/theirs.js", "var y = ;\n")
    source.write("_static/a.css", ".a { color: red }\n.b { color: blue")
    for _ in "again", "from the cache":
        built = source.run("-W", "-E")
        told = [line for line in built.status.splitlines() if "syntax error" in line]
        assert told == [
            "compress: _static/a.css:2: it has a syntax error: .b { color: blue",
            "compress: _static/a.js:2: it has a syntax error, or syntax that is not known here:"
            " var y = ;",
        ]
    assert "theirs.js:1" in source.run("-E", "-v").status
