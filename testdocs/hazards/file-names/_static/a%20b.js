globalThis.R ??= [];
R.push("percent");
