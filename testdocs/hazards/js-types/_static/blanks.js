globalThis.R ??= [];
R.push("blanks");
