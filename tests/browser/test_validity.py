"""The Nu validator has nothing to say of our pages that it does not say of stock ones."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import lack
from tests.browser.sites import Pair
from tests.browser.test_matrix import CONTENT, THEMES

# In the group of what looks at the sites of all themes, too.
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-engines")]


def test_pages_are_as_valid_as_stock_ones(
    with_theme: Callable[[str, str], Pair], node_tools: Path
) -> None:
    if not shutil.which("java"):
        lack("java is not installed")
    pairs = {theme: with_theme(theme, "html") for theme in THEMES}
    pages = [site.directory / f"{CONTENT}.html" for pair in pairs.values() for site in pair]
    jar = node_tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    # Once for all, since most of the time it starts.
    options = ["--exit-zero-always", "--stdout", "--format", "json"]
    command = ["java", "-jar", str(jar), *options, *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = {page: Counter[str]() for page in pages}
    for message in json.loads(done.stdout)["messages"]:
        page = Path(urlsplit(message["url"]).path)
        said[page][f"{message['type']}: {message['message']}"] += 1
    assert any(said.values())
    new: dict[str, list[str]] = {}
    for theme, pair in pairs.items():
        stock, ours = (said[site.directory / f"{CONTENT}.html"] for site in pair)
        # That a slash has no effect is said once for each element that has one.
        new[theme] = [each for each in ours - stock if each not in stock or "info" not in each]
    assert not any(new.values()), new
