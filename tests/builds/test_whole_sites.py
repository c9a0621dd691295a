"""What builds of a whole site come to."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_compress.build.index import Index
from sphinx_compress.js.syntax import parse
from tests.conftest import Built, Project, tree

PAGES = ("index.html", "a/one.html", "a/b/two.html")

MakeProject = Callable[[str], Project]


@pytest.mark.quick
def test_each_kind_becomes_one_bundle_that_all_pages_share(project: MakeProject) -> None:
    built = project("test-basic").build()
    assert len(built.bundles) == 2
    for name, prefix in zip(PAGES, ("", "../", "../../"), strict=True):
        [sheet], [script] = built.sheets(name), built.scripts(name)
        assert re.fullmatch(
            re.escape(prefix) + r"_static/compress/css/output\.[0-9a-f]{12}\.css", sheet
        )
        assert re.fullmatch(
            re.escape(prefix) + r"_static/compress/js/output\.[0-9a-f]{12}\.js", script
        )
        assert ".one" in built.linked(name, sheet)
        assert ".two" in built.linked(name, sheet)
        assert "order.push" in built.linked(name, script)
    assert built.warnings == ""


def test_a_bundle_holds_the_files_in_the_order_of_their_tags(project: MakeProject) -> None:
    built = project("test-basic").build(compress_join_scripts="text")
    sheet = built.linked("index.html", built.sheets()[0])
    places = [sheet.index(selector) for selector in (".highlight", "div.body", ".one", ".two")]
    assert places == sorted(places)
    script = built.linked("index.html", built.scripts()[-1])
    assert [node.type for node in parse(script.encode()).root_node.named_children] == [
        "lexical_declaration",
        "expression_statement",
        "empty_statement",
        "expression_statement",
    ]


def test_relative_urls_lead_from_the_bundle_to_the_same_file(project: MakeProject) -> None:
    built = project("test-basic").build()
    sheet = built.sheets("a/b/two.html")[0]
    found = re.search(r'url\("?([^")]+)"?\)', built.linked("a/b/two.html", sheet))
    assert found is not None
    assert found[1] == "../../img/dot.svg"
    assert (built.directory / "_static/compress/css" / found[1]).is_file()


def test_the_originals_stay(project: MakeProject) -> None:
    source = project("test-basic")
    built = source.build()
    for name in ("css/one.css", "css/two.css", "one.js", "two.js"):
        original = (source.source / "_static" / name).read_bytes()
        assert (built.directory / "_static" / name).read_bytes() == original


@pytest.mark.quick
def test_the_manifest_tells_the_html_of_each_region_with_a_marker(project: MakeProject) -> None:
    built = project("test-basic").build()
    assert len(built.manifest) == 2
    text = built.text("_static/compress/manifest.json")
    assert list(built.manifest) == sorted(built.manifest)
    assert str(built.directory.parent) not in text
    for key, html in built.manifest.items():
        assert re.fullmatch("[0-9a-f]{64}", key)
        assert html.strip().replace("compress-root:", "../") in built.text("a/one.html")


@pytest.mark.parametrize(
    ("builder", "page", "prefix"),
    [
        ("dirhtml", "a/b/two/index.html", "../../../"),
        ("dirhtml", "index.html", ""),
        ("singlehtml", "index.html", ""),
    ],
)
def test_other_html_builders_have_bundles(
    project: MakeProject, builder: str, page: str, prefix: str
) -> None:
    built = project("test-basic").build(builder)
    [sheet] = built.sheets(page)
    assert sheet.startswith(f"{prefix}_static/compress/css/output.")
    assert ".two" in built.linked(page, sheet)
    assert built.warnings == ""


def test_html_and_dirhtml_name_the_same_regions_and_bundles(project: MakeProject) -> None:
    source = project("test-basic")
    html, dirhtml = source.build("html"), source.build("dirhtml")
    # documentation_options.js names the builder, so the scripts differ; the regions do not.
    assert html.manifest.keys() == dirhtml.manifest.keys()
    assert [name for name in html.bundles if name.endswith("css")] == [
        name for name in dirhtml.bundles if name.endswith("css")
    ]


def test_a_builder_of_another_name_that_extends_html_has_bundles(project: MakeProject) -> None:
    source = project("test-basic")
    source.add_module(
        "hosted",
        "from sphinx.builders.dirhtml import DirectoryHTMLBuilder\n"
        "class Hosted(DirectoryHTMLBuilder):\n"
        "    name = 'hosted'\n"
        "def setup(app):\n"
        "    app.add_builder(Hosted)\n",
        "extensions += ['hosted']",
    )
    built = source.run(builder="hosted")
    assert built.sheets("a/one/index.html")[0].startswith("../../_static/compress/css/")


def test_a_page_with_absolute_urls_shares_the_region_of_the_others(project: MakeProject) -> None:
    source = project("test-basic")
    source.write("404.rst", ":orphan:\n\n404\n===\n")
    source.write(
        "conf.py",
        (source.source / "conf.py").read_text()
        + "def absolute(app, pagename, templatename, context, doctree):\n"
        "    if pagename == '404':\n"
        "        def pathto(uri, resource=False):\n"
        "            return '/en/latest/' + uri\n"
        "        context['pathto'] = pathto\n"
        "        def tag(file):\n"
        '            return \'<link rel="stylesheet" type="text/css" href="\''
        " + pathto(str(file.filename), True) + '\" />'\n"
        "        context['css_tag'] = tag\n"
        "def setup(app):\n"
        "    app.connect('html-page-context', absolute, priority=400)\n",
    )
    built = source.build()
    [sheet] = built.sheets("404.html")
    assert sheet == "/en/latest/" + built.sheets("index.html")[0]
    assert len([html for html in built.manifest.values() if ".css" in html]) == 1


@pytest.mark.parametrize(
    "builder",
    "epub json pickle htmlhelp qthelp devhelp latex text man texinfo xml pseudoxml gettext changes"
    " dummy linkcheck".split(),
)
def test_builders_that_write_no_site_come_out_the_same(
    project: MakeProject, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    source = project("test-basic")
    source.write("index.rst", (source.source / "index.rst").read_text())
    with_it = source.run(builder=builder, out="same")
    trees = [tree(with_it.directory)]
    subprocess.run(["rm", "-rf", str(source.builds)], check=True)
    conf = (source.source / "conf.py").read_text()
    source.write("conf.py", conf.replace('["sphinx_compress"]', '["passthrough"]'))
    source.add_module(
        "passthrough",
        "from jinja2 import nodes\n"
        "from jinja2.ext import Extension\n"
        "class Tag(Extension):\n"
        "    tags = {'compress'}\n"
        "    def parse(self, parser):\n"
        "        line = next(parser.stream).lineno\n"
        "        while parser.stream.current.type != 'block_end':\n"
        "            next(parser.stream)\n"
        "        body = parser.parse_statements(('name:endcompress',), drop_needle=True)\n"
        "        return nodes.Scope(body, lineno=line)\n"
        "def init(app):\n"
        "    templates = getattr(app.builder, 'templates', None)\n"
        "    if templates is not None:\n"
        "        templates.environment.add_extension(Tag)\n"
        "def setup(app):\n"
        "    app.connect('builder-inited', init)\n"
        "    return {'parallel_read_safe': True, 'parallel_write_safe': True}\n",
    )
    without = source.run(builder=builder, out="same")
    trees.append(tree(without.directory))
    assert trees[0].keys() == trees[1].keys()
    for name in trees[0]:
        # An epub is a zip file, with times, of what lies beside it.
        if not name.endswith((".doctree", ".pickle", ".epub")):
            assert trees[0][name] == trees[1][name], name
    assert "compress/" not in "".join(trees[0])
    assert with_it.warnings == without.warnings


@pytest.mark.parametrize("jobs", ["2", "4", "auto"])
def test_parallel_and_serial_builds_are_the_same_byte_for_byte(
    project: MakeProject, jobs: str
) -> None:
    source = project("test-late")
    for number in range(30):
        source.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
    serial = source.run("-j", "1", out="serial")
    parallel = source.run("-j", jobs, out="parallel")
    assert tree(serial.directory) == tree(parallel.directory)
    assert len(serial.manifest) == 3


def test_a_region_that_only_workers_see_is_in_the_manifest(project: MakeProject) -> None:
    source = project("test-basic")
    for number in range(30):
        source.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
    source.write(
        "_templates/layout.html",
        '{% extends "!layout.html" %}\n'
        "{% block css %}{% if pagename == 'many/p27' %}{% compress css %}{{ super() }}"
        "{% endcompress %}{% else %}{{ super() }}{% endif %}{% endblock %}",
    )
    built = source.run("-j", "3")
    assert len(built.manifest) == 1
    assert len(built.bundles) == 1
    assert built.sheets("many/p27.html")[0].startswith("../_static/compress/css/")
    assert len(built.sheets("many/p26.html")) > 1


@pytest.mark.parametrize("implicit", ["0", "1"])
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_each_use_of_each_page_is_known_in_the_end(
    project: MakeProject, jobs: str, implicit: str
) -> None:
    source = project("test-basic")
    for number in range(30):
        source.write(f"many/p{number}.rst", f":orphan:\n\nPage {number}\n=======\n")
    # One more region, in a template that no bridge has rendered.
    source.add_module(
        "own",
        "def add(app, page, template, context, doctree):\n"
        "    text = '{% compress css inline own %}<style>p {}</style>{% endcompress %}'\n"
        "    environment = app.builder.templates.environment\n"
        "    context['body'] = environment.from_string(text).render(context)\n"
        "def setup(app):\n"
        "    app.connect('html-page-context', add)\n"
        "    return {'parallel_read_safe': True, 'parallel_write_safe': True}\n",
        "extensions.append('own')",
    )
    source.run("-j", jobs, "-D", f"compress_implicit={implicit}")
    [path] = source.builds.rglob("index.json")
    index = Index.from_json(path.read_bytes())
    assert len(index.pages) > 33
    for name, page in index.pages.items():
        regions = [index.regions[region_id].region for region_id, _ in page.uses]
        marked = sorted(region.name for region in regions if not region.implicit)
        assert marked == ["output", "output", "own"], name


def test_the_order_of_pages_does_not_matter(project: MakeProject) -> None:
    source = project("test-late")
    first = tree(source.run(out="first").directory)
    source.run(out="second", only=["other.rst"])
    assert tree(source.run(out="second").directory) == first


def test_two_copies_at_different_paths_are_the_same_byte_for_byte(
    project: MakeProject, tmp_path: Path
) -> None:
    source = project("test-basic")
    here = tree(source.run().directory / "_static" / "compress")
    moved = Project(source.source.rename(tmp_path / "else where"), tmp_path / "b")
    there = tree(moved.run().directory / "_static" / "compress")
    assert here == there


def test_the_summary_says_what_was_done(project: MakeProject) -> None:
    source = project("test-basic")
    status = source.run("-v").status
    assert "compress: 2 regions on 5 pages; bundles: 2 written, 0 reused" in status
    size = r"\d+\.\d → \d+\.\d"
    assert re.search(
        rf"compress: \d+ files became 2 on a typical page, {size} kB \(gzip {size}\)\n", status
    )
    again = source.run("-a").status
    # What few people ask for is in the way of the rest.
    assert "regions on" not in again
    assert "compress: what became of each file: python -m sphinx_compress report " in again
    assert "bundles: 0 written, 2 reused" in source.run("-a", "-v").status


def test_a_theme_may_set_the_extension_up_again(project: MakeProject) -> None:
    source = project("test-basic")
    source.write(
        "conf.py",
        (source.source / "conf.py").read_text() + "def setup(app):\n"
        "    app.setup_extension('sphinx_compress')\n"
        "    app.setup_extension('sphinx_compress')\n",
    )
    built = source.build()
    assert len(built.bundles) == 2
    assert built.warnings == ""


def test_a_mistake_in_a_tag_ends_the_build_with_template_and_line(project: MakeProject) -> None:
    source = project("test-basic")
    source.write("_templates/layout.html", '{% extends "!layout.html" %}\n\n{% compress cs %}')
    done = subprocess.run(source.command(), capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "layout.html:3: {% compress %}: the first argument must be css or js" in done.stderr


def test_a_template_bridge_without_an_environment_is_told_so(project: MakeProject) -> None:
    source = project("test-basic")
    source.add_module(
        "bridge",
        "from sphinx.jinja2glue import BuiltinTemplateLoader\n"
        "class Bridge:\n"
        "    def __init__(self):\n"
        "        self._inner = BuiltinTemplateLoader()\n"
        "    def init(self, *args, **kwargs):\n"
        "        self._inner.init(*args, **kwargs)\n"
        "    def newest_template_mtime(self):\n"
        "        return 0\n"
        "    def newest_template_name(self):\n"
        "        return ''\n"
        "    def render(self, template, context):\n"
        "        return self._inner.render(template, context)\n"
        "    def render_string(self, template, context):\n"
        "        return self._inner.render_string(template, context)\n",
        "template_bridge = 'bridge.Bridge'",
    )
    (source.source / "_templates/layout.html").unlink()
    built = source.run()
    assert "the template bridge in use has no Jinja environment" in built.warnings
    assert "[compress.config]" in built.warnings
    assert built.bundles == []


def test_a_cold_build_and_a_warm_one_write_the_same(project: MakeProject) -> None:
    source = project("test-late")
    cold = tree(source.run().directory)
    subprocess.run(["rm", "-rf", str(source.builds / "html")], check=True)
    warm = tree(source.run().directory)
    assert cold == warm


def test_a_warm_build_imports_no_parser_and_no_minifier(project: MakeProject) -> None:
    source = project("test-basic")
    source.run()
    subprocess.run(["rm", "-rf", str(source.builds / "html")], check=True)
    report = source.builds / "modules.json"
    source.write(
        "conf.py",
        (source.source / "conf.py").read_text() + "def report(app, exception):\n"
        "    import json, sys\n"
        f"    with open({str(report)!r}, 'w') as file:\n"
        "        json.dump(sorted(sys.modules), file)\n"
        "def setup(app):\n"
        "    app.connect('build-finished', report, priority=1000)\n",
    )
    # In a process that has imported nothing before.
    subprocess.run(source.command("-j", "1"), capture_output=True, check=True)
    assert len(Built(source.builds / "html", "", "").bundles) == 2
    loaded = json.loads(report.read_text())
    assert "sphinx_compress.build.reconcile" in loaded
    heavy = ("bs4", "tinycss2", "csscompressor", "rjsmin", "tree_sitter", "tree_sitter_javascript")
    assert [name for name in loaded if name.split(".")[0] in heavy] == []
    # What only some settings have a use for.
    rooms = (
        "build.icon_scripts build.left_out build.unused build.used_names delivery.siblings"
        " manifest.lookup".split()
    )
    assert {f"sphinx_compress.{name}" for name in rooms}.isdisjoint(loaded)
