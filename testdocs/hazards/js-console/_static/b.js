globalThis.R ??= [];
console.info("b %s", "text");
console.group("group");
