globalThis.R ??= [];
