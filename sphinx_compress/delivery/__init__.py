"""What a site needs on its way to the reader."""
