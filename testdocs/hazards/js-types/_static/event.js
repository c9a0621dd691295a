globalThis.R ??= [];
R.push("event");
