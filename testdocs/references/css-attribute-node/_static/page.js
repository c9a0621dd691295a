for (const element of document.head.children) {
  const address = element.attributes.getNamedItem("href");
  if (address && address.value.includes("night")) element.remove();
}
