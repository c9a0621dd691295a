globalThis.R ??= [];
R.push(getComputedStyle(document.documentElement).color, getComputedStyle(document.documentElement).getPropertyValue("--x").trim());
