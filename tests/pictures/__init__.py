"""Pictures of every screen, for the guide and for looking at what changed."""
