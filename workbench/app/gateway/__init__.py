"""What stands in front of a function, in the window: the API, its routes, a flood against its gate."""
