"""The page itself has a policy that forbids inline scripts."""
