"""What people use beside the extension: themes, extensions, services, and what swaps pages."""
