globalThis.R ??= [];
R.push(getComputedStyle(document.documentElement).getPropertyValue("--name"));
