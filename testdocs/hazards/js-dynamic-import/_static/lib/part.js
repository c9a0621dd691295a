export const name = "part";
