globalThis.R ??= [];
R.push(document.querySelector('script[src*="finder"]')?.src.replace(/.*_static|\?.*/g, "") ?? "none");
R.push([...document.scripts].some((script) => /finder\.js/.test(script.src)));
