"""The small widgets that the panes are made of."""
