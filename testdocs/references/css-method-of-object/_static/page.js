const state = { home: document, wanted: atob("bGlua1tocmVmKj1uaWdodF0=") };
const run = ({ home, wanted }) => home.querySelector(wanted).remove();
run({ ...state });
