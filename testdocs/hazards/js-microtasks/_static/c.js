globalThis.R ??= [];
R.push("c");
Promise.resolve().then(() => { throw new Error("c"); }).catch(() => R.push("caught"));
throw new Error("thrown");
