"""The rate rule of a firewall in a template stands in front of the API that it is associated with."""

import pytest

from tests.interchange.template_files import said
from workbench.gateway.flood import RateRule
from workbench.interchange.api_file import read_api

ACL = """
  Firewall:
    Type: AWS::WAFv2::WebACL
    Properties:
      Scope: REGIONAL
      Rules:
        - {Name: Known, Statement: {ManagedRuleGroupStatement: {Name: AWSManagedRulesCommonRuleSet}}}
        - Name: Rate
          Statement: {RateBasedStatement: {Limit: 100, AggregateKeyType: IP, EvaluationWindowSec: 60}}
          Action: {Block: {}}
        - {Name: Slow, Statement: {RateBasedStatement: {Limit: 2000}}, Action: {Block: {}}}
"""
PLACE = "arn:aws:apigateway:${AWS::Region}::/restapis/${Api}/stages"
REST = f"""
Resources:
  Api: {{Type: AWS::ApiGateway::RestApi, Properties: {{Name: shop}}}}
  Live: {{Type: AWS::ApiGateway::Stage, Properties: {{RestApiId: !Ref Api, StageName: live}}}}
  Beta: {{Type: AWS::ApiGateway::Stage, Properties: {{RestApiId: !Ref Api, StageName: beta}}}}
  Guard:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: {{ResourceArn: !Sub '{PLACE}/${{Live}}', WebACLArn: !GetAtt Firewall.Arn}}
{ACL}"""
SAM = f"""
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: {{Type: AWS::Serverless::Api, Properties: {{StageName: live}}}}
  Guard:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: {{ResourceArn: !Sub '{PLACE}/${{Api.Stage}}', WebACLArn: !GetAtt Firewall.Arn}}
{ACL}"""
BALANCER = f"""
Resources:
  F: {{Type: AWS::Lambda::Function, Properties: {{Handler: a.b, Runtime: python3.11, Code: .}}}}
  Group:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {{TargetType: lambda, Targets: [{{Id: !GetAtt F.Arn}}]}}
  Balancer: {{Type: AWS::ElasticLoadBalancingV2::LoadBalancer}}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      DefaultActions: [{{Type: forward, TargetGroupArn: !Ref Group}}]
  Guard:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: {{ResourceArn: !Ref Balancer, WebACLArn: !GetAtt Firewall.Arn}}
{ACL}"""


@pytest.mark.parametrize("text", [REST, SAM, BALANCER], ids=["REST", "SAM", "balancer"])
def test_the_first_rate_rule_is_that_of_the_api_and_the_others_are_said(text):
    document = read_api(text, name="t.yaml")
    assert RateRule.of(document.apis[0]) == RateRule(100, 60)
    assert said(document) == {
        "The rule Known of the firewall Firewall is not simulated",
        "The rule Slow of the firewall Firewall is not simulated",
    }


def test_a_firewall_protects_only_its_stage():
    live, beta = read_api(REST, name="t.yaml").apis
    assert (RateRule.of(live) is None, RateRule.of(beta) is None) == (False, True)


@pytest.mark.parametrize(
    "rule",
    [
        "{Statement: {RateBasedStatement: {Limit: 100, AggregateKeyType: FORWARDED_IP}}, Action: {Block: {}}}",
        "{Statement: {RateBasedStatement: {Limit: 100, ScopeDownStatement: {}}}, Action: {Block: {}}}",
        "{Statement: {RateBasedStatement: {Limit: 100}}, Action: {Count: {}}}",
        "{Statement: {RateBasedStatement: {Limit: 100, EvaluationWindowSec: 7}}, Action: {Block: {}}}",
        "{Statement: {RateBasedStatement: 1}}",
        "3",
    ],
)
def test_a_rule_that_counts_otherwise_is_said_and_not_applied(rule):
    text = REST.partition("      Rules:")[0] + f"      Rules: [{rule}]\n"
    document = read_api(text, name="t.yaml")
    assert RateRule.of(document.apis[0]) is None
    assert [note.what for note in document.not_understood] == ["The rule 0 of the firewall Firewall is not simulated"]


def test_connectors_are_said():
    function = "{Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: python3.11}, Connectors: {T: {}}}"
    document = read_api(f"Resources:\n  F: {function}\n", name="t.yaml")
    assert said(document) == {"The connectors of F are not read: what they allow is not known here"}
