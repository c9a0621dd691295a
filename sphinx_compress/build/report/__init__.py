"""The report on a built site: what its readers gain, and what stayed as it was.

All of it is read from the site itself, so that a build and a later command say the same.
"""
