"""Path templates of routes, `/pets/{id}` and `/{proxy+}`: the parameters that a path gives, and back."""

from __future__ import annotations


def path_parameters(template: str, path: str) -> tuple[tuple[str, str], ...] | None:
    """The parameters that a path gives to a template, as spelled; None where it does not fit.

    A trailing slash of the path is ignored, as REST APIs do.
    """
    wanted = [part for part in template.split("/") if part]
    given = path.strip("/").split("/") if path.strip("/") else []
    found: list[tuple[str, str]] = []
    for index, part in enumerate(wanted):
        if part.startswith("{") and part.endswith("+}"):
            rest = "/".join(given[index:])
            return (*found, (part[1:-2], rest)) if rest else None
        if index >= len(given):
            return None
        if part.startswith("{") and part.endswith("}"):
            found.append((part[1:-1], given[index]))
        elif part != given[index]:
            return None
    return tuple(found) if len(given) == len(wanted) else None
