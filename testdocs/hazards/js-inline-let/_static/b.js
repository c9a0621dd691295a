globalThis.R ??= [];
toggle += step;
R.push(toggle);
