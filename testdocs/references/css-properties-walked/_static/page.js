for (const name in document) {
    const found = /^style.*s$/i.test(name) ? document[name] : [];
    if (found.length > 1) found[1].disabled = true;
}
