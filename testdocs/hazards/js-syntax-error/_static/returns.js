globalThis.R ??= [];
R.push("returns");
return;
