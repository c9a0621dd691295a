"""Tests of what is written for the groups of a region, above all of one that was found."""

from __future__ import annotations

import html
import json
import posixpath
import re
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.bundle.result import Decision, Result
from sphinx_compress.core.types import ROOT_MARKER, Kind
from tests.sites import Site, script, sheet


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    """Return a site with files that get smaller, and with such as do not."""
    site = Site(tmp_path)
    for name in "abc":
        site.write(f"{name}.css", f".{name} {{ color : red ; }}\n\n")
        site.write(f"{name}.js", f"{name} ( ) ; // a comment that is left out\n")
    site.write("minified.css", ".d{color:red}" * 100 + "/* a comment that is left out */")
    site.write("minified.js", "d();" * 100 + "// a comment that is left out")
    site.write("small.css", ".s{color:red}")
    site.write("small.js", "s()")
    for kind in ("css", "js"):
        site.write(f"empty.{kind}", "")
        site.write(f"comment.{kind}", "/* nothing but a comment */\n")
    site.values |= {"css_filters": ["urls", "csscompressor"], "js_filters": ["rjsmin"]}
    return site


def tag(kind: Kind, name: str, attributes: str = "") -> str:
    make = sheet if kind == "css" else script
    return make(f"{name}.{kind}", attributes)


BOTH = pytest.mark.parametrize("kind", ["css", "js"])


# Files that hold nothing


@BOTH
@pytest.mark.parametrize("name", ["empty", "comment"])
def test_a_file_that_holds_nothing_is_left_out(name: str, kind: Kind, site: Site) -> None:
    result = site.compress_run(kind, tag(kind, name))
    assert result.html == f"<!-- _static/{name}.{kind} is empty -->"
    assert result.bundles == ()
    assert result.decisions == (
        Decision(f"_static/{name}.{kind}", "", "it is empty", is_left_out=True),
    )
    assert result.inputs == (f"_static/{name}.{kind}",)
    # One that browsers load no more.
    assert (result.requests[0], result.requests[1]) == (1, 0)
    assert result.sizes[1] == 0


def test_empty_sheets_that_share_their_attributes_are_left_out(site: Site) -> None:
    nodelist = tag("css", "empty") + tag("css", "comment")
    result = site.compress_run("css", nodelist)
    assert result.html == (
        "<!-- _static/empty.css is empty --><!-- _static/comment.css is empty -->"
    )
    assert result.requests == (2, 0)


def test_an_empty_sheet_among_others_is_in_their_bundle(site: Site) -> None:
    result = site.compress_run("css", tag("css", "a") + tag("css", "empty") + tag("css", "b"))
    assert site.shape(result) == '<link rel="stylesheet" href="{0}" />'
    assert [decision.is_left_out for decision in result.decisions] == [False] * 3


def test_a_sheet_that_is_empty_no_more_is_back(site: Site) -> None:
    nodelist = tag("css", "empty")
    assert site.compress_run("css", nodelist).bundles == ()
    site.write("empty.css", ".e { color : red ; }\n\n")
    assert site.shape(site.compress_run("css", nodelist)) == '<link rel="stylesheet" href="{0}" />'


def test_an_empty_sheet_of_a_marked_region_is_what_its_author_wants(site: Site) -> None:
    result = site.compress("css", tag("css", "empty"))
    assert site.shape(result) == '<link rel="stylesheet" href="{0}" />'


@pytest.mark.parametrize("attributes", [' id="a"', ' title="a"', ' class="a" media="print"'])
def test_an_empty_sheet_that_somebody_may_look_for_stays(attributes: str, site: Site) -> None:
    for name in ("empty", "comment"):
        nodelist = tag("css", name, attributes)
        result = site.compress_run("css", nodelist)
        assert result.html == nodelist
        assert result.requests == (0, 0)
        assert result.decisions[0].reason == "it is empty, and somebody may look for it"
    result = site.compress_run("css", tag("css", "empty", ' media="print"'))
    assert result.decisions[0].is_left_out


def test_an_empty_script_that_somebody_may_look_for_stays(site: Site) -> None:
    nodelist = script("empty.js", ' data-a="b"')
    assert site.compress_run("js", nodelist).html == nodelist


