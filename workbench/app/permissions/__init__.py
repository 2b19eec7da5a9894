"""Permissions in the window beyond a verdict: the matrix of routes, the editor of policies, what a role needs."""
