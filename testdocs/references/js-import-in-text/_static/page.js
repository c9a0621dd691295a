const load = new Function("url", "return import(url)");
load("./lazy.mjs").then(({ value }) => note(value), () => note("failed"));
