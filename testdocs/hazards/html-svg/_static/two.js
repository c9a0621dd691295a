globalThis.R ??= [];
R.push("two", getComputedStyle(document.querySelector("circle")).fill);
