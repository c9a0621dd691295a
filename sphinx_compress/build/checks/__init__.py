"""Looks at a built site as those do who deliver it: is all there, and is it small enough?"""
