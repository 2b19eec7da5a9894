"""The quotas of AWS Lambda that a local run keeps."""

from __future__ import annotations

MAX_EVENT = 6_291_456
"""6 MiB: "Request must be smaller than 6291456 bytes", says Lambda (awslabs/aws-athena-query-federation#793)."""
MAX_PAYLOAD = 6_291_556
"""6 MiB and 100 bytes, of a buffered result (recorded by LocalStack's snapshot tests)."""
MAX_STREAMED = 200 * 1024 * 1024
"""A streamed response (AWS Lambda quotas)."""
MAX_ENVIRONMENT = 4096
"""All environment variables of a function together (AWS Lambda quotas)."""
MAX_TIMEOUT_S = 900
"""AWS Lambda quotas."""
MIN_MEMORY_MB, MAX_MEMORY_MB = 128, 10_240
"""AWS Lambda quotas."""
INIT_LIMIT_S = 10.0
"""The init phase; then the function starts again under its own timeout (Lambda execution environment lifecycle)."""
MAX_EXTENSIONS = 10
"""AWS Lambda quotas."""
