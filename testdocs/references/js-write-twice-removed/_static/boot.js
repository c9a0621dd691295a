const need = (file) => put("<script src='" + file + "'><\/script>");
