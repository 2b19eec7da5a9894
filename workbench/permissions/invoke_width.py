"""Whether the statement that lets a gateway invoke a function lets in more than this gateway."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.permissions.context import Context
from workbench.permissions.finding import Finding
from workbench.permissions.rule import GATEWAY_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.permissions.explanation import DecidingStatement
    from workbench.permissions.invoke_question import InvokeQuestion

_OTHER_ACCOUNT = "000000000000"
_OTHER_API = "zzzzzzzzzz"


def too_wide(question: InvokeQuestion, deciding: DecidingStatement) -> Iterator[Finding]:
    """What else the deciding Allow lets in, found by asking it the same for another account and another API."""
    result = deciding.result
    statement = result.statement
    if statement.action.matches("lambda:deletefunction"):
        yield _finding(
            deciding,
            "wide-action",
            "also allows other actions, lambda:DeleteFunction among them",
            "Name lambda:InvokeFunction.",
        )
    if question.api_type not in {"REST", "HTTP", "WEBSOCKET"} or question.credentials:
        return
    names = {condition.name for condition in statement.conditions}
    if not names & {"aws:sourcearn", "aws:sourceaccount"}:
        return  # said already, as a finding of the policy
    source = result.asked.context.known["aws:sourcearn"].values[0]
    for code, account, api, text in (
        ("wide-account", _OTHER_ACCOUNT, _OTHER_API, "lets the API of any account in"),
        ("wide-api", question.owner, _OTHER_API, "lets every API of this account in"),
    ):
        other = source.replace(f":{question.owner}:{question.api_id}", f":{account}:{api}", 1)
        values = {key: value.given for key, value in result.asked.context.known.items()}
        context = Context.of(values | {"aws:sourcearn": other, "aws:sourceaccount": account})
        if other != source and statement.applies(replace(result.asked, context=context)):
            yield _finding(deciding, code, text, "Name the API in the condition on aws:SourceArn.")
            return


def _finding(deciding: DecidingStatement, code: str, text: str, mend: str) -> Finding:
    statement = deciding.result.statement
    message = f"Statement {statement.label} {text}."
    return Finding(code, "warning", message, deciding.policy.name, statement.line, statement.column, GATEWAY_PAGE, mend)
