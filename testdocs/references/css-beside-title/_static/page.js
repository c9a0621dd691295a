const title = document.querySelector("title");
let element = title;
while ((element = element.nextElementSibling)) if (/night/.test(element.href)) element.disabled = true;
note(document.body.previousElementSibling.children.length);
note(title.parentNode.children[3].href);
