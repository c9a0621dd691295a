// No semicolon at the end of the last statement.
window.order.push("two")