globalThis.R ??= [];
for (const [owner, ...names] of [
  [document, "createElement", "write", "getElementsByTagName"],
  [Node.prototype, "appendChild", "insertBefore"],
  [Element.prototype, "append", "remove", "setAttribute", "after"],
  [Promise.prototype, "then"],
  [Promise, "resolve"],
  [Object, "keys", "entries"],
  [Array.prototype, "forEach", "shift"],
  [window, "queueMicrotask", "setTimeout", "fetch", "URL"],
]) {
  for (const name of names) {
    const original = owner[name];
    owner[name] = function (...values) {
      R.push(name);
      return new.target ? new original(...values) : original.apply(this, values);
    };
    addEventListener("load", () => {
      owner[name] = original;
    });
  }
}
Array.prototype.each = 1;
Object.prototype.own = 2;
addEventListener("load", () => {
  delete Array.prototype.each;
  delete Object.prototype.own;
});
