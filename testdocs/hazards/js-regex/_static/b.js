/b/.test("b") && R.push("b", 4 / 2 / 1, [1] / 1, /=/.test("="), /[\u{1f600}]/u.source, /(?<n>.)\k<n>/.test("aa"))
