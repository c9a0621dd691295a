globalThis.R ??= [];
(async () => {
  for (let n = 0; n < 20; n++) await null;
  globalThis.ready = true;
  R.push("ready");
})();
R.push("a");
