"""Start an AWS account in a box on this machine, seeded with the demo project; Ctrl+C ends it and leaves nothing.

Example:
  workbench sandbox --port 4566
  AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws lambda invoke --function-name hello out.json
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say which options the command has."""
    parser.add_argument("--port", type=int, default=4566, help="the port on 127.0.0.1 (default 4566; 0: any free one)")
    parser.add_argument("--empty", action="store_true", help="an empty account, without the demo project")
    parser.add_argument("--json", action="store_true", help="print where it is as one JSON document")


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted, or until standard input closes where the window started it."""
    from workbench.sandbox.seed import REGION, seed, seeded
    from workbench.sandbox.server import Sandbox

    with Sandbox(port=options.port) as sandbox:
        if not options.empty:
            seed(sandbox.endpoint_url)
        if options.json:
            print(seeded(sandbox.endpoint_url), flush=True)
            # The window holds the other end of standard input: its end is the order to stop, also after a crash.
            sys.stdin.buffer.read()
            return 0
        print(f"The sandbox is at {sandbox.endpoint_url}. Point any AWS client at it:\n")
        print(f"  export AWS_ENDPOINT_URL={sandbox.endpoint_url} AWS_DEFAULT_REGION={REGION}")
        print("  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox\n")
        print("Ctrl+C ends it; nothing is kept.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\nThe sandbox has ended.", file=sys.stderr)
    return 0
