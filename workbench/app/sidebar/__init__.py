"""The sidebar: saved events, functions, APIs and what was run before."""
