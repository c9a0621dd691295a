const all = document.styleSheets;
const dark = all[1];
dark.disabled = true;
