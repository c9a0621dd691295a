globalThis.R ??= [];
console.groupEnd();
console.assert(false, "c");
console.count();
