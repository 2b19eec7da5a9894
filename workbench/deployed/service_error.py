"""What AWS, or the way to it, refused: each error that people meet in words of its own, with the mend."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from workbench.errors import ServiceError, WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.deployed.target import Account

_EXPIRED = ("the credentials have expired", "Sign in again, then run once more.")
_UNKNOWN = ("AWS does not know these credentials", "Check the profile and its access key.")
_THROTTLED = ("AWS is throttling these requests", "Wait a moment, then run once more.")
_TOO_LARGE = ("the payload is larger than Lambda takes (6 MB)", "Send a smaller event.")
_BY_CODE: dict[str, tuple[str, str]] = {
    "ExpiredToken": _EXPIRED,
    "ExpiredTokenException": _EXPIRED,
    "RequestExpired": ("the clock of this machine is not AWS's", "Set the clock, then run once more."),
    "InvalidSignatureException": (
        "AWS did not accept the signature",
        "Check the clock of this machine and the profile's secret access key.",
    ),
    "InvalidClientTokenId": _UNKNOWN,
    "UnrecognizedClientException": _UNKNOWN,
    "SignatureDoesNotMatch": ("the secret key does not fit the access key", "Check the profile's secret access key."),
    "TooManyRequestsException": _THROTTLED,
    "ThrottlingException": _THROTTLED,
    "Throttling": _THROTTLED,
    "RequestLimitExceeded": _THROTTLED,
    "RequestTooLargeException": _TOO_LARGE,
    "RequestEntityTooLargeException": _TOO_LARGE,
    "ResourceConflictException": ("the function is being created or updated", "Wait until its state is Active."),
    "ResourceNotReadyException": ("the function is waking up", "Wait a moment, then run once more."),
    "InvalidRuntimeException": ("the function cannot run", "Deploy it with another runtime or package."),
    "InvalidZipFileException": ("Lambda cannot unpack the code", "Deploy it anew."),
    "InvalidRequestContentException": ("Lambda could not read the payload as JSON", "Mend the event's JSON."),
    "NotImplemented": ("this endpoint does not know what was asked", "Ask AWS itself, or another endpoint."),
    "KMSAccessDeniedException": (
        "Lambda may not decrypt the environment variables",
        "Allow kms:Decrypt on the function's key.",
    ),
}
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"})
_MISSING = frozenset({"ResourceNotFoundException", "NoSuchEntity", "NotFoundException"})
_ACTION = re.compile(r"not authorized to perform:? ?([\w-]+:[\w*]+)")
_FORBIDDEN = 403
_INVOKE = "lambda:InvokeFunction"


@contextmanager
def in_words(asked: str, account: Account) -> Iterator[None]:
    """Turn what botocore raises in the block into a ServiceError; `asked` is the IAM action or service in question."""
    try:
        yield
    except WorkbenchError:
        raise
    except Exception as error:
        translated = explain(error, asked=asked, account=account)
        if translated is None:
            raise
        raise translated from error


def explain(error: Exception, *, asked: str, account: Account) -> ServiceError | None:
    """The error in words with its mend; None where it is not an error of AWS or of the way to it."""
    from botocore import exceptions as core
    from botocore.parsers import ResponseParserError

    if isinstance(error, core.ClientError):
        return _refused(error, asked)
    profile = account.profile or os.environ.get("AWS_PROFILE") or os.environ.get("AWS_DEFAULT_PROFILE") or "default"
    where = _where(error, account)
    login = f"aws sso login --profile {profile}"
    ran = (
        "The function may go on running; read its log before a new run."
        if asked == _INVOKE
        else "Try again, or check the endpoint URL."
    )
    behind = str(getattr(error, "kwargs", {}).get("error", ""))
    unsure = "Whether the function ran is not known; read its log before a new run." if asked == _INVOKE else ran
    known: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
        ((core.UnauthorizedSSOTokenError, core.SSOTokenLoadError, core.TokenRetrievalError),
         f"the single sign-on session of profile '{profile}' has expired", f"Run: {login}"),
        ((core.NoCredentialsError, core.PartialCredentialsError, core.CredentialRetrievalError),
         f"no AWS credentials were found{_detail(error)}", "Name a profile with --profile, or run: aws configure"),
        ((core.ProfileNotFound,),
         f"there is no profile '{profile}'", _near_profiles(profile)),
        ((core.NoRegionError,),
         "no region is set", "Name one with --region, AWS_REGION, or in the profile."),
        ((core.ReadTimeoutError,), f"{where} took the request and did not answer in time", ran),
        ((core.ConnectTimeoutError, core.EndpointConnectionError, core.ProxyConnectionError),
         f"{where} cannot be reached", "Check the network, the region and the endpoint URL."),
        ((core.SSLError,),
         f"the TLS certificate of {where} was not accepted", "Check the endpoint URL, or set AWS_CA_BUNDLE."),
        ((core.HTTPClientError, core.ConnectionClosedError) if "header line" in behind else (),
         f"{where} answered with a header of more than 64 KB, which no HTTP client here reads", unsure),
        ((core.ConnectionClosedError, core.ResponseStreamingError, core.IncompleteReadError),
         f"{where} broke the connection off", unsure),
        ((KeyError,), f"the answer of {where} has no {_line(error)}, so it is not what AWS answers", unsure),
        ((core.HTTPClientError, ResponseParserError),
         f"{where} broke the connection off, or what it answered is not what AWS answers", unsure),
        ((core.ParamValidationError, core.InvalidRegionError),
         _line(error), "Check the name, qualifier and region."),
        ((ValueError,) if "endpoint" in str(error).lower() else (),
         f"'{account.endpoint_url}' is not an endpoint URL", "Write it as http://host:port."),
        ((core.BotoCoreError,), _line(error), "Check the profile in ~/.aws/config."),
    )  # fmt: skip
    for kinds, message, mend in known:
        if isinstance(error, kinds):
            return ServiceError(message, mend=mend)
    return None


def missing_action(error: Exception, asked: str) -> str:
    """The IAM action that an AccessDenied names, or the one that was asked for."""
    found = _ACTION.search(str(error))
    return found[1] if found else asked


def code_of(error: Exception) -> str:
    """The service's error code, empty for what is no service error."""
    response: dict[str, Any] = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def said_by(error: Exception) -> str:
    """The service's own message, on one line; empty for what is no service error."""
    response: dict[str, Any] = getattr(error, "response", None) or {}
    return " ".join(str(response.get("Error", {}).get("Message", "")).split())


