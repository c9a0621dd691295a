"""Inline scripts hold comments with tags of scripts, within which no script ends."""
