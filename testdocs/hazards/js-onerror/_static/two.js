globalThis.R ??= [];
R.push("two");
Promise.reject("two");
missing();