@pytest.mark.parametrize("name", ["--&gt;", "a--!&gt;b", "-&gt;", "&lt;!--", "a-", "%3E--", "é"])
def test_the_name_of_what_is_left_out_does_not_end_the_comment(name: str, site: Site) -> None:
    site.write(html.unescape(name).replace("%3E", ">") + ".css", "")
    result = site.compress_run("css", tag("css", name))
    assert result.problems == ()
    assert result.html.startswith("<!-- ")
    assert len(re.findall(r"--!?>", result.html)) == 1
    assert result.html.endswith(" is empty -->")


# Files that nothing can be done for


@BOTH
def test_a_lone_file_that_is_minified_stays(kind: Kind, site: Site) -> None:
    nodelist = f"\n{tag(kind, 'minified')}\n"
    result = site.compress_run(kind, nodelist)
    assert result.html == nodelist
    assert (result.bundles, result.requests, result.sizes) == ((), (0, 0), (0, 0))
    assert [decision.reason for decision in result.decisions] == [
        "it stands alone, and is minified already"
    ]
    # If that changes, it is looked at again.
    assert result.inputs == (f"_static/minified.{kind}",)
    site.write(
        f"minified.{kind}", "a { color : red ; }\n\n\n" if kind == "css" else "a ( ) ;\n\n\n"
    )
    assert len(site.compress_run(kind, nodelist).bundles) == 1


@BOTH
def test_a_lone_file_that_gets_hardly_smaller_stays(kind: Kind, site: Site) -> None:
    result = site.compress_run(kind, tag(kind, "small"))
    assert result.html == tag(kind, "small")
    assert (result.bundles, result.requests) == ((), (0, 0))
    assert [decision.reason for decision in result.decisions] == [
        "it stands alone, and can hardly be made smaller"
    ]


@BOTH
@pytest.mark.parametrize("name", ["minified", "small"])
def test_a_minified_file_that_is_not_alone_is_in_the_bundle(
    name: str, kind: Kind, site: Site
) -> None:
    result = site.compress_run(kind, tag(kind, name) + tag(kind, "a"))
    assert len(result.bundles) == 1
    assert result.requests == (2, 1)


@BOTH
def test_a_minified_file_of_a_marked_region_is_in_a_bundle(kind: Kind, site: Site) -> None:
    for name in ("minified", "small"):
        assert len(site.compress(kind, tag(kind, name)).bundles) == 1


def test_a_lone_file_with_an_import_that_becomes_a_part_of_it_is_in_a_bundle(site: Site) -> None:
    site.write("outer.css", '@import "a.css";')
    result = site.compress_run(
        "css", tag("css", "outer"), css_filters=["imports", "urls", "csscompressor"]
    )
    assert site.contents(result) == [".a{color:red}"]
    assert result.requests == (2, 1)


@BOTH
def test_a_lone_file_that_is_not_there_is_told_of(kind: Kind, site: Site) -> None:
    result = site.compress_run(kind, tag(kind, "gone"))
    assert result.html == tag(kind, "gone")
    assert [problem.subtype for problem in result.problems] == ["missing"]


# Attributes


@BOTH
def test_a_lone_file_keeps_its_attributes(kind: Kind, site: Site) -> None:
    attributes = ' id="x" data-a="b" crossorigin="anonymous"'
    result = site.compress_run(kind, tag(kind, "a", attributes))
    assert len(result.bundles) == 1
    assert attributes in result.html


def test_a_lone_script_keeps_what_it_reads(site: Site) -> None:
    site.write("reads.js", "/* a comment */\nf(document.currentScript.dataset.a)\n" * 2)
    result = site.compress_run("js", script("reads.js", ' data-a="b"'), join_scripts="elements")
    assert site.shape(result) == '<script data-a="b" src="{0}"></script>'
    assert site.content(result).count("f(document.currentScript.dataset.a)") == 2


def test_what_scripts_read_is_in_the_bundle_with_them(site: Site) -> None:
    site.write("reads.js", "f(document.currentScript.dataset.a)")
    nodelist = script("reads.js", ' data-a="b&quot;" defer') + script("b.js", " defer")
    result = site.compress_run("js", nodelist, join_scripts="elements")
    assert site.shape(result) == '<script defer fetchpriority="low" src="{0}"></script>'
    ((text, url, attributes), other) = parts(site.content(result))
    assert text == "f(document.currentScript.dataset.a)"
    assert url == "../../reads.js"
    assert attributes == [["data-a", 'b"']]
    assert len(other) == 2


