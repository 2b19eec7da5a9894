"""One stage of an API in a template, and the resources that belong to the API."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from workbench.gateway.api import Authorizer
from workbench.interchange.api_draft import ApiDraft, iam_authorizer
from workbench.interchange.around import TemplateSurroundings
from workbench.interchange.deployed_names import label
from workbench.interchange.document import mapping
from workbench.interchange.openapi_body import read_body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.events.json_value import Json, JsonObject
    from workbench.gateway.api import Api, ApiType, AuthorizerType, Route
    from workbench.interchange.places import Path
    from workbench.interchange.template import Template


class ApiStage(ABC):
    """An API with one of its stages while its resources are being gathered."""

    API: ClassVar[str]
    """The resource type of the API."""
    STAGE: ClassVar[str]
    """The resource type of its stages."""
    OWNER: ClassVar[str]
    """The property by which a resource names its API."""

    @classmethod
    def read_all(cls, template: Template) -> Iterator[Api]:
        """Every stage of every API of this kind; an API without a stage is read with the default one."""
        stages = [(each, str(template.properties(each).get(cls.OWNER, ""))) for each in template.of_type(cls.STAGE)]
        for logical_id in template.of_type(cls.API):
            api_id = template.api_id(logical_id)
            for stage in [each for each, owner in stages if owner == api_id] or [""]:
                yield cls(template, logical_id, stage).read()

    def __init__(self, template: Template, logical_id: str, stage: str) -> None:
        """`stage` is the logical id of the stage; empty where the template has none."""
        self._template = template
        self._id = logical_id
        self._stage_id = stage
        self._around = TemplateSurroundings(template)
        self._said: JsonObject = template.properties(logical_id)
        self._draft = ApiDraft(self._type(), template.api_id(logical_id), region=template.region)
        self._draft.name = str(self._said.get("Name") or label(logical_id))
        self._authorizers: dict[str, str] = {}
        """Names by id."""

    @abstractmethod
    def _type(self) -> ApiType:
        """What kind of API it is."""

    @abstractmethod
    def read(self) -> Api:
        """The API with this stage, read."""

    def _read_body(self) -> None:
        """Add what the OpenAPI document of the API says, where it has one."""
        said = self._said
        body = self._around.body(self._id, said.get("Body"), mapping(said.get("BodyS3Location")) or None)
        if body:
            read_body(body, self._draft, around=self._around, path=("Resources", self._id, "Properties", "Body"))

    def _add_authorizer(
        self, logical_id: str, kind: AuthorizerType, source: tuple[str, ...], *, settings: JsonObject
    ) -> None:
        """Add an authorizer with the function that it names, which those that are Lambda functions need."""
        said = self._template.properties(logical_id)
        name = str(said.get("Name") or label(logical_id))
        target = self._around.target(said.get("AuthorizerUri"), self._draft)
        if target is None and kind in {"TOKEN", "REQUEST"}:
            self._template.note(("Resources", logical_id), f"The function of the authorizer {name} was not found")
        authorizer_id = str(self._template.ref(logical_id))
        kept = {key: value for key, value in settings.items() if value is not None}
        self._authorizers[authorizer_id] = name
        self._draft.authorizers[name] = Authorizer(
            name, kind, target.function if target else None, source, {**kept, "id": authorizer_id}
        )

    def _authorizer_of(self, logical_id: str) -> str | None:
        """The authorizer of a method or route by name; None for none."""
        said = self._template.properties(logical_id)
        kind = str(said.get("AuthorizationType") or "NONE")
        if kind == "AWS_IAM":
            return iam_authorizer(self._draft)
        if kind == "NONE":
            return None
        name = self._authorizers.get(str(said.get("AuthorizerId")))
        if name is None:
            self._template.note(("Resources", logical_id, "Properties", "AuthorizerId"), "The authorizer was not found")
        return name

    def _add_route(self, route: Route, uri: Json, credentials: Json, *, path: Path) -> None:
        """Add a route to the function that a URI leads to; without one, note the place of the URI."""
        target = self._around.target(uri, self._draft)
        if target is None:
            self._template.note(path, f"The function of {route.key} was not found")
            return
        qualifier = {"qualifier": target.qualifier} if target.qualifier else {}
        self._draft.add_route(
            replace(
                route,
                function=target.function,
                credentials=credentials if isinstance(credentials, str) else None,
                settings={**route.settings, **qualifier},
            )
        )

    def _mine(self, kind: str) -> Iterator[str]:
        """The resources of a type that belong to this API."""
        for logical_id in self._template.of_type(kind):
            if str(self._template.properties(logical_id).get(self.OWNER, "")) == self._draft.id:
                yield logical_id
