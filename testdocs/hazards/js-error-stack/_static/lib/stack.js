globalThis.R ??= [];
R.push(/_static\/(lib\/stack\.js)/.exec(new Error().stack)?.[1] ?? "nowhere");
