globalThis.R ??= [];
R.push("foot", document.getElementById("root-title") === null, document.readyState);
queueMicrotask(() => R.push("micro"));
try {
  document.createElement("script").text = "1";
  R.push("may");
} catch (error) {
  R.push(error.name);
}