# Scripts as elements


def parts(loader: str) -> list[list[object]]:
    """Return the parts of a loader whose strings need no escapes."""
    values = loader[loader.index("})([") + 3 :].strip().removesuffix(")")
    values = re.sub(r"'([^'\n]*)'", lambda match: json.dumps(match[1]), values)
    found: list[list[object]] = json.loads(values)
    return found


@pytest.mark.parametrize("output_dir", ["compress", "a/b", "a/b/c", "x.y"])
@pytest.mark.parametrize("name", ["a.js", "lib/d.js", "lib/e%20f.js"])
def test_scripts_know_their_files_from_where_the_bundle_is(
    output_dir: str, name: str, site: Site
) -> None:
    site.write("lib/d.js", "d()")
    site.write("lib/e f.js", "e()")
    nodelist = script(f"{name}?v=12") + "<script>x()</script>" + script("b.js")
    site.values |= {"join_scripts": "elements", "output_dir": output_dir}
    result = site.compress("js", nodelist)
    (bundle,) = result.bundles
    file = site.directory / "html" / "_static" / output_dir / bundle.path
    urls = [part[1] if len(part) > 1 else "" for part in parts(file.read_text())]
    directory = posixpath.dirname(f"_static/{output_dir}/{bundle.path}")
    assert [posixpath.normpath(f"{directory}/{url}") if url else "" for url in urls] == [
        f"_static/{name}",
        "",
        "_static/b.js",
    ]
    assert ROOT_MARKER not in file.read_text()


def test_a_lone_script_needs_no_loader(site: Site) -> None:
    result = site.compress("js", script("a.js"), join_scripts="elements")
    assert site.contents(result) == ["a();"]


def test_scripts_in_the_page_may_be_run_one_by_one(site: Site) -> None:
    nodelist = script("a.js") + "<script>s = '<\\/script>'</script>"
    result = site.compress("js", nodelist, mode="inline", join_scripts="elements")
    assert result.html.startswith("<script>")
    assert result.html.count("</script>") == 1
    assert result.bundles == ()


def test_scripts_that_nobody_wants_to_join_are_files_of_their_own(site: Site) -> None:
    nodelist = script("a.js") + script("b.js")
    result = site.compress_run("js", nodelist, join_scripts="never")
    assert site.contents(result) == ["a();", "b();"]
    assert [decision.reason for decision in result.decisions] == [
        "",
        "compress_join_scripts is 'never'",
    ]
    # Style sheets are no scripts.
    result = site.compress_run("css", sheet("a.css") + sheet("b.css"), join_scripts="never")
    assert len(result.bundles) == 1


# What became of tags


def test_each_tag_has_its_decision_in_order(site: Site) -> None:
    print_ = ' media="print"'
    nodelist = (
        f"{sheet('a.css')}\n{sheet('b.css', print_)}<!-- c -->{sheet('gone.css')}{sheet('c.css')}"
    )
    result = site.compress("css", nodelist)
    one, two, three = (bundle.path for bundle in result.bundles)
    assert result.decisions == (
        Decision("_static/a.css", one),
        Decision("_static/b.css", two, "its attributes are not those of its neighbour"),
        Decision("<!-- c -->", "", "a comment"),
        Decision("_static/gone.css", "", "_static/gone.css was not found"),
        Decision("_static/c.css", three),
    )
    assert site.compress("css", nodelist).decisions == result.decisions


def test_scripts_that_wait_have_their_decisions_in_order(site: Site) -> None:
    nodelist = script("a.js") + script("b.js", " defer") + script("c.js")
    result = site.compress_run("js", nodelist, join_scripts="elements")
    first, second = (bundle.path for bundle in result.bundles)
    assert [decision.bundle for decision in result.decisions] == [first, second, first]
    assert site.shape(result) == (
        '<script src="{0}"></script><script defer fetchpriority="low" src="{1}"></script>'
    )


