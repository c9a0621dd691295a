globalThis.R ??= [];
R.push(`one
two`.length) // comment
R.push("a")
