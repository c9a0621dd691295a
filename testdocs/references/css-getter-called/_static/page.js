const { get } = Object.getOwnPropertyDescriptor(Document.prototype, "styleSheets");
get.call(document)[1].disabled = true;
