"""Header names and values that are worth offering: RFC 9110's, browsers', and those that AWS adds."""

from __future__ import annotations

from workbench.app.widgets.key_value_model import NAME

_MEDIA_TYPES = (
    "application/json", "application/x-www-form-urlencoded", "application/xml", "application/octet-stream",
    "application/pdf", "image/png", "image/jpeg", "multipart/form-data; boundary=", "text/plain", "text/html",
    "text/csv",
)  # fmt: skip
_YES_NO = ("true", "false")

KNOWN: dict[str, tuple[str, ...]] = {
    "Accept": ("*/*", "application/json", "text/html", "image/*"),
    "Accept-Charset": ("utf-8",),
    "Accept-Encoding": ("gzip, deflate, br", "gzip", "identity"),
    "Accept-Language": ("en-US,en;q=0.9", "de-DE,de;q=0.9,en;q=0.8"),
    "Access-Control-Request-Headers": ("content-type", "authorization,content-type"),
    "Access-Control-Request-Method": ("GET", "POST", "PUT", "PATCH", "DELETE"),
    "Authorization": ("Bearer ", "Basic "),
    "Cache-Control": ("no-cache", "max-age=0", "no-store"),
    "CloudFront-Forwarded-Proto": ("https", "http"),
    "CloudFront-Is-Desktop-Viewer": _YES_NO,
    "CloudFront-Is-Mobile-Viewer": _YES_NO,
    "CloudFront-Is-SmartTV-Viewer": _YES_NO,
    "CloudFront-Is-Tablet-Viewer": _YES_NO,
    "CloudFront-Viewer-Country": ("US", "DE", "GB", "JP", "BR"),
    "Content-Encoding": ("gzip", "br"),
    "Content-Language": ("en",),
    "Content-Type": _MEDIA_TYPES,
    "Cookie": (),
    "Date": (),
    "Forwarded": (),
    "Host": ("a1b2c3d4e5.execute-api.us-east-1.amazonaws.com", "localhost:8080", "example.com"),
    "If-Match": ("*",),
    "If-Modified-Since": (),
    "If-None-Match": ("*",),
    "Idempotency-Key": (),
    "Origin": ("https://example.com", "http://localhost:3000"),
    "Pragma": ("no-cache",),
    "Range": ("bytes=0-1023",),
    "Referer": ("https://example.com/",),
    "Sec-Fetch-Mode": ("cors", "navigate", "no-cors", "same-origin"),
    "Sec-WebSocket-Protocol": (),
    "Sec-WebSocket-Version": ("13",),
    "Upgrade-Insecure-Requests": ("1",),
    "User-Agent": ("curl/8.5.0", "Mozilla/5.0", "ELB-HealthChecker/2.0"),
    "Via": (),
    "X-Amz-Cf-Id": (),
    "X-Amz-Date": (),
    "X-Amz-Security-Token": (),
    "X-Amzn-Trace-Id": ("Root=1-5759e988-bd862e3fe1be46a994272793",),
    "X-Api-Key": (),
    "X-Correlation-Id": (),
    "X-CSRF-Token": (),
    "X-Forwarded-For": ("127.0.0.1", "203.0.113.10"),
    "X-Forwarded-Host": (),
    "X-Forwarded-Port": ("443", "80"),
    "X-Forwarded-Proto": ("https", "http"),
    "X-Request-Id": (),
    "X-Requested-With": ("XMLHttpRequest",),
}
"""Values worth offering, by header name."""


def suggestions(column: int, name: str, *, lower_case: bool = False) -> tuple[str, ...]:
    """Names for the name column, values of that header for the value column."""
    if column == NAME:
        return tuple(known.lower() if lower_case else known for known in KNOWN)
    return next((values for known, values in KNOWN.items() if known.lower() == name.lower()), ())
