"""The editor of events: tabs of documents, each as a form, as JSON, or both."""
