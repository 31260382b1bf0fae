"""The metadata of a SAML identity provider, read from a file of the operator's."""

from functools import cache
from pathlib import Path
from typing import Any

from lxml.etree import LxmlError
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

WRONG = "names no file with the metadata of one SAML identity provider"


@cache
def identity_provider(path: str) -> dict[str, Any]:
    """Its name, where to send people, and its certificates. What names no such file is a ValueError."""
    try:
        text = Path(path).read_bytes()
        providers = OneLogin_Saml2_XML.query(OneLogin_Saml2_XML.to_etree(text), "//md:IDPSSODescriptor")
        said: dict[str, Any] = OneLogin_Saml2_IdPMetadataParser.parse(text).get("idp", {})
    except (OSError, ValueError, LxmlError, AttributeError):  # the last for an element without its text
        raise ValueError(WRONG) from None
    signed = said.get("x509cert") or said.get("x509certMulti", {}).get("signing")
    address = said.get("singleSignOnService", {}).get("url", "")
    if len(providers) != 1 or not signed or not address or not 0 < len(said.get("entityId", "")) <= 255:
        raise ValueError(WRONG)
    return said
