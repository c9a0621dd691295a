"""The developer tools of a browser are told the files that authors wrote, and the lines in these.

By the protocol that these tools use: the browser says where the map of a script or a style sheet
is, and which line of the bundle something is on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from sphinx_compress.core.types import Kind
from tests.browser.sites import serve
from tests.conftest import Built, Project
from tests.mapping import Mapped, Place, resolved

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("source-maps")]

#: Throws when all else has been loaded, in a function of a line of its own.
THROWING = """\
// {name}
function {name} ( reason ) {{
  // Comments and blanks go.

  throw new Error( reason + ' {name}' ) ;
}}
setTimeout( function () {{
    {name}( 'thrown by' ) ;
}} , 0 ) ;
"""
SHEET = """\
/* A comment. */
.plain { top : 0px }


h1 {
    color : rgb( 1, 2, 3 ) ;
}
"""


@pytest.fixture(params=["elements"], name="site")
def a_site(
    request: pytest.FixtureRequest, browser: Browser, project: Callable[[str], Project]
) -> Iterator[tuple[Page, str, Built]]:
    """Return a page of a site whose scripts and style sheets are not right."""
    source = project("test-any")
    # Without rules that no page uses, there would be no critical part.
    unused = "".join(f".unused{n} {{ width : {n * n * n}px }}\n" for n in range(900))
    source.write("_static/one.css", SHEET + unused)
    for name in ("one", "two"):
        source.write(f"_static/{name}.js", THROWING.format(name=name))
    built = source.run(
        "-D", "compress_source_maps=1", "-D", f"compress_join_scripts={request.param}"
    )
    with serve(built.directory) as root:
        page = browser.new_page()
        yield page, root, built
        page.close()


def original(built: Built, root: str, url: str, position: tuple[int, int], node: Path) -> Place:
    """Return the place in a source that a line and column of a text come from, by its map."""
    kind: Kind = "js"
    file = built.directory / url.removeprefix(f"{root}/")
    mapped = Mapped(file, kind, "", file)
    [[place]] = resolved(node, [(mapped.map, [position])])
    assert place.source is not None
    return place._replace(source=urljoin(url, place.source).removeprefix(f"{root}/"))


@pytest.mark.parametrize("site", ["elements", "text"], indirect=True)
def test_the_frames_of_an_error_lead_to_the_lines_that_threw(
    site: tuple[Page, str, Built], node_tools: Path
) -> None:
    page, root, built = site
    client = page.context.new_cdp_session(page)
    scripts: dict[str, dict[str, Any]] = {}
    thrown: list[dict[str, Any]] = []
    client.on("Debugger.scriptParsed", lambda event: scripts.update({event["scriptId"]: event}))
    client.on("Runtime.exceptionThrown", lambda event: thrown.append(event["exceptionDetails"]))
    client.send("Debugger.enable")
    client.send("Runtime.enable")
    page.goto(f"{root}/index.html", wait_until="networkidle")
    assert len(thrown) == 2
    for error in thrown:
        name = error["exception"]["description"].partition("\n")[0].rpartition(" ")[2]
        frames = error["stackTrace"]["callFrames"]
        places = []
        for frame in frames:
            script = scripts[frame["scriptId"]]
            url = urljoin(script["url"], script["sourceMapURL"])
            position = frame["lineNumber"], frame["columnNumber"]
            places.append(original(built, root, url, position, node_tools))
        assert [(place.source, place.line + 1) for place in places] == [
            (f"_static/{name}.js", 5),
            (f"_static/{name}.js", 8),
        ]


def test_a_rule_leads_to_the_line_that_has_it(
    site: tuple[Page, str, Built], node_tools: Path
) -> None:
    page, root, built = site
    client = page.context.new_cdp_session(page)
    sheets: dict[str, dict[str, Any]] = {}
    client.on(
        "CSS.styleSheetAdded",
        lambda event: sheets.update({event["header"]["styleSheetId"]: event["header"]}),
    )
    client.send("DOM.enable")
    client.send("CSS.enable")
    page.goto(f"{root}/index.html", wait_until="networkidle")
    document = client.send("DOM.getDocument")["root"]["nodeId"]
    heading = client.send("DOM.querySelector", {"nodeId": document, "selector": "h1"})
    matched = client.send("CSS.getMatchedStylesForNode", heading)["matchedCSSRules"]
    found = []
    for each in matched:
        rule = each["rule"]
        values = {pair["name"]: pair["value"] for pair in rule["style"]["cssProperties"]}
        if values.get("color") in {"#010203", "rgb(1, 2, 3)"}:
            sheet = sheets[rule["styleSheetId"]]
            place = rule["selectorList"]["selectors"][0]["range"]
            url = urljoin(sheet["sourceURL"], sheet["sourceMapURL"])
            position = place["startLine"], place["startColumn"]
            origin = original(built, root, url, position, node_tools)
            found.append((Path(sheet["sourceURL"]).name.split(".")[0], origin))
    # The critical part has the rule, and the whole sheet.
    place = Place("_static/one.css", 4, 0)
    assert sorted(found) == [("critical", place), ("output", place)]
