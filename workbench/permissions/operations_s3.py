"""Which IAM actions the calls of Amazon S3 need: their names differ more often than those of any other service."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from workbench.permissions.operations_security import key_needs

if TYPE_CHECKING:
    from workbench.permissions.api_call import ApiCall, RequiredAction

SOURCE = "Amazon S3 User Guide, Required permissions for Amazon S3 API operations"
_DATA_KEY = "kms:GenerateDataKey"

_RENAMED = {
    "HeadObject": "GetObject", "SelectObjectContent": "GetObject", "GetObjectTorrent": "GetObjectTorrent",
    "CreateMultipartUpload": "PutObject", "UploadPart": "PutObject", "CompleteMultipartUpload": "PutObject",
    "ListParts": "ListMultipartUploadParts", "ListMultipartUploads": "ListBucketMultipartUploads",
    "ListObjects": "ListBucket", "ListObjectsV2": "ListBucket", "HeadBucket": "ListBucket",
    "ListObjectVersions": "ListBucketVersions", "ListBuckets": "ListAllMyBuckets",
    "GetBucketCors": "GetBucketCORS", "PutBucketCors": "PutBucketCORS", "DeleteBucketCors": "PutBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration", "PutBucketEncryption": "PutEncryptionConfiguration",
    "DeleteBucketEncryption": "PutEncryptionConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration", "PutBucketLifecycle": "PutLifecycleConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "GetBucketNotificationConfiguration": "GetBucketNotification",
    "PutBucketNotificationConfiguration": "PutBucketNotification",
    "GetBucketReplication": "GetReplicationConfiguration", "PutBucketReplication": "PutReplicationConfiguration",
    "DeleteBucketReplication": "PutReplicationConfiguration",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock", "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock", "DeleteBucketTagging": "PutBucketTagging",
    "GetObjectLockConfiguration": "GetBucketObjectLockConfiguration",
    "PutObjectLockConfiguration": "PutBucketObjectLockConfiguration",
    "DeleteBucketOwnershipControls": "PutBucketOwnershipControls",
    "CreateBucketMetadataConfiguration": "CreateBucketMetadataTableConfiguration",
    "GetBucketMetadataConfiguration": "GetBucketMetadataTableConfiguration",
    "DeleteBucketMetadataConfiguration": "DeleteBucketMetadataTableConfiguration",
}  # fmt: skip
_CONFIGURED = re.compile(
    r"(?P<verb>Get|Put|List|Delete)Bucket(?P<what>Analytics|IntelligentTiering|Inventory|Metrics)Configurations?"
)
"""Configurations of which a bucket has several; one action reads one or all, another writes and deletes."""
_VERSIONED = frozenset({"GetObject", "DeleteObject", "GetObjectTagging", "PutObjectTagging", "DeleteObjectTagging",
                        "GetObjectAcl", "PutObjectAcl", "GetObjectAttributes"})  # fmt: skip
_GRANTS = ("ACL", "GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP")


def s3_actions(call: ApiCall) -> tuple[RequiredAction, ...]:
    """What a call of S3 needs."""
    special = {
        "CopyObject": _copy,
        "UploadPartCopy": _copy,
        "DeleteObjects": _delete_many,
        "PutObject": _put,
        "CreateMultipartUpload": _put,
        "GetObjectAttributes": _attributes,
        "WriteGetObjectResponse": _elsewhere,
        "CreateSession": _elsewhere,
        "ListDirectoryBuckets": _elsewhere,
    }.get(call.operation)
    found = special(call) if special is not None else _plain(call)
    return tuple(replace(each, source=SOURCE) for each in found)


def bucket_arn(call: ApiCall, name: str) -> str:
    """The ARN of a bucket or access point, given by name or ARN."""
    return name if name.startswith("arn:") else call.arn("s3", name or "*", region=False, account=False)


def object_arn(call: ApiCall, bucket: str, key: str) -> str:
    """The ARN of an object."""
    held = bucket_arn(call, bucket)
    return f"{held}/object/{key or '*'}" if ":accesspoint/" in held else f"{held}/{key or '*'}"


def _plain(call: ApiCall) -> tuple[RequiredAction, ...]:
    name = _RENAMED.get(call.operation, call.operation)
    if configured := _CONFIGURED.fullmatch(call.operation):
        verb = "Get" if configured["verb"] in {"Get", "List"} else "Put"
        name = f"{verb}{configured['what']}Configuration"
    if name == "ListAllMyBuckets":
        return call.needs("s3:ListAllMyBuckets", "*")
    if "Key" not in call.parameters:
        listing = {"s3__prefix": call.text("Prefix"), "s3__delimiter": call.text("Delimiter")}
        return call.needs(f"s3:{name}", bucket_arn(call, call.text("Bucket")), **listing)
    if call.text("VersionId") and name in _VERSIONED:
        name = name.replace("Object", "ObjectVersion", 1)
    return call.needs(f"s3:{name}", object_arn(call, call.text("Bucket"), call.text("Key")))


def _elsewhere(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Calls of this client that belong to other services: directory buckets, and answers of S3 Object Lambda."""
    if call.operation == "WriteGetObjectResponse":
        return call.needs("s3-object-lambda:WriteGetObjectResponse", call.arn("s3-object-lambda", "accesspoint/*"))
    if call.operation == "ListDirectoryBuckets":
        return call.needs("s3express:ListAllMyDirectoryBuckets", "*")
    return call.needs("s3express:CreateSession", call.arn("s3express", f"bucket/{call.text('Bucket') or '*'}"))


