"""The manual, built with the extension that it describes."""

from sphinx_compress import __version__

project = "sphinx_compress"
copyright = "2026, the sphinx_compress authors"
author = "The sphinx_compress authors"
release = version = __version__

extensions = [
    "sphinx.ext.autodoc",
    "notfound.extension",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_sitemap",
    "sphinxext.opengraph",
    "sphinx_compress",
]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"sphinx_compress {release}"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_favicon = "_static/logo-light.svg"
html_theme_options = {"light_logo": "logo-light.svg", "dark_logo": "logo-dark.svg"}
# There is one module.
html_domain_indices = False
html_baseurl = "https://sphinx-compress.readthedocs.io/en/latest/"
copybutton_prompt_text = "$ "

sitemap_url_scheme = "{link}"
# The page that hosts show for an address that is none must find its files from everywhere.
notfound_urls_prefix = "/en/latest/"
# Pictures of pages need a program that nobody else needs.
ogp_social_cards = {"enable": False}

autodoc_member_order = "bysource"
# Links from types would need other sites' inventories, and a build must not need the network.
autodoc_typehints = "none"
