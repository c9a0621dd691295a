const one = 1;

window.order = ["one"];
