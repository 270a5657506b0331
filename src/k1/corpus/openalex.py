"""Open-access PDFs by DOI: OpenAlex says where they are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlencode

from pydantic import BaseModel, ValidationError

from k1.corpus.arrival import Arrival
from k1.corpus.naming import slug
from k1.corpus.services import Service, ServiceBatch, canonical_list
from k1.errors import FailureKind, PaperError
from k1.runtime.http import shown
from k1.schema.identity import canonical_doi

SECONDS_BETWEEN = 0.2
_FIELDS = "id,doi,best_oa_location,locations,primary_topic"


class Location(BaseModel):
    """A place where a work can be read."""

    is_oa: bool | None = None
    pdf_url: str | None = None
    license: str | None = None


class Named(BaseModel):
    """A thing that has a name."""

    display_name: str


class Topic(BaseModel):
    """A topic with the field of research that holds it."""

    field: Named | None = None


class Work(BaseModel):
    """What K1 reads of OpenAlex's record of a work."""

    best_oa_location: Location | None = None
    locations: tuple[Location, ...] = ()
    primary_topic: Topic | None = None

    @property
    def pdfs(self) -> list[tuple[str, str | None]]:
        """Addresses of open-access PDFs with their licence, the best first, each once."""
        places = [*filter(None, [self.best_oa_location]), *(place for place in self.locations if place.is_oa)]
        found: dict[str, str | None] = {}
        for place in places:
            if place.pdf_url:
                found.setdefault(place.pdf_url, place.license)
        return list(found.items())

    @property
    def subject(self) -> str | None:
        """The field of research of the work's main topic."""
        return self.primary_topic.field.display_name if self.primary_topic and self.primary_topic.field else None


def doi_batch(service: Service, folder: Path, dois: Sequence[str], *, email: str | None) -> ServiceBatch:
    """The papers of a list of DOIs.

    Raises
    ------
    ConfigurationError: for a malformed DOI.
    """
    identifiers = canonical_list("DOI", dois, canonical_doi)
    names = tuple(slug(f"doi-{doi}") for doi in identifiers)
    return ServiceBatch(folder, names, identifiers, _source, partial(fetch_one, service, email=email))


def fetch_one(service: Service, name: str, doi: str, *, email: str | None = None) -> Arrival:
    """One PDF, with the licence and the subject that OpenAlex knows."""
    work = _find_work(service, doi, email=email)
    if not work.pdfs:
        remedy = "OpenAlex knows no open-access PDF; fetch it by hand and add it by a folder source"
        raise PaperError(FailureKind.NOT_FOUND, f"no open-access PDF of {doi}", remedy)
    data, url, licence = _first_pdf(service, work)
    return Arrival(
        name=name,
        source_format="pdf",
        data=data,
        source=_source(doi),
        url=shown(url),
        licence=licence,
        subject=work.subject,
    )


def _source(doi: str) -> str:
    return f"DOI {doi}"


def _find_work(service: Service, doi: str, *, email: str | None) -> Work:
    """OpenAlex's record of a DOI."""
    query = {"select": _FIELDS} | ({"mailto": email} if email else {})
    # A DOI may hold any character; only its slash stays one.
    answer = service.get(service.address(f"works/doi:{quote(doi, safe='/')}?{urlencode(query)}"))
    try:
        return Work.model_validate_json(answer)
    except ValidationError as error:
        remedy = "run again later; if it stays, OpenAlex has changed its answers: report it"
        raise PaperError(FailureKind.UNSUPPORTED, f"{doi}: OpenAlex's answer cannot be read", remedy) from error


def _first_pdf(service: Service, work: Work) -> tuple[bytes, str, str | None]:
    """The first address that really gives a PDF; where none does, the failure of the best one."""
    failures = []
    for url, licence in work.pdfs:
        try:
            return service.paper(url, "pdf"), url, licence
        except PaperError as error:
            failures.append(error)
    raise failures[0]
