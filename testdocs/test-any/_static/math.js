const formula = 3;
