"""Loops of the AWS::LanguageExtensions transform are written out as CloudFormation does."""

from tests.interchange.template_files import function, said
from workbench.interchange.api_file import read_api
from workbench.interchange.document import read_document
from workbench.interchange.loops import Loops

HEAD = """
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Parameters: {Names: {Type: CommaDelimitedList, Default: "Cats, Dogs"}}
"""


def test_a_loop_makes_a_resource_for_each_item_of_a_parameter():
    text = HEAD + (
        "Resources:\n"
        "  Fn::ForEach::Pets:\n"
        "    - Pet\n"
        "    - !Ref Names\n"
        "    - Get${Pet}:\n"
        "        Type: AWS::Serverless::Function\n"
        "        Properties:\n"
        "          Handler: !Sub '${Pet}.get'\n"
        "          Runtime: python3.11\n"
        "          FunctionName: !Ref Pet\n"
        "          Events: {E: {Type: Api, Properties: {Method: get, Path: !Sub '/${Pet}'}}}\n"
        "          Wrong: 1\n"
    )
    document = read_api(text, name="t.yaml")
    assert [(each.id, each.name, each.handler) for each in document.functions] == [
        ("GetCats", "Cats", "Cats.get"),
        ("GetDogs", "Dogs", "Dogs.get"),
    ]
    assert [route.key for route in document.api.routes] == ["GET /Cats", "GET /Dogs"]
    assert function(document, "GetDogs").place == "t.yaml:8:7"
    assert [(note.where, note.what) for note in document.not_understood] == [
        ("t.yaml:15:11", "Wrong of GetCats is not simulated"),
        ("t.yaml:15:11", "Wrong of GetDogs is not simulated"),
    ]


def test_loops_stand_in_loops_in_properties_and_in_outputs():
    text = HEAD + (
        "Conditions:\n"
        "  Fn::ForEach::Is: [Name, [A, B], {'Is${Name}': !Equals [!Ref Name, A]}]\n"
        "Resources:\n"
        "  Fn::ForEach::Outer:\n"
        "    - X\n"
        "    - [A, B]\n"
        "    - Fn::ForEach::Inner:\n"
        "        - Y\n"
        "        - ['1', '2']\n"
        "        - F${X}${Y}:\n"
        "            Type: AWS::Serverless::Function\n"
        "            Condition: Is${X}\n"
        "            Properties:\n"
        "              Handler: app.get\n"
        "              Runtime: python3.11\n"
        "              Environment:\n"
        "                Variables:\n"
        "                  Fn::ForEach::V: [Z, ['a.b'], {'V&{Z}': !Sub '${X}${Y}${Z}'}]\n"
    )
    document = read_api(text, name="t.yaml")
    assert [each.id for each in document.functions] == ["FA1", "FA2"]
    assert [(each.name, each.value) for each in function(document, "FA2").environment] == [("Vab", "A2a.b")]
    assert said(document) == set()


def test_a_loop_that_cannot_be_run_is_named():
    text = HEAD + (
        "Resources:\n"
        "  Topic: {Type: AWS::SNS::Topic}\n"
        "  Fn::ForEach::Odd: [X]\n"
        "  Fn::ForEach::Late: [X, !GetAtt Topic.Nothing, {'F${X}': {Type: AWS::SNS::Topic}}]\n"
        "  Fn::ForEach::Twice: [X, [a-, a.], {'F&{X}': {Type: AWS::SNS::Topic}}]\n"
    )
    document = read_api(text, name="t.yaml")
    notes = {(note.where, note.what) for note in document.not_understood}
    assert ("t.yaml:6:3", "Fn::ForEach::Odd needs an identifier, a collection and what to make") in notes
    assert ("t.yaml:7:26", "What Fn::ForEach::Late runs over is not known here; it makes nothing") in notes
    assert ("t.yaml:8:38", "Fa is made twice") in notes


def test_loops_that_multiply_are_cut_off():
    items = [str(number) for number in range(100)]
    inner = {"Fn::ForEach::C": ["Z", items, {"F${X}${Y}${Z}": {"Type": "AWS::SNS::Topic"}}]}
    loop = {"Fn::ForEach::A": ["X", items, {"Fn::ForEach::B": ["Y", items, inner]}]}
    reported = []
    loops = Loops(items_of=lambda value, _: value, report=lambda _, what: reported.append(what))
    made = loops.write_out(loop, ("Resources",))
    assert len(made) <= 5_000
    assert any("more than 5000 members" in what for what in reported)


def test_what_stands_in_no_loop_keeps_its_place():
    document = read_document("Resources:\n  A: {B: 1}\n", name="t.yaml")
    loops = Loops(items_of=lambda value, _: value, report=lambda *_: None)
    made = loops.write_out(document.value["Resources"], ("Resources",))
    assert made == {"A": ({"B": 1}, ("Resources", "A"))}
