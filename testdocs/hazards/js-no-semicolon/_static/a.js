globalThis.R ??= [];
const log = (value) => (R.push(value), log)
const value = log