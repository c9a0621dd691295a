globalThis.R ??= [];
const create = document.createElement;
document.createElement = function (name, options) {
  const element = create.call(this, name, options);
  if (name === "script") element.type = "text/plain";
  return element;
};
