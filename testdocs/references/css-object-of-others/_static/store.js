sessionStorage.setItem("chosen", atob("bGlua1tocmVmKj1uaWdodF0="));
window.Store = { read: (key) => sessionStorage.getItem(key) };
