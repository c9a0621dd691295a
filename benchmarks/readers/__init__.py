"""What readers gain: pages as a theme makes them beside pages with bundles."""
