globalThis.R ??= [];
var late = 3;
R.push(marker, this.late, (() => this === window)());
