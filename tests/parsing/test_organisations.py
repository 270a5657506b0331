from __future__ import annotations

import csv
import json

import pytest

from k1.errors import ConfigurationError
from k1.parsing.document.organisations import Registry, find_ror, read_registry, with_ror_ids
from k1.schema.documents import Author, Document, Paper

TOKYO, PHYSICS_UK, PHYSICS_CZ, BERKELEY = (f"https://ror.org/0{n}abcdefg" for n in range(4))
RECORDS = [
    (TOKYO, "University of Tokyo", ["en: Tokyo University", "ja: 東京大学"], "JP", "Japan", "active"),
    (PHYSICS_UK, "Institute of Physics", [], "GB", "United Kingdom", "active"),
    (PHYSICS_CZ, "Institute of Physics", [], "CZ", "Czech Republic", "active"),
    (BERKELEY, "University of California, Berkeley", [], "US", "United States", "active"),
    ("https://ror.org/09gone", "Bureau of Old Standards", [], "US", "United States", "withdrawn"),
]


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    path = tmp_path_factory.mktemp("ror") / "v2.0-ror-data_schema_v2.csv"
    place = "locations.geonames_details"
    columns = ["id", "status", "names.types.ror_display", "names.types.label", "names.types.alias"]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([*columns, f"{place}.country_code", f"{place}.country_name"])
        for ror, name, aliases, code, country, status in RECORDS:
            writer.writerow([ror, status, name, f"en: {name}", "; ".join(aliases), code, country])
    return path


@pytest.fixture(scope="module")
def registry(dump) -> Registry:
    return read_registry(dump)


@pytest.mark.parametrize(
    ("affiliation", "ror"),
    [
        ("Department of Physics, University of Tokyo, Tokyo 113-0033, Japan", TOKYO),
        ("tokyo university", TOKYO),
        ("University of California Berkeley, CA, USA", BERKELEY),
        ("Institute of Physics, Prague, Czechia", PHYSICS_CZ),
        ("Institute of Physics", None),
        ("Bureau of Old Standards, USA", None),
        ("", None),
    ],
)
def test_an_affiliation_names_the_organisation_whose_longest_name_it_holds(registry, affiliation, ror):
    assert find_ror(affiliation, registry) == ror


def test_a_country_that_the_registry_knows_rules_out_organisations_of_others(registry):
    assert find_ror("University of Tokyo, Czech Republic", registry) is None


def test_the_json_of_a_release_says_the_same_as_its_csv(registry, tmp_path):
    path = tmp_path / "ror.json"
    rows = [
        {
            "id": ror,
            "status": status,
            "names": [
                {"value": name, "types": ["ror_display", "label"]},
                *({"value": alias.split(": ")[1], "types": ["alias"]} for alias in aliases),
                {"value": "IoP of all", "types": ["acronym"]},
            ],
            "locations": [{"geonames_details": {"country_code": code, "country_name": country}}],
        }
        for ror, name, aliases, code, country, status in RECORDS
    ]
    path.write_text(json.dumps(rows), "utf-8")
    assert read_registry(path) == registry


def test_each_affiliation_of_an_author_has_its_id_or_none(registry):
    author = Author(name="A B", position=0, affiliations=("Home", "University of Tokyo"))
    paper = Paper(
        id="paper:a", file_sha256="0" * 64, source_format="pdf", name="a", title="A", authors=(author,), parser="t/1"
    )
    assert with_ror_ids(Document(paper=paper), registry).paper.authors[0].rors == (None, TOKYO)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", ""])
def test_a_file_that_is_no_dump_is_refused_with_the_remedy(tmp_path, text):
    path = tmp_path / "ror.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=r"ror\.csv: not a ROR dump.*unpack"):
        read_registry(path)
