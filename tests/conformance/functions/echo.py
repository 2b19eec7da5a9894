"""A handler that gives back what it got."""


def handler(event, context):
    return event
