globalThis.R ??= [];
R.push("modern");
