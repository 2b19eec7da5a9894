import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.library.env_file import read_env_file

TEXT = """\
# comment
A=1
export B = two words   # why
C="x\\ny \\"q\\" # kept" # gone
D='$HOME \\n'
E=
  F=http://h/#frag
A=2
"""


def test_each_way_of_writing_a_value_is_read():
    found = {value.name: value.value for value in read_env_file(TEXT, name=".env")}
    assert found == {
        "A": "2",
        "B": "two words",
        "C": 'x\ny "q" # kept',
        "D": "$HOME \\n",
        "E": "",
        "F": "http://h/#frag",
    }
    assert read_env_file(TEXT, name=".env")[0].origin == ".env:8"


@pytest.mark.parametrize(
    ("text", "place"), [("A=1\n  nonsense\n", ".env:2:3"), ("1A=x", ".env:1:1"), ("=x", ".env:1:1")]
)
def test_a_line_that_is_no_variable_is_named(text, place):
    with pytest.raises(InputError) as caught:
        read_env_file(text, name=".env")
    assert caught.value.place == place


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=20))
@settings(max_examples=80)
def test_a_quoted_value_is_read_back(value):
    spelled = value.replace("\\", "\\\\").replace('"', '\\"')
    assert read_env_file(f'A="{spelled}"', name="e")[0].value == value
