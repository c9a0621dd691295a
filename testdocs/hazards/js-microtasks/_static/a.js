globalThis.R ??= [];
Promise.resolve().then(() => R.push("then"));
queueMicrotask(() => queueMicrotask(() => R.push("nested")));
(async () => {
  for (let n = 0; n < 40; n++) await null;
  R.push("long");
})();
queueMicrotask(() => {
  throw new Error("in a microtask");
});
R.push("a");
