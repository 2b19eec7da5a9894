"""What stands beside an event: its name, its note, and how it is invoked, edited on a page of its own."""
