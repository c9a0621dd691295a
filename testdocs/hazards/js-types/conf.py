"""Tags say of what type they are in many ways; browsers run only some of them."""
