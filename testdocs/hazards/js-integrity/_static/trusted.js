globalThis.R ??= [];
R.push("trusted");
