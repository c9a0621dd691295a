"""Files end by naming their source maps."""
