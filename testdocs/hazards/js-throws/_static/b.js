globalThis.R ??= [];
R.push("b");
console.log("b");
throw "text";
