"""Scripts take their own tag and those of others away, or move them.

One is deferred and has a name, or it would stand at the end of the page when it is looked for.
"""
