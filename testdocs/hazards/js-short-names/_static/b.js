globalThis.R ??= [];
R.push(e, script);
var parts2 = 1;
