const key = Object.keys({ styleSheets: 1 })[0];
document[key][1].disabled = true;
