globalThis.R ??= [];
function greet() {
  return 1;
}
R.push(greet());
addEventListener("load", () => R.push(greet()));
