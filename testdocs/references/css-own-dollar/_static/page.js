const found = q("head > *");
found.all[3].disabled = true;
note(found.all.length);
