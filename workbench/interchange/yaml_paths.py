"""Path templates in YAML's flow style: `{method: GET, path: /pets/{id}}`, as people write routes."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.scanner import Scanner
from ruamel.yaml.tokens import ScalarToken

_METHOD = re.compile(r"[A-Za-z]+")
_ENDS = frozenset("\0 \t\r\n\x85\u2028\u2029,[]'\"")
_LONGEST = 1000


class PathScanner(Scanner):
    """YAML's own scanner, except that a plain `/pets/{id}` in flow style is one text, where YAML would stop."""

    def scan_plain(self) -> Any:
        """The token of a plain scalar."""
        length = self._path_length() if self.flow_level else 0
        if not length:
            return super().scan_plain()
        start = self.reader.get_mark()
        self.allow_simple_key = False
        text = self.reader.prefix(length)
        self.reader.forward(length)
        return ScalarToken(text, True, start, self.reader.get_mark())

    def _path_length(self) -> int:
        """How long the path template is that begins here; 0 where none with a brace in it does."""
        before = ""
        for length in range(_LONGEST):
            char = self.reader.peek(length)
            inside = before.count("{") > before.count("}")
            if char == " " and _METHOD.fullmatch(before) and self.reader.peek(length + 1) == "/":
                before += char
                continue
            ended = char in _ENDS or (char == "}" and not inside)
            if ended or (char == ":" and self.reader.peek(length + 1) in _ENDS):
                return length if "/" in before[:9] and "{" in before and not inside else 0
            before += char
            if "/" not in before and not _METHOD.fullmatch(before):
                return 0
        return 0
