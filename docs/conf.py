"""The manual, built with the extension that it describes."""

from sphinx_compress import __version__

project = "sphinx_compress"
copyright = "2026, the sphinx_compress authors"
author = "The sphinx_compress authors"
release = version = __version__

extensions = ["sphinx.ext.autodoc", "sphinx_copybutton", "sphinx_compress"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"sphinx_compress {release}"
copybutton_prompt_text = "$ "

autodoc_member_order = "bysource"
# Links from types would need other sites' inventories, and a build must not need the network.
autodoc_typehints = "none"
