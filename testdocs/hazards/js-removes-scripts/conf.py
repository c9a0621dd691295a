"""Scripts take their own tag and those of others away, or move them.

One is deferred and has a name, or it would stand at the end of the page when it is looked for.
"""

project = "js-removes-scripts"
extensions = ["sphinx_compress"]
html_theme = "basic"
html_static_path = ["_static"]
templates_path = ["_templates"]
