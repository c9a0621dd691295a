"""Tests of cache keys, the main cache and the store together."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_compress.page.region import Region
from tests.processes import files, run_all
from tests.sites import Site, script, sheet

NODELIST = sheet("a.css") + sheet("b.css")


@pytest.fixture(name="site")
def a_site(tmp_path: Path) -> Site:
    return filled(Site(tmp_path))


def filled(site: Site) -> Site:
    site.write("a.css", ".a{}")
    site.write("b.css", ".b{}")
    site.write("a.js", "a()")
    return site


def forbid_generation(monkeypatch: pytest.MonkeyPatch) -> None:
    def generate(*_: object, **__: object) -> None:
        raise AssertionError("it should have been in the cache")

    monkeypatch.setattr("sphinx_compress.bundle.generate.generate", generate)


def bundle_files(site: Site) -> list[str]:
    return files(site.directory / "html" / "_static" / "compress")


def test_what_was_made_once_is_in_the_cache(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first = site.compress("css", NODELIST)
    forbid_generation(monkeypatch)
    assert site.compress("css", NODELIST) == first


def test_a_problem_is_told_in_every_build(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    first = site.compress("css", sheet("no.css"))
    forbid_generation(monkeypatch)
    second = site.compress("css", sheet("no.css"))
    assert first.problems == second.problems != ()


def test_a_bundle_that_is_gone_comes_back_from_the_cache(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.compress("css", NODELIST)
    site.compressor().store.prune(set())
    assert bundle_files(site) == []
    forbid_generation(monkeypatch)
    assert site.compress("css", NODELIST) == first
    assert site.contents(first) == [".a{}\n.b{}"]


def test_a_change_makes_another_bundle_and_going_back_is_a_hit(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.compress("css", NODELIST)
    site.write("b.css", ".changed{}")
    second = site.compress("css", NODELIST)
    assert site.contents(second) == [".a{}\n.changed{}"]
    assert first.bundles != second.bundles
    forbid_generation(monkeypatch)
    site.write("b.css", ".b{}")
    assert site.compress("css", NODELIST) == first


def test_a_file_that_appears_or_goes_is_a_change(site: Site) -> None:
    nodelist = sheet("a.css") + sheet("new.css")
    before = site.compress("css", nodelist)
    assert before.html.endswith(sheet("new.css"))
    site.write("new.css", ".new{}")
    assert site.contents(site.compress("css", nodelist)) == [".a{}\n.new{}"]
    (site.directory / "html" / "_static" / "new.css").unlink()
    assert site.compress("css", nodelist) == before


def test_a_change_is_seen_by_the_same_compressor_once_it_forgets(site: Site) -> None:
    compressor = site.compressor()
    region = Region("css", "file", "output", NODELIST)
    first = compressor.compress(region)
    site.write("a.css", ".new{}")
    assert compressor.compress(region) == first
    compressor.sources.forget()
    assert site.contents(compressor.compress(region)) == [".new{}\n.b{}"]


def test_a_file_that_changes_while_it_is_read_spoils_no_later_build(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    compressor = site.compressor()
    read = compressor.sources.read

    def read_and_change(url: str) -> bytes:
        data = read(url)
        site.write("a.css", ".new{}")
        return data

    monkeypatch.setattr(compressor.sources, "read", read_and_change)
    compressor.compress(Region("css", "file", "output", sheet("a.css")))
    assert site.contents(site.compress("css", sheet("a.css"))) == [".new{}"]


@pytest.mark.parametrize(
    "values",
    [
        {"css_filters": ["urls", "csswhitespace"]},
        {"css_filters": [("urls", {"x": 1})]},
        {"output_dir": "elsewhere"},
        {"precompilers": {"text/x-scss": "csswhitespace"}},
    ],
)
def test_what_the_output_depends_on_is_in_the_key(
    values: dict[str, Any], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.compressor()
    region = Region("css", "file", "output", NODELIST)
    first.compress(region)
    forbid_generation(monkeypatch)
    other = site.compressor(**values)
    with pytest.raises(AssertionError, match="should have been in the cache"):
        other.compress(region)


def test_mode_name_and_encoding_are_in_the_key(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.compress("css", NODELIST)
    forbid_generation(monkeypatch)
    for region in (
        Region("css", "preload", "output", NODELIST),
        Region("css", "inline", "output", NODELIST),
        Region("css", "file", "other", NODELIST),
        Region("js", "file", "output", NODELIST),
        Region("css", "file", "output", NODELIST + " "),
    ):
        compressor = site.compressor()
        with pytest.raises(AssertionError, match="should have been in the cache"):
            compressor.compress(region)
    site.encoding = "iso-8859-1"
    compressor = site.compressor()
    with pytest.raises(AssertionError, match="should have been in the cache"):
        compressor.compress(Region("css", "file", "output", NODELIST))


def test_the_filters_of_scripts_are_no_matter_of_style_sheets(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.compress("css", NODELIST)
    forbid_generation(monkeypatch)
    assert site.compress("css", NODELIST, js_filters=["rjsmin"], cache_size=1) == first


def test_two_machines_get_equal_keys_and_equal_bytes(tmp_path: Path) -> None:
    sites = [filled(Site(tmp_path / name)) for name in ("one", "another")]
    results = [site.compress("css", NODELIST + sheet("no.css")) for site in sites]
    assert results[0] == results[1]
    trees = [
        {name: (site.directory / name).read_bytes() for name in files(site.directory)}
        for site in sites
    ]
    assert trees[0] == trees[1]
    assert not any(str(tmp_path).encode() in data for data in trees[0].values())


def test_a_cache_that_is_carried_to_another_machine_is_a_hit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (filled(Site(tmp_path / name)) for name in ("one", "other"))
    result = one.compress("css", NODELIST)
    (one.directory / "cache").rename(other.directory / "cache")
    forbid_generation(monkeypatch)
    assert other.compress("css", NODELIST) == result
    assert other.contents(result) == [".a{}\n.b{}"]


def spoilt(data: bytes) -> list[bytes]:
    return [b"", data[:-1], data[: len(data) // 2], data + b"x", b"\0" * len(data)]


@pytest.mark.parametrize("way", range(5))
def test_a_spoilt_cache_is_the_same_as_none(way: int, site: Site) -> None:
    first = site.compress("css", NODELIST)
    cache = site.directory / "cache"
    for name in files(cache):
        (cache / name).write_bytes(spoilt((cache / name).read_bytes())[way])
    assert site.compress("css", NODELIST) == first
    site.compressor().store.prune(set())
    assert site.compress("css", NODELIST) == first
    assert site.contents(first) == [".a{}\n.b{}"]


@pytest.mark.parametrize("missing", range(4))
def test_any_entry_may_be_missing(missing: int, site: Site) -> None:
    first = site.compress("css", NODELIST)
    names = files(site.directory / "cache")
    assert len(names) >= 4
    (site.directory / "cache" / names[missing]).unlink()
    site.compressor().store.prune(set())
    assert site.compress("css", NODELIST) == first
    assert site.contents(first) == [".a{}\n.b{}"]


def test_the_values_of_entries_may_be_anything(site: Site) -> None:
    first = site.compress("css", NODELIST)
    compressor = site.compressor()
    cache = site.directory / "cache"
    for value in (b"", b"null", b"{}", b"[]", b"[[1]]", b"[1]", b"\xff", b'[["_static/../x"]]'):
        for name in files(cache):
            compressor.cache.set(name.replace("/", ""), value)
        assert site.compress("css", NODELIST) == first


#: What the fields of Joinability were called in version 0.1, when it was called traits.
OLD_TRAITS = {
    "kept_because": "stays",
    "alone_because": "alone",
    "first_because": "first",
    "last_because": "last",
    "only_imports": "imports_only",
    "layers_before_imports": "layers_first",
    "declared_names": "declared",
    "lexical_names": "lexical",
    "mentioned_names": "mentioned",
    "mentioned_properties": "properties",
    "own_data_attributes": "reads",
    "waits_for_page_end": "waits",
}


def in_the_old_form(value: bytes) -> bytes:
    """Return an entry of the cache as version 0.1 would have written it."""
    try:
        values = json.loads(value)
    except ValueError:
        return value
    if isinstance(values, dict) and "joinability" in values:
        found = values.pop("joinability").items()
        values["traits"] = {OLD_TRAITS.get(name, name): each for name, each in found}
    elif isinstance(values, dict) and "decisions" in values:
        values["fates"] = values.pop("decisions")
    return json.dumps(values).encode()


@pytest.mark.parametrize("form", ["joinability", "decisions"])
def test_an_entry_of_an_earlier_version_is_a_miss(
    form: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.compress("css", NODELIST)
    cache = site.compressor().cache
    keys = [name.replace("/", "") for name in files(site.directory / "cache")]
    good = {key: cache.get(key) or b"" for key in keys}
    old = {key: in_the_old_form(value) for key, value in good.items() if form in str(value)}
    assert len(old) == {"joinability": 2, "decisions": 1}[form]
    for key, value in old.items():
        assert value != good[key]
        cache.set(key, value)
    if form == "decisions":
        assert site.compress("css", NODELIST) == first
    else:
        # A region with the same texts whose result is not in the cache.
        site.compress("css", NODELIST + "<!-- another -->")
    # What was made again is kept in today's form, and found from now on.
    assert {key: cache.get(key) for key in old} == {key: good[key] for key in old}
    forbid_generation(monkeypatch)
    assert site.compress("css", NODELIST) == first


def test_a_cache_that_keeps_nothing_is_good_enough(site: Site) -> None:
    (site.directory / "cache").write_bytes(b"no directory")
    assert site.compress("css", NODELIST) == site.compress("css", NODELIST)
    assert len(bundle_files(site)) == 1


def test_a_store_that_cannot_be_written_is_told(site: Site) -> None:
    (site.directory / "html" / "_static" / "compress").write_bytes(b"no directory")
    with pytest.raises(OSError, match="compress"):
        site.compress("css", NODELIST)


@pytest.mark.parametrize("was_enabled", [True, False])
def test_garbage_is_collected_again_if_it_was(
    was_enabled: bool, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def generate(region: Region, *_: object, **__: object) -> None:
        seen.append(gc.isenabled())
        raise OSError(region.name)

    monkeypatch.setattr("sphinx_compress.bundle.generate.generate", generate)
    try:
        if not was_enabled:
            gc.disable()
        with pytest.raises(OSError, match="output"):
            site.compress("css", NODELIST)
        assert (seen, gc.isenabled()) == ([False], was_enabled)
    finally:
        gc.enable()


def test_a_filter_that_cannot_be_had_is_told_once(site: Site) -> None:
    compressor = site.compressor(css_filters=["urls", "nothing"], js_filters=["urls"])
    assert compressor.problems == []
    for kind, nodelist in (("css", NODELIST), ("css", sheet("a.css")), ("js", script("a.js"))):
        compressor.compress(Region(kind, "file", "output", nodelist))  # type: ignore[arg-type]
    messages = [problem.message.partition(";")[0] for problem in compressor.problems]
    assert messages == [
        "compress_css_filters: there is no filter nothing",
        "compress_js_filters: the filter urls is not for js, but for css",
    ]


def test_a_precompiler_may_be_for_either_kind_but_must_be_for_one(site: Site) -> None:
    compressor = site.compressor(
        precompilers={"text/a": "csswhitespace", "text/b": "rjsmin", "text/c": "nothing"}
    )
    compressor.compress(Region("css", "file", "output", NODELIST))
    assert len(compressor.problems) == 1
    assert compressor.problems[0].message.startswith(
        "compress_precompilers: there is no filter nothing"
    )


def test_processes_that_meet_the_same_region_make_one_bundle(site: Site) -> None:
    expected = Site(site.directory / "alone")
    alone = filled(expected).compress("css", NODELIST)

    def target() -> None:
        assert site.compress("css", NODELIST) == alone

    run_all([target] * 6)
    assert bundle_files(site) == [alone.bundles[0].path]
    assert not [name for name in files(site.directory / "cache") if name.endswith(".tmp")]


def test_compression_goes_on_while_another_build_clears_the_cache(site: Site) -> None:
    alone = site.compress("css", NODELIST)

    def compress() -> None:
        for _ in range(15):
            assert site.compress("css", NODELIST) == alone

    def clear() -> None:
        for _ in range(40):
            compressor = site.compressor(cache_size=0)
            compressor.cache.prune()

    run_all([compress, compress, clear])


def test_a_hit_needs_no_parser_and_no_minifier(site: Site) -> None:
    site.values = {}
    nodelists = {"css": sheet("a.css?v=1") + sheet("b.css"), "js": script("a.js")}
    for kind, nodelist in nodelists.items():
        site.compress(kind, nodelist)  # type: ignore[arg-type]
    code = (
        "import sys; from pathlib import Path; from tests.sites import Site\n"
        f"site = Site(Path({str(site.directory)!r}), values={{}})\n"
        f"for kind, nodelist in {nodelists!r}.items():\n"
        "    assert site.compress(kind, nodelist).bundles\n"
        "heavy = {'tinycss2', 'csscompressor', 'rjsmin', 'tree_sitter', 'bs4', 'html.parser'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr.strip() == "[]"


def test_what_the_cache_had_for_a_region_is_remembered_while_its_files_stay(site: Site) -> None:
    region = Region("css", "file", "output", sheet("a.css"))
    site.compress("css", region.nodelist)
    compressor = site.compressor()
    result = compressor.compress(region)
    shutil.rmtree(site.directory / "cache")
    assert compressor.compress(region) == result
    assert (compressor.made, compressor.found) == (0, 2)
    (site.directory / "html" / "_static" / "a.css").write_text("a { top: 3px }", encoding="utf-8")
    compressor.sources.forget()
    assert compressor.compress(region).bundles != result.bundles
    assert (compressor.made, compressor.found) == (1, 2)


def test_the_last_few_sets_of_inputs_are_remembered(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "compress_including.py").write_text(
        "from sphinx_compress.filters import Filter\n"
        "class Including(Filter):\n"
        "    name = 'including'\n"
        "    version = '1'\n"
        "    kinds = frozenset({'css'})\n"
        "    def __call__(self, text, context):\n"
        "        return context.read('_static/' + text).decode()\n"
    )
    sys.path.insert(0, str(tmp_path))
    try:
        for number in range(8):
            site.write(f"{number}.css", f".n{number}{{}}")
            site.write("x.css", f"{number}.css")
            result = site.compress(
                "css", sheet("x.css"), css_filters=["compress_including.Including"]
            )
            assert site.contents(result) == [f".n{number}{{}}"]
        # The last few are hits, and none is ever wrong.
        forbid_generation(monkeypatch)
        for number in reversed(range(8)):
            if number == 3:
                monkeypatch.undo()
            site.write("x.css", f"{number}.css")
            result = site.compress(
                "css", sheet("x.css"), css_filters=["compress_including.Including"]
            )
            assert site.contents(result) == [f".n{number}{{}}"]
    finally:
        sys.path.remove(str(tmp_path))


def test_a_compressor_knows_nothing_of_sphinx() -> None:
    code = (
        "import sys, sphinx_compress.bundle.compressor, sphinx_compress.bundle.generate,"
        " sphinx_compress.build.reconcile,"
        " sphinx_compress.build.session, sphinx_compress.build.index\n"
        "sys.exit(str(sorted(name for name in sys.modules if name.partition('.')[0]"
        " in {'sphinx', 'docutils', 'jinja2'})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == "[]"


def test_what_is_made_and_what_is_found_is_counted(site: Site) -> None:
    first, second = site.compressor(), site.compressor()
    for compressor in (first, second):
        compressor.compress(Region("css", "file", "output", sheet("one.css")))
    assert (first.made, first.found) == (1, 0)
    assert (second.made, second.found) == (0, 1)
