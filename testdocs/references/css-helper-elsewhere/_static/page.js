all("link")[1].disabled = true;
