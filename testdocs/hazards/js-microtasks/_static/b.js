globalThis.R ??= [];
R.push("b");
Promise.resolve({ then: (done) => done("thenable") }).then((value) => R.push(value));
(async () => {
  for await (const n of (async function* () { yield 1; yield 2; })()) R.push(n);
})();
