"""Tests of how pages refer to bundles that another server has."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from sphinx_compress.core.types import ROOT_MARKER
from sphinx_compress.page.bundle_links import (
    WITH_THE_SITE,
    BundleLinks,
    path_elsewhere,
    with_the_site,
)
from sphinx_compress.page.gate import sheet_element

CDN = "https://cdn.example.org/docs/"
BUNDLES = "_static/compress"
CSS = f"{BUNDLES}/css/output.0123456789ab.css"
JS = f"{BUNDLES}/js/output.0123456789ab.js"
FONT = f"{BUNDLES}/fonts/icons.0123456789ab.woff2"
SCRIPT = f'<script defer src="{ROOT_MARKER}{JS}"></script>'
SHEET = sheet_element(ROOT_MARKER + CSS)


@pytest.fixture(name="links")
def bundle_links(tmp_path: Path) -> BundleLinks:
    for path in (CSS, JS):
        file = tmp_path / path.removeprefix(f"{BUNDLES}/")
        file.parent.mkdir()
        file.write_text(path)
    return BundleLinks("compress", CDN, "sha384", tmp_path)


def integrity(path: str) -> str:
    digest = hashlib.sha384(path.encode()).digest()
    return f'integrity="sha384-{base64.b64encode(digest).decode()}"'


def test_bundles_are_served_with_the_site_if_nobody_says_otherwise() -> None:
    assert WITH_THE_SITE.write(SHEET, "../") == sheet_element(f"../{CSS}")


def test_elements_of_bundles_name_the_other_server_and_their_bytes(links: BundleLinks) -> None:
    kept = f'<script src="{ROOT_MARKER}_static/kept.js"></script>'
    assert links.write(SHEET + kept + SCRIPT, "../") == (
        f'<link rel="stylesheet" href="{CDN}{CSS}" {integrity(CSS)} crossorigin="anonymous" />'
        '<script src="../_static/kept.js"></script>'
        f'<script defer src="{CDN}{JS}" {integrity(JS)} crossorigin="anonymous"></script>'
    )


def test_a_font_is_announced_without_integrity(links: BundleLinks) -> None:
    tag = f'<link rel="preload" as="font" crossorigin href="{ROOT_MARKER}{FONT}" />'
    assert links.write(tag, "") == (
        f'<link rel="preload" as="font" crossorigin href="{CDN}{FONT}" />'
    )


def test_what_the_author_says_stays(links: BundleLinks) -> None:
    tag = f'<script crossorigin="use-credentials" src="{ROOT_MARKER}{JS}"></script>'
    assert links.write(tag, "").count("crossorigin") == 1


def test_a_bundle_that_is_gone_has_no_integrity(links: BundleLinks) -> None:
    gone = sheet_element(f"{ROOT_MARKER}{CSS.replace('0123', 'ffff')}")
    assert "integrity" not in links.write(gone, "")


@pytest.mark.parametrize("prefix", ["", "../", "/en/latest/"])
def test_a_page_can_be_seen_as_if_its_bundles_came_with_it(links: BundleLinks, prefix: str) -> None:
    html = f"{SHEET}\n{SCRIPT}"
    assert with_the_site(links.write(html, prefix), BUNDLES, prefix) == WITH_THE_SITE.write(
        html, prefix
    )


def test_other_tags_are_left_alone(links: BundleLinks) -> None:
    html = (
        f'<link rel="canonical" href="{CDN}index.html">'
        f'<script src="https://example.org/{JS}"></script>'
        '<script crossorigin="anonymous" src="https://example.org/a.js"></script>'
    )
    assert with_the_site(html, BUNDLES, "") == html


def test_a_copy_of_a_bundle_is_known_by_its_url() -> None:
    assert path_elsewhere(f"{CDN}{CSS}", BUNDLES) == CSS
    assert path_elsewhere(f"../{CSS}", BUNDLES) == ""
    assert path_elsewhere(f"{CDN}{BUNDLES}/css/own.css", BUNDLES) == ""
