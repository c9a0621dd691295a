"""Tests of what is known of scripts that run before the gate."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from sphinx_compress.build.early_scripts import (
    EarlyScript,
    EarlyScripts,
    acting,
    has_file,
    is_of_another_site,
    name_of_script,
)
from sphinx_compress.core.names import Declarations, names_among
from tests.sites import Site, script

LATER = EarlyScript(declares=Declarations())


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    site.write("a.js", "document.body.className = 'is-open'")
    site.write("rules.js", "document.styleSheets[0].cssRules")
    site.write("layout.js", "document.body.offsetWidth")
    return site


def scripts_of(site: Site) -> EarlyScripts:
    compressor = site.compressor()
    return EarlyScripts(compressor.sources, compressor.cache)


def names(found: EarlyScript, *asked: str) -> list[bool]:
    return [*map(names_among(found.names), asked)]


def test_the_words_of_a_script_may_be_names(site: Site) -> None:
    for tag in (script("a.js"), "<script>document.body.className = 'is-open'</script>"):
        found = scripts_of(site).read(tag)
        assert names(found, ".is-open", "#is-open", ".is-closed") == [True, True, False]
        assert (found.is_known, found.reads_layout) == (True, False)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("e.className = 'toc-h' + (depth + 1)", ".toc-h2"),
        ("e.innerHTML = `<h${level + 1}>`", "h3"),
        ("e.className = 'w' + 1e3", ".w1000"),
        ("e.className = location.pathname.replace(/\\//g, '-')", ".docs-index"),
        ("e.classList.add(e.dataset.kind + '--' + e.dataset.state)", ".card--open"),
        ("e.className = 'is_on'.replace('_', '-')", ".is-on"),
        ("const list = document.documentElement.classList; list.add(localStorage.mode)", ".dark"),
        ("(list => list.toggle(localStorage.mode))(document.body.classList)", ".dark"),
        ("const write = document.write.bind(document); write(localStorage.banner)", ".warning"),
        ("Object.assign(e, {id: localStorage.skin})", "#blue"),
        ("[e.className, e.title] = localStorage.look.split(',')", ".wide"),
        ('setTimeout(\'e.className = "is-" + "late"\')', ".is-late"),
        ("e.innerHTML = '<image src=a.png>'", "img"),
        ("const key = 'className'; e[key] = localStorage.look", ".wide"),
        ("Reflect.set(e, 'class' + 'Name', localStorage.look)", ".wide"),
        ("DOMTokenList.prototype.add.call(e.classList, localStorage.look)", ".wide"),
        ("const data = e.dataset; data[localStorage.look] = ''", "[data-wide"),
        ("Object.assign(e.dataset, JSON.parse(localStorage.look))", "[data-wide"),
        ("Object.assign(e, JSON.parse(localStorage.look))", ".wide"),
        ("e.classList[wide ? 'add' : 'remove'](localStorage.look)", ".wide"),
        ("$(localStorage.banner).appendTo(e)", ".warning"),
        ("$(e).load('banner.html')", ".warning"),
        ("import('./' + localStorage.skin)", ".blue"),
        ("eval(localStorage.skin)", ".blue"),
        ("e['aria' + part] = 'true'", "[aria-expanded"),
        ("const fix = s => s.trim(); e.id = fix('is_on'.replace('_', '-'))", "#is-on"),
    ],
)
def test_what_a_script_makes_of_the_page_is_known_or_nothing_is(
    code: str, name: str, site: Site
) -> None:
    found = scripts_of(site).read(f"<script>{code}</script>")
    assert not found.is_known or names(found, name) == [True]


@pytest.mark.parametrize(
    "code",
    [
        "const seen = {}; for (const key of keys) seen[key] = localStorage[key]",
        "const all = Object.assign({}, defaults, JSON.parse(localStorage.all))",
        "for (let i = 0; i < list.length; i++) list[i] = localStorage[i]",
        "const cache = this.cache || (this.cache = {}); cache[k] = v",
        "e.dataset.theme = localStorage.theme; e.classList.toggle('dark', localStorage.dark)",
    ],
)
def test_what_goes_into_an_object_of_its_own_is_no_name(code: str, site: Site) -> None:
    assert scripts_of(site).read(f"<script>{code}</script>").is_known


def test_a_script_that_reads_rules_or_layout_is_told(site: Site) -> None:
    scripts = scripts_of(site)
    assert not scripts.read(script("rules.js")).is_known
    assert not scripts.read("<script>document.styleSheets</script>").is_known
    assert scripts.read(script("layout.js")).reads_layout
    assert scripts.read(script("layout.js")).is_known


@pytest.mark.parametrize("attributes", [" defer", ' type="module"', ' type=" Module "'])
def test_a_script_that_runs_later_is_of_no_interest(attributes: str, site: Site) -> None:
    assert scripts_of(site).read(script("rules.js", attributes)) == LATER


def test_an_async_script_brings_its_names_and_forbids_nothing(site: Site) -> None:
    found = scripts_of(site).read(script("layout.js", " defer async"))
    assert not found.is_refused(in_body=True)
    assert names(scripts_of(site).read(script("a.js", " async")), ".is-open") == [True]
    assert scripts_of(site).read(script("gone.js", " async")) == LATER


def test_an_inline_script_cannot_be_deferred(site: Site) -> None:
    scripts = scripts_of(site)
    assert not scripts.read("<script defer>document.styleSheets</script>").is_known
    assert scripts.read("<script type=module>document.styleSheets</script>") == LATER


def test_the_text_of_a_block_that_is_no_script_may_be_read_by_one(site: Site) -> None:
    found = scripts_of(site).read('<script type="text/x-template"><p class="is-open"></script>')
    assert ".is-open" not in found.names
    assert names(found, ".is-open") == [True]
    assert scripts_of(site).read(script("rules.js", ' type="text/x"')) == LATER


@pytest.mark.parametrize(
    "tag",
    [
        script("gone.js"),
        '<script src="https://example.org/a.js"></script>',
        '<script src="//example.org/a.js"></script>',
        '<script src=""></script>',
        '<script src="compress-root:../conf.py"></script>',
    ],
)
def test_a_script_that_cannot_be_read_is_not_known(tag: str, site: Site) -> None:
    assert not scripts_of(site).read(tag).is_known


@pytest.mark.parametrize("url", ["searchindex.js", "../searchindex.js", "../../searchindex.js?x=1"])
def test_the_search_index_is_none_that_styles_anything(url: str, site: Site) -> None:
    found = scripts_of(site).read(f'<script src="{url}"></script>')
    assert found.declares == Declarations(reads=frozenset({"Search"}))
    assert (found.is_known, found.names) == (True, frozenset())


def test_a_script_is_read_once_until_its_file_changes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = scripts_of(site).read(script("a.js"))

    def unread(_: str) -> EarlyScript:
        raise AssertionError("read again")

    with monkeypatch.context() as patched:
        patched.setattr("sphinx_compress.build.early_scripts._look_at", unread)
        again = scripts_of(site)
        assert again.read(script("a.js")) == again.read(script("a.js")) == before
    scripts = scripts_of(site)
    assert scripts.read(script("a.js")) == before
    site.write("a.js", "document.body.className = 'is-another'; document.styleSheets")
    assert scripts.read(script("a.js")) == before
    scripts.forget()
    scripts = scripts_of(site)
    assert not scripts.read(script("a.js")).is_known


def test_damage_in_the_cache_is_none_of_a_script(site: Site) -> None:
    before = scripts_of(site).read(script("a.js"))
    for data in (b"", b"[]", b"[1, 2, 3]", b"{}", b"\xff"):
        for path in (site.directory / "cache").rglob("*"):
            if path.is_file():
                path.write_bytes(data)
        assert scripts_of(site).read(script("a.js")) == before


def test_names_of_a_page_say_which_files_it_has_and_where(site: Site) -> None:
    tags = {script("rules.js"): False, script("layout.js"): True, script("a.js"): True}
    names_ = {name_of_script(tag, in_body=in_body) for tag, in_body in tags.items()}
    scripts = scripts_of(site)
    found = [*scripts.of_pages({"p", ".a", *names_})]
    assert sorted(found, key=str) == sorted(
        ((scripts.read(tag), in_body) for tag, in_body in tags.items()), key=str
    )
    assert [*scripts.of_pages({"p", ".a"})] == []
    # Where nothing is laid out, layout may be read.
    assert scripts.read(script("layout.js")).is_refused(in_body=True)
    assert not scripts.read(script("layout.js")).is_refused(in_body=False)
    assert scripts.read(script("rules.js")).is_refused(in_body=False)


def test_a_script_has_a_file_or_a_text() -> None:
    assert has_file(script("a.js"))
    assert has_file("<script src></script>")
    assert not has_file("<script>src='x'</script>")


READY = """const ready = (act) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
    else act();
}; const own = () => { document.body.className = "own" };"""


def test_scripts_that_only_wait_do_not_act_until_one_that_acts_mentions_them(site: Site) -> None:
    site.write("ready.js", READY)
    scripts = scripts_of(site)
    ready = scripts.read(script("ready.js"))
    waiting = scripts.read("<script>ready(() => { document.body.className = 'x' })</script>")
    acts = scripts.read("<script>document.body.className = 'y'</script>")
    assert acting([ready, waiting, acts], ()) == [acts]
    # Without the function it is called by, nobody knows.
    assert acting([waiting, acts], ()) == [waiting, acts]
    calls = scripts.read("<script>own()</script>")
    assert set(acting([ready, waiting, calls], ())) == {calls, ready}
    assert acting([ready, waiting], {"own"}) == [ready]


def test_jquery_names_what_others_hand_to_it(site: Site) -> None:
    jquery = files("sphinxcontrib.jquery").joinpath("jquery.js").read_text()
    site.write("jquery.js", jquery)
    scripts = scripts_of(site)
    found = scripts.read(script("jquery.js"))
    assert found.is_known
    assert not names_among(found.names)(".any-name")
    waiting = scripts.read("<script>jQuery(function () { jQuery('p').addClass('x') })</script>")
    assert acting([found, waiting], ()) == []
    site.write("jquery.js", jquery + "\n")
    scripts = scripts_of(site)
    assert not scripts.read(script("jquery.js")).is_known


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<script src="https://example.org/a.js"></script>', True),
        ('<script src="//example.org/a.js"></script>', True),
        ('<script src="\\\\example.org/a.js"></script>', True),
        ('<script async src="https://example.org/a.js"></script>', False),
        ('<script defer src="https://example.org/a.js"></script>', False),
        ('<script type="module" src="https://example.org/a.js"></script>', False),
        (script("a.js"), False),
        ('<script src="a/b:c.js"></script>', False),
        ("<script>x('https://example.org/')</script>", False),
    ],
)
def test_a_script_of_another_site_may_hold_up_the_page(tag: str, expected: bool) -> None:
    assert is_of_another_site(tag) == expected


def test_scripts_that_select_links_are_told_whenever_they_run(site: Site) -> None:
    site.write(
        "links.js", "addEventListener('load', () => document.querySelector('link').remove())"
    )
    scripts = scripts_of(site)
    for again in (scripts, scripts, scripts_of(site)):
        assert again.selects_sheets(script("links.js", " defer"))
        assert again.selects_sheets("<script>document.querySelector('link')</script>")
        assert not again.selects_sheets(script("a.js"))
        assert not again.selects_sheets('<script src="https://example.org/a.js"></script>')
    site.write("links.js", "nothing")
    scripts.forget()
    assert not scripts_of(site).selects_sheets(script("links.js", " defer"))


def test_the_custom_properties_are_told_that_a_script_may_use(site: Site) -> None:
    scripts = scripts_of(site)
    for text, expected in (
        ("document.body.style.top = 'var(--x)'", [True, False]),
        ("document.body.style.top = top", [True, True]),
        ("document.body.dataset.theme = localStorage.getItem('x')", [False, False]),
    ):
        assert names(scripts.read(f"<script>{text}</script>"), "--x", "--y") == expected


def test_a_script_that_gives_the_focus_reads_nothing(site: Site) -> None:
    read = scripts_of(site).read
    text = "const field = document.querySelector('input'); field.focus();"
    assert not read(f"<script>{text}</script>").is_refused(in_body=True)
    assert read(f"<script>{text} field.offsetTop</script>").is_refused(in_body=True)
