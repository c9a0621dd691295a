note("TRACKED")
