globalThis.R ??= [];
R.push(e, t, n, typeof parts2);
