# Handlers as people write them.
# ruff: noqa: B018, LOG015
"""Handlers that write to the log."""

import logging
import sys
import warnings

logger = logging.getLogger("orders.store")


def printing(event, context):
    print("one")
    print("two", "three", sep="-", end="!\n")
    print()


def unfinished(event, context):
    print("no end", end="")


def standard_error(event, context):
    print("to stderr", file=sys.stderr)


def warning(event, context):
    logging.warning("root warning")


def info_is_below(event, context):
    logging.info("not shown")


def info_raised(event, context):
    logging.getLogger().setLevel(logging.INFO)
    logging.info("shown")
    logging.getLogger().setLevel(logging.WARNING)


def named(event, context):
    logger.error("named %s %d", "x", 5)


def critical(event, context):
    logger.critical("worst")


def debug(event, context):
    logger.debug("details")


def level_between(event, context):
    logger.log(35, "between")


def exception(event, context):
    try:
        1 / 0
    except ZeroDivisionError:
        logger.exception("caught")


def exception_info(event, context):
    try:
        {}["a"]
    except KeyError as error:
        logger.warning("caught", exc_info=error)


def stack(event, context):
    logger.warning("with stack", stack_info=True)


def extra(event, context):
    logger.warning("with extra", extra={"order": 7, "tags": ["a"], "nothing": None})


def extra_odd(event, context):
    logger.warning(
        "odd extra",
        extra={
            "when": {
                1,
            },
            "text": object.__name__,
        },
    )


def dictionary(event, context):
    logger.warning({"a": 1, "b": [2]})


def dictionary_with_arguments(event, context):
    logger.warning("%(a)s", {"a": 1})


def multi_line(event, context):
    logger.warning("first\nsecond")


def unicode_text(event, context):
    logger.warning("größe 😀")
    print("größe 😀")


def not_a_string(event, context):
    logger.warning(5)


def context_log(event, context):
    context.log("through the context\n")


def context_log_object(event, context):
    context.log({"a": 1})


def handlers(event, context):
    root = logging.getLogger()
    return [len(root.handlers), root.level, [type(h).__name__ for h in root.handlers], root.handlers[0].level]


def formatter(event, context):
    root = logging.getLogger()
    before = root.handlers[0].formatter
    root.handlers[0].setFormatter(logging.Formatter("%(levelname)s %(aws_request_id)s %(message)s\n"))
    logger.warning("own format")
    root.handlers[0].setFormatter(before)


def basic_config(event, context):
    logging.basicConfig(level=logging.DEBUG)
    logging.debug("basicConfig does nothing here")


def warned(event, context):
    warnings.warn("old", DeprecationWarning, stacklevel=1)


def large(event, context):
    print("x" * 100_000)


def many(event, context):
    for number in range(300):
        print(number)


def written(event, context):
    sys.stdout.write("a")
    sys.stdout.writelines(["b", "c\n"])
    sys.stdout.flush()


def raw_bytes(event, context):
    sys.stdout.buffer.write(b"\xff\xfe raw\n")
    sys.stdout.flush()


def handler(event, context):
    return globals()[event["case"]](event, context)
