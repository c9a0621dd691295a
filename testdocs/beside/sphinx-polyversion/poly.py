from pathlib import Path

from sphinx_polyversion import apply_overrides
from sphinx_polyversion.driver import DefaultDriver
from sphinx_polyversion.environment import Environment
from sphinx_polyversion.git import Git
from sphinx_polyversion.sphinx import SphinxBuilder

OUTPUT_DIR = "site"
IS_ENABLED = "1"
apply_overrides(globals())

DefaultDriver(
    Path(__file__).parent,
    OUTPUT_DIR,
    vcs=Git(branch_regex="", tag_regex=r"\d\.\d"),
    builder=SphinxBuilder(".", args=["-q", "-D", f"compress_enabled={IS_ENABLED}"]),
    env=Environment.factory(),
).run(sequential=True)
