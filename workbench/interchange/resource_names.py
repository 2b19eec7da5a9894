"""What a template's resources are called once they are deployed, as far as that is foreseeable."""

from __future__ import annotations

import hashlib
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT_ID = "123456789012"
REGION = "us-east-1"
FIRST_API_ID = "a1b2c3d4e5"
_ALPHABET = string.ascii_lowercase + string.digits


@dataclass(frozen=True, slots=True)
class Naming:
    """How resources of one type are called: the property with the name, what Ref gives, and the attributes.

    In the texts, `{name}` is the resource's name, `{id}` its logical id, `{arn}` its ARN,
    `{made}` an id of AWS's making, `{region}` the region and `{at}` is `REGION:ACCOUNT`.
    """

    ref: str = "{name}"
    property: str = ""
    arn: str = ""
    attributes: Mapping[str, str] | None = None
    lower: bool = False


_FUNCTION = Naming(property="FunctionName", arn="arn:aws:lambda:{at}:function:{name}")
_TABLE = Naming(
    property="TableName",
    arn="arn:aws:dynamodb:{at}:table/{name}",
    attributes={"StreamArn": "{arn}/stream/2024-01-01T00:00:00.000"},
)
_MACHINE = Naming(
    ref="{arn}",
    property="StateMachineName",
    arn="arn:aws:states:{at}:stateMachine:{name}",
    attributes={"Name": "{name}"},
)
_STACK = Naming(ref="{arn}", arn="arn:aws:cloudformation:{at}:stack/{name}/{made}")
_LAYER = Naming(ref="{arn}", property="LayerName", arn="arn:aws:lambda:{at}:layer:{name}:1")

