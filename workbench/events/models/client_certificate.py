"""The client certificate of a caller on a domain with mutual TLS."""

from pydantic import Field

from workbench.events.models.base import EventModel


class Validity(EventModel):
    """When a certificate is valid, as OpenSSL prints times."""

    not_before: str | None = None
    not_after: str | None = None


class ClientCertificate(EventModel):
    """`clientCert` of an identity or of `requestContext.authentication`."""

    client_cert_pem: str | None = None
    subject_dn: str | None = Field(default=None, alias="subjectDN")
    issuer_dn: str | None = Field(default=None, alias="issuerDN")
    serial_number: str | None = None
    validity: Validity | None = None
