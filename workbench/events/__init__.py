"""What a function receives: the HTTP message, one module for each event source, and what the function gave back."""
