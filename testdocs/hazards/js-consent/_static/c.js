globalThis.R ??= [];
const made = document.createElement("script");
made.text = "R.push('made')";
document.head.append(made);
R.push("c");
