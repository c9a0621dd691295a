import sys
from pathlib import Path

# The theme is a package of its own, which users would install.
sys.path.insert(0, str(Path(__file__).parent))

project = "shipped"
extensions = ["sphinx_compress", "shipped_theme"]
exclude_patterns = ["_build"]
html_theme = "shipped_theme"
html_static_path = ["_static"]

# The scripts are tiny, and must be joined all the same.
compress_max_growth = 10_000
