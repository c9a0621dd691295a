globalThis.R ??= [];
const twice = 1;
R.push("d2", typeof d3);
