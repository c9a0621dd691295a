"""A page with the icons that its site names looks the same, and so do those that scripts bring."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.browser.conftest import build_once, shared_directory
from tests.browser.engines import Engine
from tests.browser.looks import alike
from tests.browser.sites import build, serve
from tests.browser.test_bundles_elsewhere import copies_server
from tests.browser.test_engines import Seen, assert_same, see
from tests.servers import HOST, free_port

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]

PAGE = """Icons
=====

.. raw:: html

   <p id="place" style="font-size: 40px">
   <i class="fa-solid fa-house"></i> <i class="fas fa-home fa-2x"></i>
   <i class="fa-brands fa-github fa-fw"></i> <i class="far fa-bell"></i> <i class="fa fa-bell"></i>
   </p>
"""
#: Icons come, become others, and are others before they are drawn; one is behind a mask, and one
#: has a class that no page has.
BRING = """() => {
    const place = document.querySelector("#place");
    place.insertAdjacentHTML("beforeend", `<i class="fas fa-rocket"></i><i class="fab fa-python">
        </i><i class="fas fa-bell" data-fa-mask="fas fa-comment" data-fa-mask-id="a"></i>
        <i class="fas fa-bell late"></i>`);
    place.querySelector("svg").classList.add("fa-3x", "fa-flip-vertical");
    place.querySelector(".late").className = "fas fa-anchor";
    setTimeout(() => {
        const other = place.querySelectorAll("svg")[3];
        other.setAttribute("class", other.getAttribute("class").replace("fa-bell", "fa-gear"));
    }, 1);
}"""
DRAWN = """() => {
    const icons = [...document.querySelectorAll("#place svg path")];
    return icons.length >= NUMBER && document.querySelector("#place i") === null;
}"""
#: What rules say of icons, which scripts may ask for.
CODES = """() => [...document.querySelectorAll("#place svg")].map((each) =>
    getComputedStyle(each).getPropertyValue("--fa"))"""
MARKUP = """() => new Promise((then) => setTimeout(() => then(
    document.querySelector("#place").innerHTML.replace(/\\s+/g, " ")), 300))"""
FETCHED = "() => performance.getEntriesByType('resource').map((each) => each.name)"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Serve a site with all icons, with those that it names, and with these from elsewhere."""
    root = shared_directory(tmp_path_factory)
    source = root / "icon-scripts-source"
    source.mkdir(exist_ok=True)
    (source / "index.rst").write_text(PAGE, "utf-8")
    settings = "extensions = ['sphinx_compress']\nhtml_theme = 'pydata_sphinx_theme'\n"
    (source / "conf.py").write_text(settings)
    options = {icons: ("-D", f"compress_icons={icons}") for icons in ("all", "used")}
    built = {
        icons: build_once(root / f"icon-scripts-{icons}", *each, source=source)
        for icons, each in options.items()
    }
    port = free_port()
    there = ("-D", f"compress_base_url=http://{HOST}:{port}/", "-D", "compress_integrity=sha384")
    own = tmp_path_factory.mktemp("icons-elsewhere")
    built["elsewhere"] = build(own / "html", *options["used"], *there, source=source)
    shutil.copytree(built["elsewhere"] / "_static", own / "copies" / "_static")
    shutil.rmtree(built["elsewhere"] / "_static" / "compress")
    with ExitStack() as servers:
        servers.enter_context(copies_server(own / "copies", port, []))
        # A page tells of its first visit to a server.
        built |= {f"all, for {icons}": built["all"] for icons in ("used", "elsewhere")}
        yield {icons: servers.enter_context(serve(site)) for icons, site in built.items()}


def others(engine: Engine) -> list[str]:
    """Return the addresses of all other icons, and of their rules, that a page has fetched."""
    urls: list[str] = engine.evaluate(FETCHED)
    rests = dict.fromkeys(url for url in urls if "/css/rest." in url)
    return [*(url for url in urls if "/icons/fontawesome." in url), *[*rests][1:]]


USED = pytest.mark.parametrize("icons", ["used", "elsewhere"])


@USED
def test_a_page_has_its_icons(
    engine: Engine, sites: dict[str, str], icons: str, tmp_path: Path
) -> None:
    every, used = (f"{sites[each]}/index.html" for each in (f"all, for {icons}", icons))
    fetched: list[str] = []

    def ours() -> Seen:
        seen = see(engine, used)
        fetched.extend(others(engine))
        return seen

    assert_same(partial(see, engine, every), ours, tmp_path)
    assert fetched == []


@USED
def test_icons_that_a_script_brings_are_drawn(
    engine: Engine, sites: dict[str, str], icons: str, tmp_path: Path
) -> None:
    def brought(which: str) -> tuple[str, list[str], list[bytes]]:
        engine.open(f"{sites[which]}/index.html")
        engine.wait_until(DRAWN.replace("NUMBER", "5"))
        engine.evaluate(BRING)
        engine.wait_until(DRAWN.replace("NUMBER", "9"))
        return engine.evaluate(MARKUP), engine.evaluate(CODES), engine.pictures()

    stock, ours = alike(partial(brought, "all"), partial(brought, icons))
    (markup, codes, pictures), (our_markup, our_codes, our_pictures) = stock, ours
    # Where style sheets are not split, all rules are there from the beginning.
    assert len(others(engine)) == (2 if icons == "used" else 1)
    assert our_markup == markup
    assert our_codes == codes
    assert "" not in codes
    assert 'data-icon="rocket"' in markup
    assert 'data-icon="gear"' in markup
    for name, each in (("all", pictures), (icons, our_pictures)):
        (tmp_path / f"{name}.png").write_bytes(each[0])
    assert our_pictures == pictures, f"compare the pictures in {tmp_path}"
