"""What the window shows of the runtime: debugging, the details of a function, settings, and the run matrix."""
