globalThis.R ??= [];
function greet() {
  return 2;
}
R.push(greet());
