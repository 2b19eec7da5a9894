"""Reading a project folder: workbench.yaml, templates, API files, and the handlers and events found by looking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from workbench.errors import InputError, WorkbenchError
from workbench.exchange.order import ExecutionRole, PolicyText, ResourcePolicyText
from workbench.interchange.json_text import decode_utf8
from workbench.library.env_file import read_env_file
from workbench.library.environment import Environment
from workbench.library.file_access import read_file
from workbench.library.handler_source import NODE_SUFFIXES, python_function, source_file
from workbench.library.layered_environment import merged_environment
from workbench.library.presence import is_file, is_folder, is_there
from workbench.library.project import PROJECT_FILE, ApiEntry, FunctionEntry, Project
from workbench.library.saved_events import event_folders
from workbench.library.template_function import assumed_roles_of, entries_of, not_here, resource_policies_of
from workbench.runtime.find import find_handlers
from workbench.runtime.function import EnvironmentValue, LocalFunction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.interchange.api_document import ApiDocument
    from workbench.interchange.document import Document
    from workbench.library.project_file import FunctionPart, ProjectFile, RolePart

_TEMPLATES = ("template.yaml", "template.yml", "template.json", "serverless.yml", "serverless.yaml")
_APIS = ("api.yaml", "api.yml", "api.json", "openapi.yaml", "openapi.yml", "openapi.json")


def open_project(folder: Path) -> Project:
    """Open a folder as a project. Nothing is needed in it; what cannot be read becomes a finding."""
    return ProjectReader(folder).read()


class ProjectReader:
    """Reads one folder; every problem on the way is kept, none stops it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute()
        self._findings: list[WorkbenchError] = []
        self._mistakes: tuple[InputError, ...] = ()
        self._document: Document | None = None

    def read(self) -> Project:
        """The project in the folder."""
        if not is_folder(self._folder):
            gone = InputError("there is no such folder", place=str(self._folder), mend="Choose another folder.")
            return Project(self._folder, findings=(gone,))
        said = self._project_file()
        documents = tuple(self._documents(said))
        apis = tuple(
            ApiEntry(f"{api.name}, {path.name}" if len(document.apis) > 1 else path.name, api, path)
            for path, document in documents
            for api in document.apis
        )
        theirs = tuple(self._resource_policies(said, [document for _, document in documents]))
        roles = tuple(role for _, document in documents for role in assumed_roles_of(document))
        found = self._functions(said, [document for _, document in documents], apis)
        return Project(
            folder=self._folder,
            functions=tuple(replace(entry, resource_policies=theirs, assumed_roles=roles) for entry in found),
            apis=apis,
            environments=tuple(
                Environment(name, values) for name, values in (said.environments if said else {}).items()
            ),
            event_folders=tuple(self._event_folders(said)),
            findings=tuple(self._findings),
            mistakes=self._mistakes,
            production=tuple(said.production) if said else (),
        )

    def _project_file(self) -> ProjectFile | None:
        path = self._folder / PROJECT_FILE
        text = self._text(path) if is_there(path) else None
        if text is None:
            return None
        # What reads it costs a third of opening a folder, and most folders have none.
        from workbench.library.project_file import read_project_file

        said, self._document, self._mistakes = read_project_file(text, name=str(path))
        self._findings += self._mistakes
        return said

    def _documents(self, said: ProjectFile | None) -> Iterator[tuple[Path, ApiDocument]]:
        """The API files and templates: those that are named, then those that are found."""
        found = [self._folder / name for name in (*_TEMPLATES, *_APIS)]
        found += sorted(self._folder.glob("*.api.yaml"))
        named = [self._folder / name for name in said.apis] if said else []
        for path in dict.fromkeys([*named, *(path for path in found if is_file(path))]):
            text = self._text(path)
            if text is None:
                continue
            from workbench.interchange.api_file import read_api

            try:
                document = read_api(text, name=str(path))
            except InputError as error:
                self._findings.append(error)
                continue
            self._findings += [InputError(note.what, place=note.where) for note in document.not_understood]
            self._findings += not_here(document)
            yield path, document

    def _functions(
        self, said: ProjectFile | None, documents: Sequence[ApiDocument], apis: Sequence[ApiEntry]
    ) -> Iterator[FunctionEntry]:
        """The functions of workbench.yaml, of the templates, and those found in the source, each once."""
        of_templates = {entry.label: entry for document in documents for entry in entries_of(document)}
        seen: set[tuple[str, str]] = set()
        for name, part in (said.functions if said else {}).items():
            entry = self._said(name, part, of_templates.pop(name, None), apis)
            seen.add(_identity(entry.function))
            yield entry
        for entry in of_templates.values():
            seen.add(_identity(entry.function))
            yield entry
        where = apis[0].api if apis else None
        for found in find_handlers(self._folder):
            function = python_function(str(found.path), found.function)
            if _identity(function) in seen:
                continue
            if where is not None:
                function = replace(function, region=where.region, account_id=where.account_id)
            relative = found.path.relative_to(self._folder).as_posix()
            yield FunctionEntry(f"{relative}:{found.function}", function, origin=f"{found.path}:{found.line}")

    def _said(
        self, name: str, part: FunctionPart, base: FunctionEntry | None, apis: Sequence[ApiEntry]
    ) -> FunctionEntry:
        """A function of workbench.yaml, over what a template says of it."""
        default = LocalFunction(name, "", str(self._folder))
        if base is not None:
            default = base.function
        elif apis:
            default = replace(default, region=apis[0].api.region, account_id=apis[0].api.account_id)
        function = replace(
            default,
            code=str(self._folder / part.code) if part.code else default.code,
            handler=part.handler or default.handler,
            interpreter=str(self._folder / Path(part.interpreter).expanduser()) if part.interpreter else None,
            client=part.client or default.client,
            timeout_s=part.timeout or default.timeout_s,
            memory_mb=part.memory or default.memory_mb,
            environment=merged_environment(default.environment, self._variables(name, part)),
            region=part.region or default.region,
            account_id=part.account_id or default.account_id,
        )
        function = replace(function, kind=part.kind or (default.kind if base else _kind(function)))
        if source_file(function) is None or (function.kind == "custom" and not is_there(f"{function.code}/bootstrap")):
            what = f"the handler of {name} is gone: {function.handler or 'bootstrap'} is not in {function.code}"
            self._find(what, ("functions", name), mend="Correct its code and handler.")
        return FunctionEntry(
            label=name,
            function=function,
            function_policy=self._policy(part.policy, name) or (base.function_policy if base else None),
            role=self._role(part.role, name) or (base.role if base else None),
            origin=self._origin(name),
        )

    def _variables(self, name: str, part: FunctionPart) -> tuple[EnvironmentValue, ...]:
        of_file: tuple[EnvironmentValue, ...] = ()
        if part.env_file and (
            text := self._text(self._folder / part.env_file, named_at=("functions", name, "env_file"))
        ):
            try:
                of_file = read_env_file(text, name=part.env_file)
            except InputError as error:
                self._findings.append(error)
        own = tuple(EnvironmentValue(key, value, PROJECT_FILE) for key, value in part.environment.items())
        return merged_environment(of_file, own)

    def _policy(self, file: str | None, name: str) -> PolicyText | None:
        if file is None:
            return None
        text = self._text(self._folder / file, named_at=("functions", name))
        return None if text is None else PolicyText(file, text)

    def _role(self, part: RolePart | None, name: str) -> ExecutionRole | None:
        if part is None:
            return None
        policies = [(file, self._policy(file, name)) for file in part.policies]
        return ExecutionRole(
            arn=part.arn,
            policies=tuple(policy for _, policy in policies if policy is not None),
            trust=self._policy(part.trust, name),
            boundary=self._policy(part.boundary, name),
            not_read=tuple(file for file, policy in policies if policy is None),
        )

    def _resource_policies(
        self, said: ProjectFile | None, documents: Sequence[ApiDocument]
    ) -> Iterator[ResourcePolicyText]:
        """The policies of what functions call: those of workbench.yaml before those of the templates."""
        for arn, file in (said.resource_policies if said else {}).items():
            if not arn.startswith("arn:"):
                self._find(
                    f"{arn} is no ARN", ("resource_policies", arn), mend="Write arn:aws:s3:::bucket: policy.json."
                )
                continue
            text = self._text(self._folder / file, named_at=("resource_policies", arn))
            if text is not None:
                yield ResourcePolicyText(arn, PolicyText(file, text))
        for document in documents:
            yield from resource_policies_of(document)

    def _event_folders(self, said: ProjectFile | None) -> Iterator[Path]:
        """The folders that are named, else those found by their names."""
        named = said.saved_events if said else []
        for number, name in enumerate(named):
            if not is_folder(self._folder / name):
                self._find(f"there is no folder {name}", ("saved_events", number), mend="Make it, or correct the name.")
        yield from dict.fromkeys([*(self._folder / name for name in named), *event_folders(self._folder)])

    def _text(self, path: Path, *, named_at: tuple[str | int, ...] = ()) -> str | None:
        """The text of a file; None, with a finding, where it cannot be read."""
        try:
            return decode_utf8(read_file(path), name=str(path))
        except InputError as error:
            if named_at and not is_there(path):
                self._find(f"there is no file {path}", named_at, mend="Correct the name, or make the file.")
            else:
                self._findings.append(error)
            return None

    def _find(self, what: str, at: tuple[str | int, ...], *, mend: str) -> None:
        place = self._document.place(at) if self._document is not None else str(self._folder)
        self._findings.append(InputError(what, place=place, mend=mend))

    def _origin(self, name: str) -> str:
        if self._document is None:
            return PROJECT_FILE
        return self._document.place(("functions", name), of_key=True).rpartition(":")[0]


def _kind(function: LocalFunction) -> Literal["python", "node", "custom"]:
    """The kind of a function that does not say: by its files."""
    if not function.handler:
        return "custom"
    file = source_file(function)
    return "node" if file is not None and file.suffix in NODE_SUFFIXES else "python"


def _identity(function: LocalFunction) -> tuple[str, str]:
    """What makes two functions the same code."""
    file = source_file(function)
    return (str(file.resolve()) if file else function.code, function.handler.rpartition(".")[2])
