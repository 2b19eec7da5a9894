"""What runs a function in AWS, and reads the policies, roles and APIs around it."""
