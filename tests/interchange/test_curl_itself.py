"""What we read from a command is what curl itself sends for it, header by header and byte by byte."""

import re
import shutil
import socket
import subprocess
import threading
from itertools import takewhile

import pytest

from workbench.interchange.curl import request_from_curl

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="compares with the curl that is installed")

COMMANDS = [
    "",
    "-d a=1 -d b=2",
    "-d ''",
    "-d @body.txt",
    "--data-binary @body.txt",
    "--data-urlencode n@body.txt",
    "--data-urlencode @body.txt",
    "--data-urlencode 'a b=c d/é~'",
    "-G -d a=1 --data-urlencode 'b=x y'",
    "-I",
    "-X PUT -d x",
    "-X POST",
    "-T body.txt",
    "-u me:pass -b 'a=1; b=2' -b c=3 -A me/1 -e https://r.example/ --compressed -H 'X: 1'",
    "-H 'accept:' -H 'User-Agent:' -H 'Empty;'",
    "-H 'Accept: text/html' -d x -H 'content-type: text/plain'",
    "-F name=Tom -F 'photo=@cat.png' -F 'note=hi;type=text/markdown' --form-string 'raw=@x'",
    "-F 'text=<body.txt' -F 'photo=@cat.png;filename=x.jpg;type=image/x'",
    "--http1.0 -r 0-5 -b ''",
    "--oauth2-bearer T",
    "-H 'Cookie: z=1'",
    "--data-raw $'it\\'s\\n\\u00e9\\x21'",
]


def receive(server: socket.socket, got: list[tuple[str, bytes]]) -> None:
    while not got:
        connection, _ = server.accept()
        with connection, connection.makefile("rb") as stream:
            head = "".join(takewhile("\r\n".__ne__, (line.decode() for line in stream)))
            if not head:
                continue  # another program on this machine, which took the port for that of someone else
            if re.search(r"^expect: 100-continue", head, re.IGNORECASE | re.MULTILINE):
                connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            length = re.search(r"^content-length: (\d+)", head, re.IGNORECASE | re.MULTILINE)
            got.append((head, stream.read(int(length.group(1)) if length else 0)))
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def without_boundary(head: str, body: bytes) -> tuple[str, bytes]:
    boundary = re.search(r"boundary=(\S+)", head)
    if boundary is None:
        return head, body
    return head.replace(boundary.group(1), "B"), body.replace(boundary.group(1).encode(), b"B")


@pytest.mark.parametrize("options", COMMANDS)
def test_what_is_read_is_what_curl_sends(tmp_path, options):
    (tmp_path / "body.txt").write_bytes(b"a\r\nb\n")
    (tmp_path / "cat.png").write_bytes(b"\x89PNG")
    got: list[tuple[str, bytes]] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        thread = threading.Thread(target=receive, args=(server, got))
        thread.start()
        command = f"curl -q -s --noproxy '*' 'http://127.0.0.1:{server.getsockname()[1]}/p?q=1' {options}"
        subprocess.run(["bash", "-c", command], cwd=tmp_path, check=True, timeout=60)
        thread.join()
    sent, sent_body = without_boundary(*got[0])
    request = request_from_curl(command, name="c", folder=tmp_path).request
    lines = [f"{request.method} /p?{request.raw_query} {request.http_version}"]
    lines += [f"{name}: {value}".rstrip() for name, value in request.headers]
    read, read_body = without_boundary("\r\n".join(lines), request.body or b"")
    passed_over = re.compile(r"(Host|Content-Length|Expect): ")
    expected = [
        re.sub(r"curl/[\d.]+", "curl/8.5.0", line) for line in sent.split("\r\n") if not passed_over.match(line)
    ]
    assert read.split("\r\n") == [line for line in expected if line]
    assert read_body == sent_body