NAMINGS: Mapping[str, Naming] = {
    "AWS::ApiGateway::ApiKey": Naming(ref="{made}", attributes={"APIKeyId": "{made}"}),
    "AWS::ApiGateway::Authorizer": Naming(ref="{made}", attributes={"AuthorizerId": "{made}"}),
    "AWS::ApiGateway::Deployment": Naming(ref="{made}", attributes={"DeploymentId": "{made}"}),
    "AWS::ApiGateway::DomainName": Naming(
        property="DomainName", attributes={"RegionalDomainName": "d-{made}.execute-api.{region}.amazonaws.com"}
    ),
    "AWS::ApiGateway::Model": Naming(property="Name"),
    "AWS::ApiGateway::RequestValidator": Naming(ref="{made}", attributes={"RequestValidatorId": "{made}"}),
    "AWS::ApiGateway::Resource": Naming(ref="{made}", attributes={"ResourceId": "{made}"}),
    "AWS::ApiGateway::RestApi": Naming(
        ref="{made}", attributes={"RootResourceId": "{made}/root", "RestApiId": "{made}"}
    ),
    "AWS::ApiGateway::Stage": Naming(property="StageName"),
    "AWS::ApiGateway::UsagePlan": Naming(ref="{made}", attributes={"Id": "{made}"}),
    "AWS::ApiGatewayV2::Api": Naming(
        ref="{made}",
        attributes={"ApiId": "{made}", "ApiEndpoint": "https://{made}.execute-api.{region}.amazonaws.com"},
    ),
    "AWS::ApiGatewayV2::Authorizer": Naming(ref="{made}", attributes={"AuthorizerId": "{made}"}),
    "AWS::ApiGatewayV2::DomainName": Naming(property="DomainName"),
    "AWS::ApiGatewayV2::Integration": Naming(ref="{made}", attributes={"IntegrationId": "{made}"}),
    "AWS::ApiGatewayV2::Route": Naming(ref="{made}", attributes={"RouteId": "{made}"}),
    "AWS::ApiGatewayV2::Stage": Naming(property="StageName"),
    "AWS::CloudFormation::Stack": _STACK,
    "AWS::Cognito::UserPool": Naming(
        ref="{region}_{made}",
        arn="arn:aws:cognito-idp:{at}:userpool/{region}_{made}",
        attributes={
            "UserPoolId": "{region}_{made}",
            "ProviderName": "cognito-idp.{region}.amazonaws.com/{region}_{made}",
            "ProviderURL": "https://cognito-idp.{region}.amazonaws.com/{region}_{made}",
        },
    ),
    "AWS::Cognito::UserPoolClient": Naming(ref="{made}", attributes={"ClientId": "{made}"}),
    "AWS::DynamoDB::GlobalTable": _TABLE,
    "AWS::DynamoDB::Table": _TABLE,
    "AWS::ElasticLoadBalancingV2::Listener": Naming(
        ref="{arn}",
        arn="arn:aws:elasticloadbalancing:{at}:listener/app/{name}/{made}",
        attributes={"ListenerArn": "{arn}"},
    ),
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Naming(
        ref="{arn}",
        property="Name",
        arn="arn:aws:elasticloadbalancing:{at}:loadbalancer/app/{name}/{made}",
        attributes={"DNSName": "{name}.{region}.elb.amazonaws.com", "LoadBalancerName": "{name}"},
    ),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Naming(
        ref="{arn}",
        property="Name",
        arn="arn:aws:elasticloadbalancing:{at}:targetgroup/{name}/{made}",
        attributes={"TargetGroupArn": "{arn}", "TargetGroupName": "{name}"},
    ),
    "AWS::Events::EventBus": Naming(
        property="Name", arn="arn:aws:events:{at}:event-bus/{name}", attributes={"Name": "{name}"}
    ),
    "AWS::Events::Rule": Naming(property="Name", arn="arn:aws:events:{at}:rule/{name}"),
    "AWS::IAM::ManagedPolicy": Naming(
        ref="{arn}",
        property="ManagedPolicyName",
        arn="arn:aws:iam::123456789012:policy/{name}",
        attributes={"PolicyArn": "{arn}"},
    ),
    "AWS::IAM::Role": Naming(
        property="RoleName", arn="arn:aws:iam::123456789012:role/{name}", attributes={"RoleId": "AROA{made}"}
    ),
    "AWS::KMS::Alias": Naming(property="AliasName"),
    "AWS::KMS::Key": Naming(ref="{made}", arn="arn:aws:kms:{at}:key/{made}", attributes={"KeyId": "{made}"}),
    "AWS::Kinesis::Stream": Naming(property="Name", arn="arn:aws:kinesis:{at}:stream/{name}"),
    "AWS::KinesisFirehose::DeliveryStream": Naming(
        property="DeliveryStreamName", arn="arn:aws:firehose:{at}:deliverystream/{name}"
    ),
    "AWS::Lambda::Function": _FUNCTION,
    "AWS::Lambda::LayerVersion": _LAYER,
    "AWS::Logs::LogGroup": Naming(property="LogGroupName", arn="arn:aws:logs:{at}:log-group:{name}:*"),
    "AWS::S3::Bucket": Naming(
        property="BucketName",
        arn="arn:aws:s3:::{name}",
        attributes={"DomainName": "{name}.s3.amazonaws.com", "RegionalDomainName": "{name}.s3.{region}.amazonaws.com"},
        lower=True,
    ),
    "AWS::SNS::Topic": Naming(
        ref="{arn}",
        property="TopicName",
        arn="arn:aws:sns:{at}:{name}",
        attributes={"TopicArn": "{arn}", "TopicName": "{name}"},
    ),
    "AWS::SQS::Queue": Naming(
        ref="https://sqs.{region}.amazonaws.com/123456789012/{name}",
        property="QueueName",
        arn="arn:aws:sqs:{at}:{name}",
        attributes={"QueueName": "{name}", "QueueUrl": "https://sqs.{region}.amazonaws.com/123456789012/{name}"},
    ),
    "AWS::SSM::Parameter": Naming(property="Name"),
    "AWS::SecretsManager::Secret": Naming(
        ref="{arn}", property="Name", arn="arn:aws:secretsmanager:{at}:secret:{name}-a1b2c3", attributes={"Id": "{arn}"}
    ),
    "AWS::Serverless::Api": Naming(ref="{made}", attributes={"RootResourceId": "{made}/root"}),
    "AWS::Serverless::Application": _STACK,
    "AWS::Serverless::Function": _FUNCTION,
    "AWS::Serverless::HttpApi": Naming(ref="{made}", attributes={"ApiId": "{made}"}),
    "AWS::Serverless::LayerVersion": _LAYER,
    "AWS::Serverless::SimpleTable": _TABLE,
    "AWS::Serverless::StateMachine": Naming(
        ref="{arn}", property="Name", arn="arn:aws:states:{at}:stateMachine:{name}", attributes={"Name": "{name}"}
    ),
    "AWS::Serverless::WebSocketApi": Naming(ref="{made}", attributes={"ApiId": "{made}"}),
    "AWS::StepFunctions::StateMachine": _MACHINE,
    "AWS::WAFv2::WebACL": Naming(
        ref="{name}|{made}|REGIONAL",
        property="Name",
        arn="arn:aws:wafv2:{at}:regional/webacl/{name}/{made}",
        attributes={"Id": "{made}"},
    ),
}
"""By resource type: the `Ref` and `GetAtt` return values of the CloudFormation template reference."""


def made_id(logical_id: str) -> str:
    """A stable id of the form that AWS makes up, ten letters and digits, for a logical id."""
    number = int.from_bytes(hashlib.sha256(logical_id.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    letters = []
    for _ in range(10):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "".join(letters)


def fill(text: str, *, name: str, logical_id: str, made: str, region: str, arn: str = "") -> str:
    """One of a naming's texts with what stands for the braces."""
    known = {"name": name, "id": logical_id, "made": made, "arn": arn, "region": region}
    known["at"] = f"{region}:{ACCOUNT_ID}"
    for word, value in known.items():
        text = text.replace(f"{{{word}}}", value)
    return text
