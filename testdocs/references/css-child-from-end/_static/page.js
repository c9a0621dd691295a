const { head } = document;
head.lastElementChild.previousElementSibling.disabled = true;
