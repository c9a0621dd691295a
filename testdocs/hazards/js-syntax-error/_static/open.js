globalThis.R ??= [];
R.push("open");
function open() {