def _put(call: ApiCall) -> tuple[RequiredAction, ...]:
    target = object_arn(call, call.text("Bucket"), call.text("Key"))
    names = ["PutObject"]
    if call.text("Tagging"):
        names.append("PutObjectTagging")
    if any(call.text(grant) for grant in _GRANTS):
        names.append("PutObjectAcl")
    given = {
        "s3__x-amz-acl": call.text("ACL"),
        "s3__x-amz-server-side-encryption": call.text("ServerSideEncryption"),
        "s3__x-amz-storage-class": call.text("StorageClass"),
    }
    needed = tuple(need for name in names for need in call.needs(f"s3:{name}", target, **given))
    return (*needed, *_of_the_key(call))


def _of_the_key(call: ApiCall) -> tuple[RequiredAction, ...]:
    """What S3 does with the key that the call itself names, in the caller's name."""
    key = call.text("SSEKMSKeyId")
    if not key or key.endswith("alias/aws/s3"):
        return ()
    names = ("kms:GenerateDataKey", "kms:Decrypt") if call.operation == "CreateMultipartUpload" else (_DATA_KEY,)
    return tuple(need for name in names for need in key_needs(call, name, key, via="s3"))


def _copy(call: ApiCall) -> tuple[RequiredAction, ...]:
    """Reading the source, then writing the target: `CopySource` says which object is read."""
    given = call.parameters.get("CopySource")
    if isinstance(given, dict):
        bucket, key, version = (str(given.get(name) or "") for name in ("Bucket", "Key", "VersionId"))
    else:
        path, _, query = str(given or "").lstrip("/").partition("?versionId=")
        version = query
        bucket, _, key = unquote(path).partition("/")
    read = "s3:GetObjectVersion" if version else "s3:GetObject"
    source = call.needs(read, object_arn(call, bucket, key))
    if call.operation == "CopyObject" and call.text("TaggingDirective") != "REPLACE":
        note = "an object with tags needs s3:GetObjectTagging on the source and s3:PutObjectTagging on the copy as well"
        source = tuple(replace(each, note=note) for each in source)
    return (*source, *_put(call))


def _delete_many(call: ApiCall) -> tuple[RequiredAction, ...]:
    listed = call.parameters.get("Delete")
    objects = listed.get("Objects") if isinstance(listed, dict) else None
    needed: list[RequiredAction] = []
    for each in objects if isinstance(objects, (list, tuple)) else ():
        action = "s3:DeleteObjectVersion" if each.get("VersionId") else "s3:DeleteObject"
        needed += call.needs(action, object_arn(call, call.text("Bucket"), str(each.get("Key") or "")))
    return tuple(dict.fromkeys(needed)) or call.needs("s3:DeleteObject", object_arn(call, call.text("Bucket"), ""))


def _attributes(call: ApiCall) -> tuple[RequiredAction, ...]:
    target = object_arn(call, call.text("Bucket"), call.text("Key"))
    version = "Version" if call.text("VersionId") else ""
    return (
        *call.needs(f"s3:GetObject{version}", target),
        *call.needs(f"s3:GetObject{version}Attributes", target),
    )
