"""In and out: HAR, cURL, raw HTTP, templates and API documents."""
