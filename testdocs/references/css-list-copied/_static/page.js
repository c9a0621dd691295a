const [, dark] = [...document.styleSheets];
dark.disabled = true;
