"""What a script awaits finds the tag of the script still there."""
