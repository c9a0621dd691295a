"""The theme that the manual shows as a repository is built as its README says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import TESTDOCS, Built

pytestmark = pytest.mark.build

LANTERN = TESTDOCS / "lantern"
USER = """
extensions = ["lantern"]
html_theme = "lantern"
"""


def commands(readme: Path) -> list[str]:
    """Return what the README tells people to type, in its order."""
    return re.findall(r"^   \$ (.*)$", readme.read_text(encoding="utf-8"), re.MULTILINE)


def run(command: str, directory: Path, **environment: str) -> str:
    """Run a line in a shell whose ``sphinx-build`` and ``python`` are ours."""
    # No installation, which needs the network: the package is found where it is.
    paths = [str(LANTERN.parents[1]), str(directory / "src")]
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=directory,
        env={
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(paths),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository after all that its README tells, but for what needs the network."""
    pytest.importorskip("sass")
    directory = tmp_path_factory.mktemp("theme") / "lantern"
    shutil.copytree(LANTERN, directory, ignore=shutil.ignore_patterns("__pycache__"))
    install, *steps, package = commands(directory / "README.rst")
    assert install.startswith("python -m pip install")
    for step in steps:
        run(step, directory)
    assert package == "python -m build"
    return directory


def test_the_documentation_of_the_theme_has_its_bundles(released: Path) -> None:
    site = Built(released / "build" / "html", "", "")
    sheets = [name for name in site.bundles_of("css") if "/lantern." in name]
    assert len(sheets) == 1
    text = site.text(f"_static/{sheets[0]}")
    # Sass and what stands behind it, in one file.
    assert "max-width:42rem" in text
    assert "@media print" in text
    assert "text/x-scss" not in site.text()
    [script] = [name for name in site.bundles_of("js") if "/lantern." in name]
    assert "resize" in site.text(f"_static/{script}")


def test_only_what_the_layout_marks_is_shipped(released: Path) -> None:
    shipped = released / "src" / "lantern" / "compress"
    names = [path.name.partition(".")[0] for path in sorted(shipped.glob("*/*"))]
    assert names == ["lantern", "lantern"]


def test_a_project_that_compiles_nothing_uses_what_is_shipped(
    released: Path, tmp_path: Path
) -> None:
    (tmp_path / "conf.py").write_text(USER)
    (tmp_path / "index.rst").write_text("Mine\n====\n")
    paths = [str(LANTERN.parents[1]), str(released / "src")]
    run("python -m sphinx -q -W . out", tmp_path, PYTHONPATH=os.pathsep.join(paths))
    site = Built(tmp_path / "out", "", "")
    theirs = {path.name for path in (released / "src" / "lantern" / "compress").glob("*/*")}
    assert theirs
    assert theirs <= {path.name for path in (tmp_path / "out").glob("_static/compress/*/*")}
    assert "text/x-scss" not in site.text()


def test_the_package_has_the_bundles(released: Path) -> None:
    pytest.importorskip("hatchling")
    run("python -c 'from hatchling.build import *; build_sdist(\"dist\")'", released)
    # As `python -m build` does: the wheel is made of the source distribution.
    run("tar -xzf lantern-1.0.tar.gz", released / "dist")
    run(
        "python -c 'from hatchling.build import *; build_wheel(\"dist\")'",
        released / "dist" / "lantern-1.0",
    )
    built = released / "dist" / "lantern-1.0" / "dist"
    [wheel] = built.glob("lantern-1.0-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "lantern/theme/layout.html" in names
    assert "lantern/compress/manifest.json" in names
    assert [name for name in names if name.startswith("lantern/compress/css/lantern.")]
