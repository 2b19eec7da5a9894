"""What stands in front of a function: routes, throttling, caching, authorizers, quotas and responses."""
