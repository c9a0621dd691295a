globalThis.R ??= [];
document.currentScript.dataset.done = "yes";
document.currentScript.answer = 42;
