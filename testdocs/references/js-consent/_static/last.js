note("last")
