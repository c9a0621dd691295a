globalThis.R ??= [];
R.push(document.currentScript.referrerPolicy, document.currentScript.fetchPriority);
