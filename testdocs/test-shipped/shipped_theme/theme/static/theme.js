document.documentElement.dataset.shipped = "yes";
