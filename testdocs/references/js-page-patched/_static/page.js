note("page")
