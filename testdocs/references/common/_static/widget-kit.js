note("kit")
