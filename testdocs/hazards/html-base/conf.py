"""A base URL says from where the tags' URLs count."""
