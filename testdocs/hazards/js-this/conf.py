"""Scripts use `this` at their top level."""
