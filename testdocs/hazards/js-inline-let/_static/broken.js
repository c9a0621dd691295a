globalThis.R ??= [];
R.push("broken");
throw new Error("broken");
