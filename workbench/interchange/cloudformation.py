"""Reading a template: SAM, CloudFormation as people write it, and as the CDK synthesises it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.gateway.api import Api, Route
from workbench.interchange.api_document import ApiDocument
from workbench.interchange.deployed_names import label
from workbench.interchange.http_api_resources import HttpApiStage
from workbench.interchange.load_balancer_resources import read_load_balancers
from workbench.interchange.resource_names import made_id
from workbench.interchange.rest_api_resources import RestApiStage
from workbench.interchange.sam import SamApis
from workbench.interchange.template import Template
from workbench.interchange.template_functions import read_functions
from workbench.interchange.template_permissions import read_permissions, written_by_sam
from workbench.interchange.template_policies import assumed_roles
from workbench.interchange.template_resource_policies import read_resource_policies
from workbench.interchange.understood import note_what_is_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.events.json_value import JsonObject
    from workbench.interchange.api_document import DocumentKind, TemplateFunction, TemplatePermission
    from workbench.interchange.document import Document


def read_template(document: Document, *, kind: DocumentKind) -> ApiDocument:
    """What a template says about APIs, functions and permissions."""
    template = Template(document, kind=kind)
    by_sam = SamApis(template)
    apis = [*by_sam.read(), *RestApiStage.read_all(template), *HttpApiStage.read_all(template)]
    functions = read_functions(template)
    permissions = [*read_permissions(template), *by_sam.permissions, *_url_permissions(template, functions)]
    apis += [*_urls(functions, region=template.region), *read_load_balancers(template)]
    resource_policies = tuple(read_resource_policies(template, permissions))
    roles = tuple(assumed_roles(template, apis))
    note_what_is_left(template)
    return ApiDocument(
        name=template.name,
        region=template.region,
        kind=template.kind,
        apis=tuple(apis),
        functions=functions,
        permissions=tuple(permissions),
        not_understood=template.notes,
        resource_policies=resource_policies,
        assumed_roles=roles,
    )


def _urls(functions: Iterable[TemplateFunction], *, region: str) -> Iterator[Api]:
    """An API for each function URL."""
    for function in functions:
        if function.url is not None:
            settings: JsonObject = {"auth_type": function.url.auth_type, "invoke_mode": function.url.invoke_mode}
            if function.url.cors:
                settings |= {"cors": dict(function.url.cors)}
            qualifier = {"qualifier": function.alias} if function.alias else {}
            yield Api(
                type="FUNCTION_URL",
                id=made_id(f"{function.id}Url"),
                name=label(f"{function.id}Url"),
                region=region,
                stage="$default",
                routes=(Route(path="$default", function=function.id, settings=qualifier),),
                settings=settings,
            )


def _url_permissions(template: Template, functions: Iterable[TemplateFunction]) -> Iterator[TemplatePermission]:
    """What SAM lets everyone do with a URL that asks for no credentials: both actions (AWS SAM translator 1.115)."""
    for function in functions:
        if (
            function.url is None
            or function.url.auth_type != "NONE"
            or "FunctionUrlConfig" not in template.properties(function.id)
        ):
            continue
        everyone = {"Principal": "*"}
        url = {**everyone, "Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"}
        through_it = {**everyone, "Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": True}
        for sid, said in (("UrlPublicPermissions", url), ("URLInvokeAllowPublicAccess", through_it)):
            yield written_by_sam(
                template,
                function.id,
                sid=f"{function.id}{sid}",
                qualifier=function.alias,
                said=said,
                place=function.place,
            )
