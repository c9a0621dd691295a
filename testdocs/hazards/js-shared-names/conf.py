"""Scripts share what they declare at their top level."""
