"""`--credentials`: whose AWS credentials a function on this machine gets; none unless it is said."""

from __future__ import annotations

from workbench.errors import UsageError
from workbench.runtime.function import Credentials

TYPE_CHECKING = False  # typing would delay every command
if TYPE_CHECKING:
    import argparse

    from workbench.cli.session_pool import SessionPool

_MEND = "Write none, profile:NAME or role:ARN."


def credentials_of(options: argparse.Namespace, *, sessions: SessionPool) -> Credentials:
    """The credentials that the option names; a role is assumed at once, with --profile, --region and --endpoint-url.

    Raises:
        UsageError: it names none of the three, or a profile that is not there.
        ServiceError: the role cannot be assumed.
    """
    kind, _, name = options.credentials.partition(":")
    if kind == "none" and not name:
        return Credentials()
    if kind == "profile" and name:
        from workbench.deployed.profiles import profile_names

        if name not in (known := profile_names()):
            mend = f"There is: {', '.join(known)}." if known else "Make it with: aws configure."
            raise UsageError(f"--credentials {options.credentials}: there is no such profile", mend=mend)
        return Credentials("profile", profile=name)
    if kind == "role" and name.startswith("arn:") and ":role/" in name:
        from workbench.cli.account_options import account_of
        from workbench.deployed.assumed_role import assume_role

        keys = assume_role(sessions(account_of(options)), name)
        return Credentials(
            "explicit",
            access_key_id=keys.access_key_id,
            secret_access_key=keys.secret_access_key,
            session_token=keys.session_token,
            role=name,
        )
    raise UsageError(f"--credentials {options.credentials} is none that a function can be given", mend=_MEND)
