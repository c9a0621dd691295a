globalThis.R ??= [];
R.push("café € 日本");
