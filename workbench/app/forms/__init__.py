"""The form of an event: one small file a tab, all of them views of one document."""
