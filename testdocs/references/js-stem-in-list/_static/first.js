note("first")
