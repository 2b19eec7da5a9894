"""Reading the template files of these tests."""

from pathlib import Path

from workbench.gateway.api import Api, Route
from workbench.interchange.api_document import ApiDocument, TemplateFunction
from workbench.interchange.api_file import read_api

TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> ApiDocument:
    """One of the template files, read."""
    return read_api((TEMPLATES / name).read_text("utf-8"), name=str(TEMPLATES / name))


def route(api: Api, key: str) -> Route:
    """The route of a key; fails where there is none."""
    return next(each for each in api.routes if each.key == key)


def function(document: ApiDocument, reference: str) -> TemplateFunction:
    """The function of a logical id; fails where there is none."""
    found = document.function(reference)
    assert found is not None
    return found


def said(document: ApiDocument) -> set[str]:
    """What was not understood, without the places."""
    return {note.what for note in document.not_understood}


def source_arns(document: ApiDocument, name: str) -> list[str]:
    """The source ARNs that a function's policy names, without what is before the API's id."""
    arns = [
        each.statement["Condition"]["ArnLike"]["AWS:SourceArn"]
        for each in document.permissions
        if each.function == name and "ArnLike" in each.statement.get("Condition", {})
    ]
    return [arn.split(":", 5)[5] for arn in arns]
