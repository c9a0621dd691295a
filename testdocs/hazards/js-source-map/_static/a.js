globalThis.R ??= [];
R.push("a");
//# sourceMappingURL=a.js.map