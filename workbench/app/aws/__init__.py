"""What the window shows of AWS: the account, its functions as targets, and the sandbox."""
