"""What AWS, or the way to it, refused: each error that people meet in words of its own, with the mend."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workbench.errors import ServiceError, WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.deployed.target import Account

_BY_CODE: dict[str, tuple[str, str]] = {
    "ExpiredToken": ("the credentials have expired", "Sign in again, then run once more."),
    "ExpiredTokenException": ("the credentials have expired", "Sign in again, then run once more."),
    "InvalidClientTokenId": ("AWS does not know these credentials", "Check the profile and its access key."),
    "UnrecognizedClientException": ("AWS does not know these credentials", "Check the profile and its access key."),
    "SignatureDoesNotMatch": ("the secret key does not fit the access key", "Check the profile's secret access key."),
    "TooManyRequestsException": ("AWS is throttling these requests", "Wait a moment, then run once more."),
    "ThrottlingException": ("AWS is throttling these requests", "Wait a moment, then run once more."),
    "Throttling": ("AWS is throttling these requests", "Wait a moment, then run once more."),
    "RequestTooLargeException": ("the payload is larger than Lambda takes (6 MB)", "Send a smaller event."),
    "RequestEntityTooLargeException": ("the payload is larger than Lambda takes (6 MB)", "Send a smaller event."),
    "ResourceConflictException": ("the function is being created or updated", "Wait until its state is Active."),
    "ResourceNotReadyException": ("the function is waking up", "Wait a moment, then run once more."),
    "InvalidRequestContentException": ("Lambda could not read the payload as JSON", "Mend the event's JSON."),
    "KMSAccessDeniedException": (
        "Lambda may not decrypt the environment variables",
        "Allow kms:Decrypt on the function's key.",
    ),
}
_ACTION = re.compile(r"not authorized to perform:? ?([\w-]+:[\w*]+)")


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

    if isinstance(error, core.ClientError):
        return _refused(error, asked)
    profile = account.profile or "default"
    where = account.endpoint_url or "AWS"
    login = f"aws sso login --profile {profile}"
    known: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
        ((core.UnauthorizedSSOTokenError, core.SSOTokenLoadError, core.TokenRetrievalError),
         f"the single sign-on session of profile '{profile}' has expired", f"Run: {login}"),
        ((core.NoCredentialsError, core.PartialCredentialsError, core.CredentialRetrievalError),
         "no AWS credentials were found", "Name a profile with --profile, or run: aws configure"),
        ((core.ProfileNotFound,),
         f"there is no profile '{profile}'", "See the names with: aws configure list-profiles"),
        ((core.NoRegionError,),
         "no region is set", "Name one with --region, AWS_REGION, or in the profile."),
        ((core.ReadTimeoutError,),
         f"{where} took the request and did not answer in time", "The function may go on running; read its log."),
        ((core.ConnectTimeoutError, core.EndpointConnectionError, core.ProxyConnectionError),
         f"{where} cannot be reached", "Check the network, the region and the endpoint URL."),
        ((core.SSLError,),
         f"the TLS certificate of {where} was not accepted", "Check the endpoint URL, or set AWS_CA_BUNDLE."),
        ((core.ConnectionClosedError, core.HTTPClientError, core.ResponseStreamingError, core.IncompleteReadError),
         f"{where} broke the connection off", "Whether the function ran is not known; read its log before a new run."),
        ((core.ParamValidationError, core.InvalidRegionError),
         str(error).replace("\n", " "), "Check the name, qualifier and region."),
        ((ValueError,) if "endpoint" in str(error).lower() else (),
         f"'{account.endpoint_url}' is not an endpoint URL", "Write it as http://host:port."),
        ((core.BotoCoreError,), str(error).replace("\n", " "), "Check the profile in ~/.aws/config."),
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


def is_denied(error: Exception) -> bool:
    """Whether AWS refused for want of a permission."""
    return code_of(error) in {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}


def _refused(error: Exception, asked: str) -> ServiceError:
    response: dict[str, Any] = getattr(error, "response", {})
    said = str(response.get("Error", {}).get("Message", "")).replace("\n", " ").strip()
    code = code_of(error)
    if is_denied(error):
        action = missing_action(error, asked)
        return ServiceError(f"AWS denied {action}: {said}", mend=f"Have {action} allowed for these credentials.")
    if code in {"ResourceNotFoundException", "NoSuchEntity", "NotFoundException"}:
        return ServiceError(f"AWS finds no such thing: {said}", mend="Check the name, the qualifier and the region.")
    if code in _BY_CODE:
        message, mend = _BY_CODE[code]
        return ServiceError(f"{message} ({code}: {said})", mend=mend)
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) or 0)
    if status >= 500:
        return ServiceError(f"the service failed ({status} {code}: {said})", mend="Wait a moment, then run once more.")
    return ServiceError(f"{asked} was refused ({code}: {said})", mend="Mend what it names, then run once more.")
