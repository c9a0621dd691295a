globalThis.R ??= [];
let count = 0;
window.onerror = (message, source, line, column, error) => {
  count += 1;
  R.push(`onerror ${message} ${error?.name}`, source.replace(/.*_static|\?.*/g, ""));
  return count > 1;
};
addEventListener("error", (event) => R.push(`error ${event.message}`));
let rejected = [];
addEventListener("unhandledrejection", (event) => {
  rejected.push(event.reason);
  event.preventDefault();
});
addEventListener("load", () => R.push(...rejected));
