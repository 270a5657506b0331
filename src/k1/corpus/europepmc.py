"""JATS XML of the open-access part of PubMed Central, by Europe PMC's ``fullTextXML``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from k1.corpus.arrival import Arrival
from k1.corpus.services import Service, ServiceBatch, canonical_list
from k1.errors import FailureKind, PaperError
from k1.runtime.http import shown
from k1.schema.identity import canonical_pmcid

SECONDS_BETWEEN = 0.2
_HREF = "{http://www.w3.org/1999/xlink}href"
_LONGEST_LICENCE = 300


def pmc_batch(service: Service, folder: Path, ids: Sequence[str]) -> ServiceBatch:
    """The papers of a list of PMC ids.

    Raises
    ------
    ConfigurationError: for a malformed id.
    """
    identifiers = canonical_list("PMC", ids, canonical_pmcid)
    return ServiceBatch(folder, tuple(identifiers), identifiers, _source, partial(fetch_one, service))


def fetch_one(service: Service, name: str, identifier: str) -> Arrival:
    """One article, with the licence that it states."""
    url = service.address(f"{identifier.upper()}/fullTextXML")
    data = _article(service, url, identifier.upper())
    licence = stated_licence(data)
    return Arrival(
        name=name, source_format="jats", data=data, source=_source(identifier), url=shown(url), licence=licence
    )


def _source(identifier: str) -> str:
    return f"PMC {identifier.upper()}"


def _article(service: Service, url: str, pmcid: str) -> bytes:
    try:
        return service.paper(url, "jats")
    except PaperError as error:
        if error.kind is not FailureKind.NOT_FOUND:
            raise
        remedy = "only articles of the open-access part have full text; fetch it by hand and add it by a folder source"
        raise PaperError(FailureKind.NOT_FOUND, f"no full text of {pmcid} ({error.message})", remedy) from error


def stated_licence(article: bytes) -> str | None:
    """The address, else the words of the first ``<license>``; None where there is none or the XML is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        licence = etree.fromstring(article, parser).find(".//{*}license")
    except etree.XMLSyntaxError:
        return None
    if licence is None:
        return None
    addresses = [licence.get(_HREF), *(element.text for element in licence.iterfind(".//{*}license_ref"))]
    stated = next((address for address in addresses if address), " ".join(map(str, licence.itertext())))
    return " ".join(stated.split())[:_LONGEST_LICENCE] or None