def is_denied(error: Exception) -> bool:
    """Whether AWS refused for want of a permission; some services have a code of their own for it."""
    code = code_of(error)
    if code in _DENIED:
        return True
    of_its_own = _status_of(error) == _FORBIDDEN and code not in _BY_CODE
    return of_its_own and _ACTION.search(said_by(error)) is not None


def is_missing(error: Exception) -> bool:
    """Whether AWS has no such thing."""
    return code_of(error) in _MISSING


def _status_of(error: Exception) -> int:
    response: dict[str, Any] = getattr(error, "response", None) or {}
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) or 0)


def _where(error: Exception, account: Account) -> str:
    """The host that was asked, as the error names it, which may come from the environment or the profile."""
    asked = str(getattr(error, "kwargs", {}).get("endpoint_url") or "") or account.endpoint_url
    parts = urlsplit(asked)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else asked or "AWS"


def _detail(error: Exception) -> str:
    """What a credential provider said of its failure; nothing where there simply are none."""
    from botocore.exceptions import CredentialRetrievalError, PartialCredentialsError

    return f" ({_line(error)})" if isinstance(error, (CredentialRetrievalError, PartialCredentialsError)) else ""


def _near_profiles(profile: str) -> str:
    from difflib import get_close_matches

    from workbench.deployed.profiles import profile_names

    near = get_close_matches(profile, profile_names(), n=3, cutoff=0.5)
    return f"Near names: {', '.join(near)}." if near else "See the names with: aws configure list-profiles"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


def _refused(error: Exception, asked: str) -> ServiceError:
    said = said_by(error)
    code = code_of(error)
    if is_denied(error):
        action = missing_action(error, asked)
        return ServiceError(f"AWS denied {action}: {said}", mend=f"Have {action} allowed for these credentials.")
    if is_missing(error):
        return ServiceError(f"AWS finds no such thing: {said}", mend="Check the name, the qualifier and the region.")
    if code in _BY_CODE:
        message, mend = _BY_CODE[code]
        return ServiceError(f"{message} ({code}: {said})", mend=mend)
    status = _status_of(error)
    if status >= 500:
        return ServiceError(f"the service failed ({status} {code}: {said})", mend="Wait a moment, then run once more.")
    return ServiceError(f"{asked} was refused ({code}: {said})", mend="Mend what it names, then run once more.")
