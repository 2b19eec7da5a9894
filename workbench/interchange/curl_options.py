"""The options of curl: which mean something for a request, which take a value, what each short letter stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.interchange.json_text import place_at

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from workbench.interchange.shell_words import ShellCommand

WITH_VALUE = frozenset({
    "request", "header", "data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json", "form",
    "form-string", "user", "cookie", "user-agent", "referer", "url", "url-query", "upload-file", "oauth2-bearer",
    "request-target", "range",
})  # fmt: skip
"""What shapes the request and takes a value."""

SWITCHES = frozenset({"get", "head", "compressed", "http1.0", "http1.1", "http2", "http3", "http2-prior-knowledge"})
"""What shapes the request and stands alone."""

_IGNORED_WITH_VALUE = frozenset({
    "abstract-unix-socket", "alt-svc", "aws-sigv4", "cacert", "capath", "cert", "cert-type", "ciphers", "config",
    "connect-timeout", "connect-to", "continue-at", "cookie-jar", "create-file-mode", "crlfile", "curves",
    "delegation", "dns-interface", "dns-ipv4-addr", "dns-ipv6-addr", "dns-servers", "doh-url", "dump-header",
    "engine", "etag-compare", "etag-save", "expect100-timeout", "happy-eyeballs-timeout-ms", "haproxy-clientip",
    "hsts", "interface", "ipfs-gateway", "keepalive-time", "key", "key-type", "limit-rate", "local-port",
    "login-options", "max-filesize", "max-redirs", "max-time", "netrc-file", "noproxy", "output", "output-dir",
    "parallel-max", "pass", "pinnedpubkey", "preproxy", "proto", "proto-default", "proto-redir", "proxy",
    "proxy-header", "proxy-user", "proxy1.0", "rate", "resolve", "retry", "retry-delay", "retry-max-time",
    "service-name", "socks4", "socks4a", "socks5", "socks5-hostname", "speed-limit", "speed-time", "stderr",
    "tls-max", "tls13-ciphers", "tlspassword", "tlsuser", "trace", "trace-ascii", "trace-config", "unix-socket",
    "variable", "vlan-priority", "write-out",
})  # fmt: skip
"""What concerns the transfer and not the request, and takes a value."""

_SHORT = {
    "X": "request", "H": "header", "d": "data", "F": "form", "u": "user", "b": "cookie", "A": "user-agent",
    "e": "referer", "T": "upload-file", "G": "get", "I": "head", "0": "http1.0", "o": "output", "w": "write-out",
    "m": "max-time", "x": "proxy", "U": "proxy-user", "E": "cert", "c": "cookie-jar", "D": "dump-header",
    "C": "continue-at", "r": "range", "K": "config", "P": "ftp-port", "Q": "quote", "t": "telnet-option",
    "y": "speed-time", "Y": "speed-limit", "z": "time-cond", "h": "help", "k": "insecure", "L": "location",
    "s": "silent", "S": "show-error", "v": "verbose", "i": "include", "f": "fail", "g": "globoff", "N": "no-buffer",
    "O": "remote-name", "J": "remote-header-name", "R": "remote-time", "n": "netrc", "q": "disable", "a": "append",
    "j": "junk-session-cookies", "p": "proxytunnel", "Z": "parallel", "#": "progress-bar", "4": "ipv4", "6": "ipv6",
    "1": "tlsv1", "2": "sslv2", "3": "sslv3", "l": "list-only", "B": "use-ascii", "V": "version", "M": "manual",
    ":": "next",
}  # fmt: skip
_SHORT_WITH_VALUE = frozenset("XHdFubAeTowmxUEcDCrKPQtyYz")


@dataclass(frozen=True, slots=True)
class Option:
    """One option of the command line, or a URL, which is `url`."""

    name: str
    value: str
    spelled: str
    """As the person wrote it."""
    offset: int

    @property
    def understood(self) -> bool:
        """Whether it shapes the request."""
        return self.name in WITH_VALUE or self.name in SWITCHES


def options_of(command: ShellCommand, text: str, *, name: str) -> Iterator[Option]:
    """The options after the word `curl`, in their order.

    Raises:
        InputError: an option lacks its value; names line and column.
    """
    words = list(zip(command.words, command.offsets, strict=True))
    index = next(number for number, (word, _) in enumerate(words) if word.removesuffix(".exe") == "curl") + 1
    only_urls = False
    while index < len(words):
        word, offset = words[index]
        index += 1
        if only_urls or word == "-" or not word.startswith("-"):
            yield Option("url", word, word, offset)
        elif word == "--":
            only_urls = True
        else:
            wanting = yield from _spread(word, offset)
            if not wanting:
                continue
            if index >= len(words):
                place = place_at(text, offset, name=name)
                raise InputError(f"curl's {word} has no value", place=place, mend="Add the value, or remove it.")
            yield Option(wanting, words[index][0], word, offset)
            index += 1


def _spread(word: str, offset: int) -> Generator[Option, None, str]:
    """The options of one word, `--name` or letters such as `-sSXPOST`; returns the one whose value is the next word."""
    if word.startswith("--"):
        if word[2:] in WITH_VALUE or word[2:] in _IGNORED_WITH_VALUE:
            return word[2:]
        yield Option(word[2:], "", word, offset)
        return ""
    for index, letter in enumerate(word[1:], start=1):
        name = _SHORT.get(letter, letter)
        if letter not in _SHORT_WITH_VALUE:
            yield Option(name, "", f"-{letter}", offset)
        elif word[index + 1 :]:
            yield Option(name, word[index + 1 :], f"-{letter}", offset)
            return ""
        else:
            return name
    return ""
