`${R.push("d")}`
