"""A function's resource policy by qualifier: the account keeps all statements of a function together, AWS does not."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from workbench.sandbox.message import ACCOUNT_ID, Answer, json_answer, refusal

if TYPE_CHECKING:
    from workbench.sandbox.message import Asked

_POLICY = re.compile(r"/2015-03-31/functions/(?P<name>[^/]+)/policy/?")
_WORDS = {
    "FunctionUrlAuthType": ("StringEquals", "lambda:FunctionUrlAuthType"),
    "InvokedViaFunctionUrl": ("Bool", "lambda:InvokedViaFunctionUrl"),
    "EventSourceToken": ("StringEquals", "lambda:EventSourceToken"),
}
"""Words of AddPermission that AWS writes as a condition, and the account leaves as they are."""
_ACCOUNT = re.compile(r"\d{12}")


class PolicyFront:
    """Answers GetPolicy with the statements of exactly the function, version or alias that is asked for."""

    def answer(self, asked: Asked) -> Answer | None:
        """The policy; None for any other request."""
        found = _POLICY.fullmatch(asked.path)
        if found is None or asked.method != "GET":
            return None
        from moto.awslambda.exceptions import LambdaClientError
        from moto.backends import get_backend
        from moto.core.exceptions import ServiceException

        name, _, own = found["name"].rpartition("function:")[2].partition(":")
        qualifier = asked.query.get("Qualifier", [own])[0]
        arn = f"arn:aws:lambda:{asked.region}:{ACCOUNT_ID}:function:{name}"
        meant = f"{arn}:{qualifier}" if qualifier else arn
        backend = get_backend("lambda")[ACCOUNT_ID][asked.region]
        try:
            function = backend.get_function(name, qualifier or None)
        except (LambdaClientError, ServiceException, KeyError):
            return refusal(404, "ResourceNotFoundException", f"Function not found: {meant}")
        said = [each for each in function.policy.statements if each.get("Resource", arn) == meant]
        statements = [_as_aws_writes_it(each) for each in said]
        if not statements:
            return refusal(404, "ResourceNotFoundException", "The resource you requested does not exist.")
        text = json.dumps({"Version": "2012-10-17", "Id": "default", "Statement": statements})
        return json_answer({"Policy": text, "RevisionId": function.policy.revision})


def _as_aws_writes_it(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement with its conditions and its principal in the form that GetPolicy answers."""
    written = {key: value for key, value in statement.items() if key not in _WORDS}
    conditions = {operator: dict(keys) for operator, keys in (statement.get("Condition") or {}).items()}
    for word, (operator, key) in _WORDS.items():
        if (value := statement.get(word)) is not None:
            conditions.setdefault(operator, {})[key] = str(value).lower() if operator == "Bool" else value
    if conditions:
        written["Condition"] = conditions
    principal = statement.get("Principal")
    if isinstance(principal, str) and _ACCOUNT.fullmatch(principal):
        written["Principal"] = {"AWS": f"arn:aws:iam::{principal}:root"}
    elif isinstance(principal, str) and principal.startswith("arn:"):
        written["Principal"] = {"AWS": principal}
    return written
