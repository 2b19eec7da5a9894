"""JSON as a person sees it: text with places, an editor, and a tree."""
