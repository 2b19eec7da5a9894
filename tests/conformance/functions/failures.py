# Handlers as people write them.
# ruff: noqa: PTH123, SIM115
"""Handlers that raise, in more than one way."""

import functools
import json


class Custom(Exception):
    pass


class WithFields(Exception):
    def __init__(self, code, *, hint):
        super().__init__(code, hint)


class Silent(Exception):
    def __str__(self):
        return ""


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError("no text")


class Outer:
    class Inner(Exception):
        pass


def plain(event, context):
    raise Exception("plain")


def empty(event, context):
    raise Exception


def value(event, context):
    raise ValueError("a\nsecond line", 2)


def key(event, context):
    return {}["missing"]


def attribute(event, context):
    return event.nothing


def type_error(event, context):
    return 1 + "1"


def zero(event, context):
    return 1 / 0


def custom(event, context):
    raise Custom("own")


def fields(event, context):
    raise WithFields(42, hint="look")


def silent(event, context):
    raise Silent("hidden")


def inner(event, context):
    raise Outer.Inner("nested class")


def chained(event, context):
    try:
        {}["a"]
    except KeyError as error:
        raise Custom("second") from error


def during(event, context):
    try:
        {}["a"]
    except KeyError:
        raise Custom("while handling")  # noqa: B904


def recursion(event, context):
    return recursion(event, context)


def mutual(event, context):
    def even(n):
        return odd(n - 1) if n else 1 / 0

    def odd(n):
        return even(n - 1)

    return even(10)


def repeated(event, context):
    def down(n):
        return down(n - 1) if n else {}["end"]

    return down(8)


def memory(event, context):
    raise MemoryError


def unicode_text(event, context):
    raise ValueError("größe 😀 \u2028")


def os_error(event, context):
    open("/nowhere/at/all")


def json_error(event, context):
    json.loads("{")


def assertion(event, context):
    assert event == 1, "not one"


def stop(event, context):
    raise StopIteration("done")


def not_implemented(event, context):
    raise NotImplementedError


def in_lambda(event, context):
    return (lambda: 1 / 0)()


def in_comprehension(event, context):
    return [1 / n for n in (1, 0)]


def multi_line(event, context):
    return functools.reduce(
        lambda a, b: a + b,
        [1, "x"],
    )


def executed(event, context):
    exec("def inside():\n    raise ValueError('from exec')\ninside()")


def quotes(event, context):
    raise ValueError('"quoted" \\ back\tslash\r\nline')


def group(event, context):
    raise ExceptionGroup("several", [ValueError("a"), KeyError("b")])


def notes(event, context):
    error = ValueError("with a note")
    error.add_note("the note")
    raise error


def print_surrogate(event, context):
    print("a\ud800b")


def indented(event, context):
    raise ValueError("  leads\n    deeper")


def handler(event, context):
    return globals()[event["case"]](event, context)
