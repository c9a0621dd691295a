document.documentElement.title = document.currentScript.dataset.name;
