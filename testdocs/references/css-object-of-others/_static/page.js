document.querySelector(conf.chosen).remove();
