globalThis.R ??= [];
R.push(document.querySelector("script[type='text/x-template']").innerHTML.trim());
