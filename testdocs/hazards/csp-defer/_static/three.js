globalThis.R ??= [];
R.push("three", typeof two, typeof inline);
