# Handlers as people write them.
# ruff: noqa: PTH109
"""Handlers that look at their context and their surroundings."""

import locale
import logging
import os
import sys
import time


def identity(event, context):
    return [context.identity.cognito_identity_id, context.identity.cognito_identity_pool_id, repr(context.identity)]


def client_context(event, context):
    found = context.client_context
    if found is None:
        return None
    client = found.client
    return [
        found.custom,
        found.env,
        client and [client.app_title, client.installation_id, client.app_package_name],
        repr(found),
    ]


def names(event, context):
    return [
        context.function_name,
        context.function_version,
        context.memory_limit_in_mb,
        context.invoked_function_arn,
        context.log_group_name,
        context.aws_request_id,
    ]


def types(event, context):
    return {name: type(getattr(context, name)).__name__ for name in sorted(dir(context)) if not name.startswith("_")}


def remaining(event, context):
    left = context.get_remaining_time_in_millis()
    return [type(left).__name__, 0 < left <= 20000]


def w3c(event, context):
    return context.w3c()


def tenant(event, context):
    return context.tenant_id


def log_stream(event, context):
    day, _, rest = context.log_stream_name.rpartition("/")
    return [day == time.strftime("%Y/%m/%d", time.gmtime()), rest.startswith("[$LATEST]"), len(rest)]


def lacks(event, context):
    return context.no_such_thing


def settable(event, context):
    context.mine = 5
    return context.mine


def environment(event, context):
    wanted = ("AWS_", "LAMBDA_TASK", "_HANDLER", "TZ", "LANG")
    changing = ("AWS_LAMBDA_RUNTIME_API", "AWS_LAMBDA_LOG_STREAM_NAME")
    return {k: v for k, v in sorted(os.environ.items()) if k.startswith(wanted) and k not in changing}


def trace(event, context):
    parts = os.environ["_X_AMZN_TRACE_ID"].split(";")
    return [part.split("=")[0] for part in parts]


def folder(event, context):
    return [os.getcwd(), sys.path[0] == os.getcwd()]


def clock(event, context):
    return [time.tzname, time.timezone]


def encoding(event, context):
    return [
        sys.stdout.encoding.lower(),
        sys.stderr.encoding.lower(),
        locale.getpreferredencoding(False).lower(),
        sys.getdefaultencoding(),
    ]


def standard_input(event, context):
    return sys.stdin.read()


def root_level(event, context):
    return logging.getLogger().level


def main_thread(event, context):
    import threading

    return threading.current_thread() is threading.main_thread()


def event_type(event, context):
    return [type(event).__name__, event]


def handler(event, context):
    return globals()[event["case"]](event, context)
