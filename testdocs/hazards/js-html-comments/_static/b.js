--> the end of nothing
R.push("b", n)