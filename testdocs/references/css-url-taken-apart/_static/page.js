for (const { href: address, ownerNode: tag } of document.styleSheets) {
    if (address && address.split("/").pop().startsWith("night")) tag.media = "print";
}
