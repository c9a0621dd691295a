globalThis.R ??= [];
R.push(one, five, window.one, window.two, typeof window.three, Object.keys(window).includes("one"), delete window.one);
