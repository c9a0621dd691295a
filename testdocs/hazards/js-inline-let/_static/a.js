globalThis.R ??= [];
const step = 1;
