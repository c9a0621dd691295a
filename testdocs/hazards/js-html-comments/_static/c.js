--> n
/* */ --> again
R.push("c", n);
