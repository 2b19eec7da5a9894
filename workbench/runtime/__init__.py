"""What runs a function on this machine: handlers, the Runtime API, the child process and its outcome."""
