"""Tests of what is said of a page that was written, of a site made by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_compress.bundle.result import Decision
from sphinx_compress.core.errors import ExplanationError
from sphinx_compress.core.types import ROOT_MARKER, STATIC
from sphinx_compress.manifest import decisions, manifest
from sphinx_compress.manifest.decisions import Decisions
from sphinx_compress.manifest.explain import explain_page
from sphinx_compress.page.gate import gate_elements, sheet_element, split_element
from sphinx_compress.page.opt_out import BY_STAND_IN
from sphinx_compress.page.region import unmark
from tests.servers import PATIENCE
from tests.sites import Site, script, sheet

CSS = f'<link rel="stylesheet" href="{ROOT_MARKER}{STATIC}compress/css/output.1.css" />'
JS = f'<script src="{ROOT_MARKER}{STATIC}compress/js/output.2.js"></script>'
KNOWN: Decisions = {
    CSS: (
        Decision("_static/a.css", "css/output.1.css"),
        Decision("_static/b.css", "css/output.1.css"),
    ),
    f"{script('x.js')}\n{JS}": (
        Decision("_static/x.js", reason="it is odd"),
        Decision("_static/y.js", "js/output.2.js", "new"),
    ),
}
HEAD_LINES = ["  _static/a.css is in css/output.1.css", "  _static/b.css is in css/output.1.css"]
TAIL_LINES = [
    "  _static/x.js stays: it is odd",
    "  _static/y.js is in js/output.2.js (a new one: new)",
]
APART = "it is in no run of tags at the top or at the end of the page that has a file to bundle"


class Built:
    """A site as it was built."""

    def __init__(self, directory: Path, output_dir: str = "compress") -> None:
        self.directory = directory
        self.store = directory / "_static" / output_dir
        self.store.mkdir(parents=True)
        self.know(KNOWN)
        (self.store / manifest.FILE_NAME).write_bytes(manifest.dump({}))

    def know(self, known: Decisions) -> None:
        (self.store / decisions.FILE_NAME).write_bytes(decisions.dump(known))

    def page(self, name: str, html: str, prefix: str | None = None) -> list[str]:
        """Write a page, and return what is said of it."""
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = unmark(html, "../" * name.count("/") if prefix is None else prefix)
        path.write_bytes(text.encode())
        return [str(each) for each in explain_page(path)]


@pytest.fixture(name="built")
def a_built_site(tmp_path: Path) -> Built:
    return Built(tmp_path / "html")


def whole(head: str = CSS, tail: str = f"{script('x.js')}\n{JS}") -> str:
    return f"<html><head>{head}</head><body><p>Text</p>{tail}</body></html>"


# Where a page lies


@pytest.mark.parametrize("name", ["index.html", "a/page.html", "a/b/c/index.html", "a.htm"])
def test_a_page_at_any_depth_is_explained(name: str, built: Built) -> None:
    assert built.page(name, whole()) == HEAD_LINES + TAIL_LINES


@pytest.mark.parametrize("name", ["404.html", "a/404.html"])
@pytest.mark.parametrize("prefix", ["/", "/en/latest/", "https://example.org/docs/", "../../"])
def test_a_page_may_have_another_prefix(name: str, prefix: str, built: Built) -> None:
    assert built.page(name, whole(), prefix) == HEAD_LINES + TAIL_LINES


def test_a_region_that_stays_is_found_without_any_bundle(built: Built) -> None:
    built.know({script("x.js"): (Decision("_static/x.js", reason="it is odd"),)})
    for name in ("index.html", "a/b/page.html"):
        assert built.page(name, whole("", script("x.js"))) == ["  _static/x.js stays: it is odd"]


@pytest.mark.parametrize("output_dir", ["assets/all", "a.b-c_d", "x/y/z"])
def test_bundles_may_be_in_another_directory(output_dir: str, tmp_path: Path) -> None:
    built = Built(tmp_path / "html", output_dir)
    known = {CSS.replace("/compress/", f"/{output_dir}/"): KNOWN[CSS]}
    built.know(known)
    (html,) = known
    for prefix in (None, "/en/"):
        assert built.page("a/page.html", whole(html, ""), prefix) == HEAD_LINES


def test_a_site_within_a_site_is_one_of_its_own(built: Built) -> None:
    inner = Built(built.directory / "en")
    inner.know({CSS: (Decision("_static/inner.css", "css/output.1.css"),)})
    assert built.page("index.html", whole(CSS, "")) == HEAD_LINES
    assert inner.page("a/index.html", whole(CSS, "")) == [
        "  _static/inner.css is in css/output.1.css"
    ]


@pytest.mark.parametrize("where", ["data/regions.json", "a.json/regions.json", "regions.json"])
def test_another_file_of_that_name_is_not_the_record(where: str, built: Built) -> None:
    path = built.directory / "_static" / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"type": "FeatureCollection"}')
    assert built.page("index.html", whole()) == HEAD_LINES + TAIL_LINES


def test_of_two_records_the_one_beside_bundles_is_taken(built: Built) -> None:
    other = Built(built.directory, "a")
    other.know({CSS: (Decision("_static/other.css"),)})
    (built.store / manifest.FILE_NAME).write_bytes(manifest.dump({"1": CSS}))
    assert built.page("index.html", whole()) == HEAD_LINES + TAIL_LINES


def test_a_page_is_found_from_anywhere(
    built: Built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built.page("a/index.html", whole())
    monkeypatch.chdir(built.directory / "a")
    assert [*map(str, explain_page(Path("index.html")))] == HEAD_LINES + TAIL_LINES
    (tmp_path / "link").symlink_to(built.directory)
    assert [
        *map(str, explain_page(tmp_path / "link" / "a" / "index.html"))
    ] == HEAD_LINES + TAIL_LINES


# What cannot be explained


def test_a_file_that_is_not_there_cannot_be_read(built: Built) -> None:
    with pytest.raises(ExplanationError, match=r"missing\.html cannot be read: No such file"):
        explain_page(built.directory / "missing.html")
    with pytest.raises(ExplanationError, match="html cannot be read: Is a directory"):
        explain_page(built.directory)


def test_a_page_of_another_site_is_told(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text(whole())
    (tmp_path / "_static").mkdir()
    with pytest.raises(ExplanationError, match=r"no _static/…/regions\.json was found"):
        explain_page(page)


@pytest.mark.parametrize("data", [b"", b"null", b"{", b'{"a": 1}'])
def test_with_a_spoilt_record_all_tags_are_said_to_stay(data: bytes, built: Built) -> None:
    (built.store / decisions.FILE_NAME).write_bytes(data)
    lines = built.page("index.html", whole())
    assert len(lines) == 3
    assert all("stays" in line for line in lines)


def test_a_page_that_is_no_text_is_no_error(built: Built) -> None:
    path = built.directory / "index.html"
    path.write_bytes(b"\xff\0" + unmark(whole(CSS, ""), "").encode() + b"\xfe")
    assert [*map(str, explain_page(path))] == HEAD_LINES


# Regions in the page


def test_lines_are_in_the_order_of_the_page(built: Built) -> None:
    tail = f"{script('x.js')}\n{JS}"
    assert built.page("index.html", whole(tail, CSS)) == TAIL_LINES + HEAD_LINES
    between = f"{CSS}{sheet('c.css')}{CSS}"
    assert built.page("index.html", whole(between, "")) == [
        *HEAD_LINES,
        f"  _static/c.css stays: {APART}",
        *HEAD_LINES,
    ]


def test_a_region_that_is_a_part_of_another_one_is_not_found_there(built: Built) -> None:
    built.know(KNOWN | {JS: (Decision("_static/z.js", "js/output.2.js"),)})
    assert built.page("index.html", whole()) == HEAD_LINES + TAIL_LINES
    assert built.page("index.html", whole(JS, "")) == ["  _static/z.js is in js/output.2.js"]


@pytest.mark.parametrize("html", [" ", "\n", "\n  \n"])
def test_a_region_that_left_nothing_to_see_is_nowhere(html: str, built: Built) -> None:
    # A preload, for one, of what stays.
    built.know(KNOWN | {html: (Decision("_static/z.css", reason="it is odd"),)})
    head = f"\n  \n{CSS}\n  \n"
    assert built.page("index.html", whole(head)) == HEAD_LINES + TAIL_LINES


def test_a_region_that_left_nothing_is_nowhere(built: Built, tmp_path: Path) -> None:
    site = Site(tmp_path)
    nodelist = '<link rel="stylesheet" href="https://example.org/a.css">'
    result = site.compress("css", nodelist, mode="preload")
    # Such a region there may be; to look for it in a page must have an end.
    assert result.html == ""
    assert result.decisions != ()
    built.know(KNOWN | {"": result.decisions})
    path = built.directory / "index.html"
    path.write_text(unmark(whole(), ""))
    # A process that can be killed, and that gets no more memory than it may need.
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2 ** 29, 2 ** 29));"
        "from sphinx_compress.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "explain", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.splitlines() == HEAD_LINES + TAIL_LINES


def test_a_region_is_found_in_a_page_with_windows_line_ends(built: Built) -> None:
    path = built.directory / "index.html"
    path.write_bytes(unmark(whole(), "").replace("\n", "\r\n").encode())
    assert [*map(str, explain_page(path))] == HEAD_LINES + TAIL_LINES


# Tags outside of regions


def test_other_tags_stay(built: Built) -> None:
    style, block = "<style>p{}</style>", "<script>\n  x()\n</script>"
    assert built.page("index.html", whole(sheet("c.css?v=1") + style, block)) == [
        f"  _static/c.css stays: {APART}",
        f"  <style>p{{}}</style> stays: {APART}",
        f"  <script> x() </script> stays: {APART}",
    ]


def test_the_label_of_a_long_block_is_short(built: Built) -> None:
    (line,) = built.page("index.html", whole("", f"<script>{'x(); ' * 100}</script>"))
    assert line.endswith(f" … stays: {APART}")
    assert len(line) < 70 + len(APART)


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="icon" href="_static/i.png" />',
        '<link rel="preload" as="style" href="_static/c.css" />',
        "<!-- <link rel=stylesheet href=_static/c.css><script src=c.js></script> -->",
        "<!-- \n<style>a{}</style>\n -->",
        "<p>&lt;script src=c.js></p>",
        "<linked rel=stylesheet>",
        "<scripts>",
        "<p>Text</p>",
    ],
)
def test_what_is_no_such_tag_is_not_told(html: str, built: Built) -> None:
    assert built.page("index.html", whole(html, html)) == []


@pytest.mark.parametrize(
    "content",
    [
        's = \'<link rel="stylesheet" href="c.css">\'',
        "s = '<script src=c.js>'",
        "s = '<style>'",
        "s = '<!--'",
    ],
)
def test_what_strings_of_a_script_hold_is_no_tag(content: str, built: Built) -> None:
    lines = built.page("index.html", whole("", f"<script>{content}</script>{script('c.js')}"))
    assert len(lines) == 2
    assert lines[1] == f"  _static/c.js stays: {APART}"


@pytest.mark.parametrize(
    "html",
    [
        "<LINK REL=StyleSheet HREF=_static/c.css>",
        "<SCRIPT SRC=_static/c.css></SCRIPT>",
        '<link rel="stylesheet" title="a > b" href="_static/c.css">',
        '<script title="a > b" src="_static/c.css"></script>',
        "<link rel=stylesheet href='_static/c.css?v=1'/>",
    ],
)
def test_a_tag_is_told_of_however_it_is_written(html: str, built: Built) -> None:
    assert built.page("index.html", whole(html, "")) == [f"  _static/c.css stays: {APART}"]


@pytest.mark.parametrize(
    "html", ["<script>x", "<style>", "<script", "<link rel=stylesheet>", "<!--"]
)
def test_a_torn_page_is_no_error(html: str, built: Built) -> None:
    assert len(built.page("index.html", f"<head>{CSS}</head>{html}")) in (2, 3)


# A site that was compressed


def test_what_became_of_a_run_is_told(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for name in "ab":
        site.write(f"{name}.css", f".{name} {{ color : red ; }}\n")
    site.write("empty.css", "")
    site.values["css_filters"] = ["urls", "csscompressor"]
    print_ = ' media="print"'
    result = site.compress_run(
        "css", sheet("a.css") + sheet("b.css") + sheet("gone.css") + sheet("empty.css", print_)
    )
    built = Built(tmp_path / "html2")
    built.know({result.html: result.decisions})
    bundle = result.bundles[0].path
    assert built.page("a/b.html", whole(result.html, "")) == [
        f"  _static/a.css is in {bundle}",
        f"  _static/b.css is in {bundle}",
        "  _static/gone.css stays: it was not found",
        "  _static/empty.css is left out: it is empty",
    ]


def test_an_offline_build_says_why_a_tag_stays(built: Built) -> None:
    built.know(KNOWN | {decisions.OFFLINE: (Decision("", reason="it was offline"),)})
    assert built.page("index.html", sheet("c.css")) == ["  _static/c.css stays: it was offline"]
    assert built.page("index.html", whole()) == HEAD_LINES + TAIL_LINES


# What users keep out


def test_a_tag_that_is_off_says_so_itself(built: Built) -> None:
    tag = script("c.js", ' data-compress="off"')
    assert built.page("index.html", tag) == ["  _static/c.js stays: data-compress says so"]


def test_a_page_that_is_off_has_one_line(built: Built) -> None:
    built.know(KNOWN | {decisions.PAGES_OFF: (Decision("a/b.html"),)})
    off = f'<html data-compress="off"><head>{sheet("c.css")}</head></html>'
    line = "  all tags of the page stay: "
    assert built.page("a/c.html", off) == [f"{line}data-compress says so, on <html>"]
    assert built.page("a/b.html", whole()) == [f"{line}the metadata of its document say so"]
    assert built.page("b.html", whole()) == HEAD_LINES + TAIL_LINES


def test_a_page_in_which_no_script_may_wait_says_why(built: Built) -> None:
    built.know(KNOWN | {decisions.EAGER: (Decision("a/b.html", reason="so it is"),)})
    line = "  scripts of the head that are not deferred stay there: so it is"
    assert built.page("a/b.html", whole()) == [line, *HEAD_LINES, *TAIL_LINES]
    assert built.page("a/c.html", whole()) == HEAD_LINES + TAIL_LINES


def test_what_stands_in_for_a_script_has_no_verdict_of_another_page(built: Built) -> None:
    tag = (
        '<script nomodule data-compress="off" data-compress-counted="" src="_static/x.js"></script>'
    )
    stays = Decision("_static/x.js", reason="it does something at once")
    built.know({tag: (Decision("_static/x.js", reason=BY_STAND_IN),), decisions.HEAD: (stays,)})
    assert built.page("page.html", f"<head>{tag}</head>") == [
        f"  _static/x.js stays: {BY_STAND_IN}"
    ]


def test_what_its_author_has_not_written_is_no_tag_of_a_page(built: Built) -> None:
    built.know({})
    html = split_element(sheet_element("_static/c.css"), "_static/w.css") + gate_elements(
        "o.js", "g.css"
    )
    lines = built.page("index.html", f"<head>{html}</head>")
    assert [line.split()[0] for line in lines] == ["_static/c.css", "_static/w.css"]


def test_a_line_without_a_tag_says_only_what_happens_there(built: Built) -> None:
    built.know({JS: (Decision("", reason="here it begins"),)})
    assert built.page("index.html", whole("", JS)) == ["  here it begins"]
