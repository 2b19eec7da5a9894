"""The road of one request, from the client to the function and back, and the record of every hop."""
