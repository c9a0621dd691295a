globalThis.R ??= [];
R.push(document.querySelector("[data-site]")?.dataset.site ?? "none");
