"""Tags have handlers for their loading and failing."""
