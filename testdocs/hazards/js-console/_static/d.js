globalThis.R ??= [];
console.count();
console.debug("d");
