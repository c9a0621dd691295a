"""Large scripts use what means something else within a function."""
