"""An AWS account in a box, for demonstrations and tests without an account."""
