"""What is kept on disk: projects, saved events, environments and history."""
