for (const name of ["link", "style"]) {
    const found = document.querySelectorAll(name);
    if (found.length > 1) found[1].disabled = true;
}
