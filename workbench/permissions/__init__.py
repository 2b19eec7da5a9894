"""The IAM policy language: documents, conditions, evaluation and its explanation; the two checks of an API."""
