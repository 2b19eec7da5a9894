"""Which resources and properties of a template are understood, so that the others can be named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.interchange.document import mapping, sequence
from workbench.interchange.loops import LOOP
from workbench.interchange.nested_stacks import STACK_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.interchange.template import Template

_PREFIXES = (
    "AWS::ApiGateway::",
    "AWS::ApiGatewayV2::",
    "AWS::ElasticLoadBalancingV2::Listener",
    "AWS::IAM::",
    "AWS::Lambda::",
    "AWS::Serverless::",
)
"""Types that stand on the road: those of them that are not read are named."""

_WITHOUT_EFFECT = frozenset(
    {
        *("AWS::ApiGateway::Account", "AWS::ApiGateway::DomainName", "AWS::ApiGateway::DocumentationPart"),
        *("AWS::ApiGateway::DocumentationVersion", "AWS::ApiGatewayV2::Deployment", "AWS::ApiGatewayV2::DomainName"),
        *("AWS::ApiGatewayV2::RouteResponse", "AWS::ElasticLoadBalancingV2::ListenerCertificate"),
        *("AWS::IAM::Group", "AWS::IAM::InstanceProfile", "AWS::IAM::User", "AWS::IAM::AccessKey"),
        *("AWS::IAM::OIDCProvider", "AWS::IAM::ServiceLinkedRole", "AWS::IAM::UserToGroupAddition"),
        *("AWS::Lambda::CodeSigningConfig", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::EventSourceMapping"),
        *("AWS::Lambda::LayerVersionPermission", "AWS::Serverless::GraphQLApi"),
        *("AWS::Serverless::SimpleTable", "AWS::Serverless::StateMachine"),
    }
)
"""Types that change nothing between a client and a function."""

_TAGS = ("Tags", "Description", "PropagateTags", "IgnoreGlobals")

_PROPERTIES: Mapping[str, frozenset[str]] = {
    "AWS::ApiGateway::ApiKey": frozenset({"Name", "Value", "Enabled", "StageKeys", "GenerateDistinctId", "CustomerId"}),
    "AWS::ApiGateway::Authorizer": frozenset(
        {
            *("AuthType", "AuthorizerCredentials", "AuthorizerResultTtlInSeconds", "AuthorizerUri", "IdentitySource"),
            *("IdentityValidationExpression", "Name", "ProviderARNs", "RestApiId", "Type"),
        }
    ),
    "AWS::ApiGateway::BasePathMapping": frozenset({"BasePath", "DomainName", "RestApiId", "Stage"}),
    "AWS::ApiGateway::Deployment": frozenset({"RestApiId", "StageName", "StageDescription"}),
    "AWS::ApiGateway::GatewayResponse": frozenset(
        {"ResponseParameters", "ResponseTemplates", "ResponseType", "RestApiId", "StatusCode"}
    ),
    "AWS::ApiGateway::Method": frozenset(
        {
            *(
                "ApiKeyRequired",
                "AuthorizationScopes",
                "AuthorizationType",
                "AuthorizerId",
                "HttpMethod",
                "Integration",
            ),
            *("MethodResponses", "OperationName", "RequestModels", "RequestParameters", "RequestValidatorId"),
            *("ResourceId", "RestApiId"),
        }
    ),
    "AWS::ApiGateway::Model": frozenset({"ContentType", "Name", "RestApiId", "Schema"}),
    "AWS::ApiGateway::RequestValidator": frozenset(
        {"Name", "RestApiId", "ValidateRequestBody", "ValidateRequestParameters"}
    ),
    "AWS::ApiGateway::Resource": frozenset({"ParentId", "PathPart", "RestApiId"}),
    "AWS::ApiGateway::RestApi": frozenset(
        {
            *("ApiKeySourceType", "BinaryMediaTypes", "Body", "BodyS3Location", "EndpointConfiguration", "Name"),
            *("FailOnWarnings", "Mode", "Parameters"),
        }
    ),
    "AWS::ApiGateway::Stage": frozenset(
        {
            *("AccessLogSetting", "CacheClusterEnabled", "CacheClusterSize", "ClientCertificateId", "DeploymentId"),
            *("MethodSettings", "RestApiId", "StageName", "TracingEnabled", "Variables", "DocumentationVersion"),
        }
    ),
    "AWS::ApiGateway::UsagePlan": frozenset({"ApiStages", "Quota", "Throttle", "UsagePlanName"}),
    "AWS::ApiGateway::UsagePlanKey": frozenset({"KeyId", "KeyType", "UsagePlanId"}),
    "AWS::ApiGatewayV2::Api": frozenset(
        {
            *("ApiKeySelectionExpression", "Body", "BodyS3Location", "CorsConfiguration", "CredentialsArn", "Name"),
            *("FailOnWarnings", "ProtocolType", "RouteKey", "RouteSelectionExpression", "Target", "Version"),
        }
    ),
    "AWS::ApiGatewayV2::ApiMapping": frozenset({"ApiId", "ApiMappingKey", "DomainName", "Stage"}),
    "AWS::ApiGatewayV2::Authorizer": frozenset(
        {
            *("ApiId", "AuthorizerCredentialsArn", "AuthorizerPayloadFormatVersion", "AuthorizerResultTtlInSeconds"),
            *("AuthorizerType", "AuthorizerUri", "EnableSimpleResponses", "IdentitySource", "JwtConfiguration", "Name"),
        }
    ),
    "AWS::ApiGatewayV2::Integration": frozenset(
        {
            *("ApiId", "ConnectionType", "CredentialsArn", "IntegrationMethod", "IntegrationType", "IntegrationUri"),
            *("IntegrationSubtype", "PayloadFormatVersion", "TimeoutInMillis", "PassthroughBehavior"),
            "ContentHandlingStrategy",
        }
    ),
    "AWS::ApiGatewayV2::Route": frozenset(
        {
            *("ApiId", "ApiKeyRequired", "AuthorizationScopes", "AuthorizationType", "AuthorizerId", "OperationName"),
            *("RouteKey", "RouteResponseSelectionExpression", "Target"),
        }
    ),
    "AWS::ApiGatewayV2::Stage": frozenset(
        {
            *("AccessLogSettings", "ApiId", "AutoDeploy", "DefaultRouteSettings", "DeploymentId", "RouteSettings"),
            *("StageName", "StageVariables"),
        }
    ),
    "AWS::ElasticLoadBalancingV2::Listener": frozenset(
        {*("AlpnPolicy", "Certificates", "DefaultActions", "LoadBalancerArn", "Port", "Protocol", "SslPolicy")}
    ),
    "AWS::ElasticLoadBalancingV2::ListenerRule": frozenset({"Actions", "Conditions", "ListenerArn", "Priority"}),
    "AWS::IAM::ManagedPolicy": frozenset({"Groups", "ManagedPolicyName", "Path", "PolicyDocument", "Roles", "Users"}),
    "AWS::IAM::Policy": frozenset({"Groups", "PolicyDocument", "PolicyName", "Roles", "Users"}),
    "AWS::IAM::Role": frozenset(
        {
            *("AssumeRolePolicyDocument", "ManagedPolicyArns", "MaxSessionDuration", "Path", "PermissionsBoundary"),
            *("Policies", "RoleName"),
        }
    ),
    "AWS::IAM::RolePolicy": frozenset({"PolicyDocument", "PolicyName", "RoleName"}),
    "AWS::Lambda::Alias": frozenset({"FunctionName", "FunctionVersion", "Name", "ProvisionedConcurrencyConfig"}),
    "AWS::Lambda::Function": frozenset(
        {
            *("Architectures", "Code", "Environment", "FunctionName", "Handler", "Layers", "MemorySize", "PackageType"),
            *("Role", "Runtime", "Timeout", "DeadLetterConfig", "EphemeralStorage", "KmsKeyArn", "LoggingConfig"),
            *("ReservedConcurrentExecutions", "SnapStart", "TracingConfig", "VpcConfig", "RuntimeManagementConfig"),
            *("CodeSigningConfigArn", "FileSystemConfigs", "RecursiveLoop"),
        }
    ),
    "AWS::Lambda::LayerVersion": frozenset(
        {"CompatibleArchitectures", "CompatibleRuntimes", "Content", "LayerName", "LicenseInfo"}
    ),
    "AWS::Lambda::Permission": frozenset(
        {
            *("Action", "EventSourceToken", "FunctionName", "FunctionUrlAuthType", "InvokedViaFunctionUrl"),
            *("Principal", "PrincipalOrgID", "SourceAccount", "SourceArn"),
        }
    ),
    "AWS::Lambda::Url": frozenset({"AuthType", "Cors", "InvokeMode", "Qualifier", "TargetFunctionArn"}),
    "AWS::Lambda::Version": frozenset(
        {"CodeSha256", "FunctionName", "ProvisionedConcurrencyConfig", "RuntimePolicy", "FunctionScalingConfig"}
    ),
    "AWS::Serverless::Api": frozenset(
        {
            *(
                "AccessLogSetting",
                "AlwaysDeploy",
                "ApiKeySourceType",
                "Auth",
                "BinaryMediaTypes",
                "CacheClusterEnabled",
            ),
            *("CacheClusterSize", "Cors", "DefinitionBody", "DefinitionUri", "Domain", "EndpointConfiguration"),
            *("FailOnWarnings", "GatewayResponses", "MergeDefinitions", "MethodSettings", "Mode", "Models", "Name"),
            *("OpenApiVersion", "StageName", "TracingEnabled", "Variables"),
        }
    ),
    "AWS::Serverless::Function": frozenset(
        {
            *("Architectures", "AssumeRolePolicyDocument", "AutoPublishAlias", "AutoPublishAliasAllProperties"),
            *("AutoPublishCodeSha256", "CodeSigningConfigArn", "CodeUri", "DeadLetterQueue", "DeploymentPreference"),
            *("Environment", "EphemeralStorage", "EventInvokeConfig", "Events", "FileSystemConfigs", "FunctionName"),
            *("FunctionUrlConfig", "Handler", "ImageUri", "InlineCode", "KmsKeyArn", "Layers", "LoggingConfig"),
            *("MemorySize", "PackageType", "PermissionsBoundary", "Policies", "ProvisionedConcurrencyConfig"),
            *("RecursiveLoop", "ReservedConcurrentExecutions", "Role", "RolePath", "Runtime", "SnapStart", "Timeout"),
            *("RuntimeManagementConfig", "Tracing", "VersionDescription", "VpcConfig"),
        }
    ),
    "AWS::Serverless::HttpApi": frozenset(
        {
            *("AccessLogSettings", "Auth", "CorsConfiguration", "DefaultRouteSettings", "DefinitionBody"),
            *("DefinitionUri", "Domain", "FailOnWarnings", "Name", "RouteSettings", "StageName", "StageVariables"),
        }
    ),
    "AWS::Serverless::LayerVersion": frozenset(
        {
            *("CompatibleArchitectures", "CompatibleRuntimes", "ContentUri", "LayerName", "LicenseInfo"),
            *("PublishLambdaVersion", "RetentionPolicy"),
        }
    ),
    "AWS::Serverless::WebSocketApi": frozenset(
        {
            *("AccessLogSettings", "ApiKeySelectionExpression", "Auth", "DefaultRouteSettings", "Domain", "Name"),
            *("DisableSchemaValidation", "FailOnWarnings", "IpAddressType", "RouteSelectionExpression"),
            *("RouteSettings", "Routes", "StageName", "StageVariables"),
        }
    ),
}
"""The properties of each type that are read, or that change nothing between a client and a function."""

_RUN_HERE = frozenset({"AWS::Serverless-2016-10-31", "AWS::LanguageExtensions"})
"""Macros of a template that are understood."""

_FALSE = frozenset({"false", "False", "no"})


def note_what_is_left(template: Template) -> None:
    """Name every resource and property on the road that was not read."""
    _note_what_makes_resources(template)
    for logical_id in template.all_present():
        kind = template.type_of(logical_id)
        where = ("Resources", logical_id)
        if kind == "AWS::Serverless::StateMachine" and "Events" in template.properties(logical_id):
            template.note((*where, "Properties", "Events"), f"The events of {logical_id} are not simulated")
        if not kind.startswith(_PREFIXES) or kind in _WITHOUT_EFFECT:
            continue
        known = _PROPERTIES.get(kind)
        if known is None and kind not in STACK_TYPES:
            template.note((*where, "Type"), f"{kind} is not understood")
        if known is None:
            continue
        for name, value in template.properties(logical_id).items():
            if name not in known and name not in _TAGS and value is not False and str(value) not in _FALSE:
                template.note((*where, "Properties", name), f"{name} of {logical_id} is not simulated")


def _note_what_makes_resources(template: Template) -> None:
    """Name what would add resources that are not to be seen in the file: macros, and loops that are not run."""
    for stack in template.stacks:
        for name in sequence(stack.section("Transform")):
            known = isinstance(name, str) and name in _RUN_HERE
            if not known:
                template.note(
                    (stack.prefix, "Transform"), f"The macro {mapping(name).get('Name', name)} is not run here"
                )
        for name, resource in mapping(stack.section("Resources")).items():
            if name.startswith(LOOP):
                if not stack.is_extended:
                    what = f"{name} makes nothing without the transform AWS::LanguageExtensions"
                    template.note((stack.prefix, "Resources", name), what)
            elif "Connectors" in mapping(resource):
                what = f"The connectors of {name} are not read: what they allow is not known here"
                template.note((stack.prefix, "Resources", name, "Connectors"), what)
            elif not mapping(resource).get("Type"):
                template.note((stack.prefix, "Resources", name), f"{name} is no resource that can be read")
