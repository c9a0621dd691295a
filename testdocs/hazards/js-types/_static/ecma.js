globalThis.R ??= [];
R.push("ecma");
