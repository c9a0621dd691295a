var seek = (what) => document.querySelectorAll(what);
