"""An OpenAPI document with API Gateway extensions, that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.api_document import ApiDocument, NotUnderstood
from workbench.interchange.api_draft import ApiDraft
from workbench.interchange.document import Document, mapping
from workbench.interchange.integration import Target, target_of
from workbench.interchange.intrinsics import Resolver, as_object
from workbench.interchange.openapi_body import is_http_api, read_body
from workbench.interchange.resource_names import ACCOUNT_ID, FIRST_API_ID, REGION

if TYPE_CHECKING:
    from workbench.events.json_value import Json
    from workbench.interchange.places import Path


class _Alone:
    """What an OpenAPI document knows of the template that will hold it: nothing but the pseudo parameters."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.notes: dict[NotUnderstood, None] = {}

    def note(self, path: Path, what: str) -> None:
        """Remember something that was not understood."""
        self.notes[NotUnderstood(self._document.place(path, of_key=bool(path)), what)] = None

    def target(self, uri: Json, draft: ApiDraft) -> Target | None:
        """The function that a URI names: a logical id of the template around the document, or an ARN."""
        return target_of(uri, draft.stage_variables, named=_nothing) if isinstance(uri, str) else None

    def ref(self, name: str) -> Json | None:
        """A pseudo parameter, else the reference itself: an integration names its function by it."""
        known = {"AWS::Region": REGION, "AWS::AccountId": ACCOUNT_ID, "AWS::Partition": "aws"}
        return known.get(name, f"${{{name}}}")

    def attribute(self, name: str, attribute: str) -> Json | None:
        """The reference itself."""
        return f"${{{name}.{attribute}}}"

    def exported(self, name: str) -> Json | None:
        """Nothing: no stack stands around the document."""
        del name
        return None


def _nothing(text: str) -> tuple[str, str] | None:
    del text
    return None


def read_openapi(document: Document) -> ApiDocument:
    """The API that an OpenAPI document describes."""
    alone = _Alone(document)
    resolver = Resolver(alone, mappings={}, conditions={}, report=alone.note)
    body = as_object(resolver.resolve(mapping(document.value), ()))
    http = is_http_api(body)
    draft = ApiDraft("HTTP" if http else "REST", FIRST_API_ID, stage="$default" if http else "prod")
    read_body(body, draft, around=alone, path=())
    return ApiDocument(name=document.name, kind="openapi", apis=(draft.finish(),), not_understood=tuple(alone.notes))
