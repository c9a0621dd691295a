globalThis.R ??= [];
R.push("c");
class Panel {}
