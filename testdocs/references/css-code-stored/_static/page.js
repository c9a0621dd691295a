localStorage.setItem("code", atob("ZG9jdW1lbnQuc3R5bGVTaGVldHNbMV0uZGlzYWJsZWQ9dHJ1ZQ=="));
eval(localStorage.getItem("code"));
