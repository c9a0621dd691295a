globalThis.R ??= [];
R.push("b2", typeof d3);
