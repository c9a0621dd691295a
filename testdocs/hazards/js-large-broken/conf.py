"""Large scripts have errors for which nothing in them runs; the others run."""
