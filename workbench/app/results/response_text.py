"""A response as text: status line, headers, body, as a client would see them on the wire, with the colours of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.app.results.body_text import BodyText, json_spans, readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.app.widgets.code_view import Span
    from workbench.events.http import HttpResponse


@dataclass(frozen=True, slots=True)
class ResponseText:
    """The text of a response; the first `head` lines are status and headers."""

    text: str
    head: int
    body: BodyText

    def spans(self, number: int, line: str) -> Sequence[Span]:
        """The coloured parts of a line."""
        if number == 0:
            protocol, _, rest = line.partition(" ")
            return [(0, len(protocol), "muted"), (len(protocol) + 1, len(rest), "text+bold")]
        if number < self.head:
            return [(0, line.find(":") + 1, "muted")]
        return json_spans(line) if self.body.language == "json" else ()


def response_text(response: HttpResponse, *, whole: bool = False) -> ResponseText:
    """Print a response for reading."""
    body = readable(response.body, whole=whole)
    lines = [f"HTTP/1.1 {response.status} {response.status_text}".rstrip()]
    lines += [f"{name}: {value}" for name, value in response.headers]
    text = "\n".join(line.replace("\n", "\\n").replace("\r", "\\r") for line in lines)
    return ResponseText(f"{text}\n\n{body.text}" if body.text else text, len(lines), body)


def wire_text(response: HttpResponse) -> str:
    """A response to copy: head and body as they are, nothing printed anew."""
    head = f"HTTP/1.1 {response.status} {response.status_text}".rstrip()
    fields = "".join(f"{name}: {value}\n" for name, value in response.headers)
    return f"{head}\n{fields}\n{response.body.decode('utf-8', 'replace')}"
