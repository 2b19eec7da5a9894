"""Things that a handler string can name."""

import functools


class Service:
    def method(self, event, context):
        return "method"

    def __call__(self, event, context):
        return "called"


service = Service()
bound = service.method
partial = functools.partial(lambda prefix, event, context: prefix, "partial")
anonymous = lambda event, context: "lambda"  # noqa: E731
not_callable = 5
builtin = print


def one(event):
    return event


def none():
    return 1


def three(event, context, more):
    return 1


def many(*arguments):
    return len(arguments)


def keywords(event, context, *, extra="default"):
    return extra


async def coroutine(event, context):
    return 1


def generator(event, context):
    yield 1
