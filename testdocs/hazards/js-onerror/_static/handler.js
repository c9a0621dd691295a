globalThis.R ??= [];
let count = 0;
window.onerror = (message, source, line, column, error) => {
  count += 1;
  R.push(`onerror ${message} ${error?.name}`, source.replace(/.*_static|\?.*/g, ""));
  return count > 1;
};
addEventListener("error", (event) => R.push(`error ${event.message}`));
// Nothing says whether this event comes before the one of the page that has loaded.
const loaded = new Promise((resolve) => addEventListener("load", resolve));
const rejected = new Promise((resolve) =>
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    resolve(event.reason);
  }),
);
globalThis.P = [Promise.all([rejected, loaded]).then(([reason]) => R.push(`rejected ${reason}`))];
