globalThis.R ??= [];
R.push(typeof Vendor);