def test_a_region_in_the_page_says_so(site: Site) -> None:
    result = site.compress("css", sheet("a.css") + sheet("b.css"), mode="inline")
    assert {(decision.bundle, decision.reason) for decision in result.decisions} == {
        ("", "its code is in the page, as the region wants it")
    }


def test_equal_tags_have_a_decision_each(site: Site) -> None:
    result = site.compress_run("css", sheet("a.css") * 3)
    assert [decision.tag for decision in result.decisions] == ["_static/a.css"] * 3


# Scripts that nobody waits for


@pytest.mark.parametrize("timing", ["defer", "async"])
def test_a_script_that_waits_is_fetched_late(timing: str, site: Site) -> None:
    low = f'<script {timing} fetchpriority="low" src="{{0}}"></script>'
    for names in (["a"], ["a", "b"]):
        nodelist = "".join(script(f"{name}.js", f" {timing}") for name in names)
        assert site.shape(site.compress_run("js", nodelist)) == low
        # The author of a marked region knows what is urgent.
        assert "fetchpriority" not in site.compress("js", nodelist).html


@pytest.mark.parametrize("name", ["minified", "small"])
def test_a_script_that_stays_is_fetched_late_as_well(name: str, site: Site) -> None:
    for tag_, expected in (
        (script(f"{name}.js", " defer"), script(f"{name}.js", ' fetchpriority="low" defer')),
        (script(f"{name}.js", " defer").replace("script", "SCRIPT"), None),
        (script(f"{name}.js"), script(f"{name}.js")),
        (script(f"{name}.js", ' defer fetchpriority="high"'), None),
    ):
        html = site.compress_run("js", tag_).html
        if expected is None:
            assert html.count("fetchpriority") == 1
            assert html.count("src=") == html.count("defer") == 1
        else:
            assert html == expected
        # Once is enough.
        assert site.compress_run("js", html).html == html


def test_what_a_script_says_of_its_priority_holds(site: Site) -> None:
    nodelist = script("a.js", ' defer fetchpriority="high"')
    result = site.compress_run("js", nodelist)
    assert site.shape(result) == '<script defer fetchpriority="high" src="{0}"></script>'


def test_a_style_sheet_is_never_fetched_late(site: Site) -> None:
    assert "fetchpriority" not in site.compress_run("css", sheet("a.css") + sheet("b.css")).html


# Scripts that a loader would make larger


def tiny(site: Site, **values: Any) -> Result:
    site.values |= {"join_scripts": "elements", "max_growth": 100} | values
    for name in "ab":
        site.write(f"{name}.js", f"console.log({name!r})")
    return site.compress("js", script("a.js") + script("b.js"))


def test_tiny_scripts_stay_as_they_are(site: Site) -> None:
    result = tiny(site)
    assert result.bundles == ()
    assert result.html == script("a.js") + "\n" + script("b.js")
    reasons = {decision.reason for decision in result.decisions}
    assert reasons == {"a bundle would have more bytes than its scripts"}


def test_they_are_joined_where_a_request_costs_more(site: Site) -> None:
    assert len(tiny(site, max_growth=1000).bundles) == 1


def test_they_are_joined_as_text_which_takes_no_more(site: Site) -> None:
    result = tiny(site, join_scripts="text")
    assert site.contents(result) == ["console.log('a')\n;\nconsole.log('b')"]


def test_scripts_whose_comments_go_pay_for_the_loader(site: Site) -> None:
    site.values |= {"join_scripts": "elements", "max_growth": 100, "js_filters": ["rjsmin"]}
    words = " ".join(f"w{number * 7919:x}" for number in range(300))
    for name in "ab":
        site.write(f"{name}.js", f"// {words}\nconsole.log({name!r});\n")
    result = site.compress("js", script("a.js") + script("b.js"))
    assert len(result.bundles) == 1


def test_an_inline_region_is_in_the_page_anyway(site: Site) -> None:
    site.values |= {"join_scripts": "elements", "max_growth": 0}
    for name in "ab":
        site.write(f"{name}.js", "f()")
    result = site.compress("js", script("a.js") + script("b.js"), mode="inline")
    assert script("a.js") not in result.html
    assert result.bundles == ()
