globalThis.R ??= [];
console.log("a", 1, { x: 2 });
throw new Error("a");
