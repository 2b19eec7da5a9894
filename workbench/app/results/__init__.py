"""What came of an invocation: the response and the permissions, side by side."""
