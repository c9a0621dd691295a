globalThis.R ??= [];
console.log("e");
throw new Error("e");
