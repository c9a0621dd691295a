window.c = 1;
