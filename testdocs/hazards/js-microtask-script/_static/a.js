globalThis.R ??= [];
queueMicrotask(() => R.push(document.currentScript?.dataset.name ?? "none"));
(async () => {
  await null;
  await null;
  R.push(document.currentScript?.dataset.name ?? "none");
})();
