# What is loaded has revisions in it, which are known once this module is.
import sphinx_polyversion.git  # noqa: F401
from sphinx_polyversion import load

load(globals())
html_sidebars = {"**": ["about.html", "navigation.html", "versions.html"]}
