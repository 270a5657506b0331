# ruff: noqa: E501
"""One invented entry in each bibliographic style, and the fields it must yield."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1.parsing.references.fields import read_reference_fields

TITLE = "Slow waves in shallow tanks"
JOURNAL_STYLES = {
    "Vancouver": f"Orlov PA, Quist B, Tamm RJ. {TITLE}. J Tank Res. 2011;12(3):45-59. doi:10.5555/jtr.2011.45",
    "Vancouver with et al.": f"Orlov PA, Quist B, et al. {TITLE}. J Tank Res 2011;12:45-59.",
    "Vancouver online": f"Orlov PA, Quist B. {TITLE}. J Tank Res [Internet]. 2011 Jul 25 [cited 2015 Apr 1];12(3):45-59.",
    "AMA": f"Orlov PA, Quist B, Tamm RJ. {TITLE}. J Tank Res. 2011;12(3):45-59.",
    "BioMed Central": f"Orlov PA, Quist B, Tamm RJ: {TITLE}. J Tank Res 2011, 12(3):45-59.",
    "APA": f"Orlov, P. A., Quist, B., & Tamm, R. J. (2011). {TITLE}. Journal of Tank Research, 12(3), 45-59.",
    "APA with a letter": f"Orlov, P. A., & Quist, B. (2011a). {TITLE}. Journal of Tank Research, 12(3), 45-59.",
    "Harvard": f"Orlov, P.A. and Quist, B., 2011. {TITLE}. Journal of Tank Research, 12(3), pp.45-59.",
    "Harvard of Elsevier": f"Orlov, P.A., Quist, B., 2011. {TITLE}. J. Tank Res. 12, 45-59.",
    "Springer author-year": f"Orlov PA, Quist B (2011) {TITLE}. J Tank Res 12:45-59",
    "Springer numbered": f"Orlov, P.A., Quist, B.: {TITLE}. J. Tank Res. 12, 45-59 (2011)",
    "IEEE": f"P. A. Orlov, B. Quist, and R. J. Tamm, \u201c{TITLE},\u201d J. Tank Res., vol. 12, no. 3, pp. 45-59, 2011.",
    "Nature": f"Orlov, P. A., Quist, B. & Tamm, R. J. {TITLE}. J. Tank Res. 12, 45-59 (2011).",
    "Chicago author-date": f"Orlov, Pavel, and Berit Quist. 2011. \u201c{TITLE}.\u201d Journal of Tank Research 12 (3): 45-59.",
    "Chicago notes": f"Orlov, Pavel, and Berit Quist. \u201c{TITLE}.\u201d Journal of Tank Research 12, no. 3 (2011): 45-59.",
    "MLA": f"Orlov, Pavel, and Berit Quist. \u201c{TITLE}.\u201d Journal of Tank Research, vol. 12, no. 3, 2011, pp. 45-59.",
    "ACS": f"Orlov, P. A.; Quist, B.; Tamm, R. J. {TITLE}. J. Tank Res. 2011, 12, 45-59.",
    "Elsevier numbered": f"P.A. Orlov, B. Quist, R.J. Tamm, {TITLE}, J. Tank Res. 12 (2011) 45-59.",
    "APS with title": f"P. A. Orlov and B. Quist, {TITLE}, J. Tank Res. 12, 45 (2011).",
    "ACM": f"Pavel Orlov and Berit Quist. 2011. {TITLE}. Journal of Tank Research 12, 3 (2011), 45-59.",
    "LaTeX plain": f"Pavel Orlov, Berit Quist, and Rein Tamm. {TITLE}. Journal of Tank Research, 12(3):45-59, 2011.",
    "Royal Society": f"Orlov PA, Quist B. 2011 {TITLE}. J. Tank Res. 12, 45-59. (doi:10.5555/jtr.2011.45)",
    "biblatex numeric": f"P. A. Orlov and B. Quist. \u201c{TITLE}.\u201d In: Journal of Tank Research 12.3 (Oct. 2011), pp. 45-59.",
    "Wiley mixed order": f"Orlov, P. A., B. Quist, and R. J. Tamm. 2011. {TITLE}. J. Tank Res. 12:45-59.",
    "Institute of Physics": f"Orlov P A, Quist B and Tamm R J 2011 {TITLE} J. Tank Res. 12 45-59",
    "Institute of Physics with a preprint": f"Orlov P A et al 2011 {TITLE} J. Tank Res. 12 45 (arXiv:hep-th/1105045)",
}


@pytest.mark.parametrize("entry", JOURNAL_STYLES.values(), ids=JOURNAL_STYLES)
def test_an_article_yields_title_year_volume_and_pages_in_every_style(entry):
    fields = read_reference_fields(entry)
    assert fields.title == TITLE
    assert fields.year == 2011
    assert fields.volume == "12"
    assert (fields.pages or "").startswith("45")
    assert (fields.venue or "").replace(".", "").startswith(("J Tank Res", "Journal of Tank Research"))


@pytest.mark.parametrize("entry", JOURNAL_STYLES.values(), ids=JOURNAL_STYLES)
def test_the_first_author_is_found_in_every_style(entry):
    first = read_reference_fields(entry).authors[0]
    assert first.split()[-1] == "Orlov"
    assert first.startswith("P")


@pytest.mark.parametrize(
    "entry",
    [
        "P. Orlov and B. Quist, Tank Commun., 2011, 12, 451.",
        "Orlov, P.; Quist, B. J. Am. Tank Soc. 2011, 12, 451.",
        "P. Orlov and B. Quist, Tank Rev. Lett. 12, 451 (2011).",
        "P. Orlov, B. Quist, and R. Tamm, J. Tank. Phys. 12, 451 (2011).",
        "P. Orlov and B. Quist, Nat. Tanks., 2011, 12, 451.",
        "Orlov P and Quist B 2011 J. Tank. Phys. 12 451",
        "Orlov P., Quist B., 2011, Tank, 12, 451",
    ],
    ids=["RSC", "ACS", "APS", "APS, short words", "RSC, short words", "IOP", "MNRAS"],
)
def test_a_style_without_titles_yields_a_venue_and_no_title(entry):
    fields = read_reference_fields(entry)
    assert fields.title is None
    assert "Tank" in (fields.venue or "")
    assert (fields.year, fields.volume, fields.pages) == (2011, "12", "451")


def test_a_question_mark_that_ends_a_title_before_a_journal_is_the_title_s():
    fields = read_reference_fields("Orlov P and Quist B 2011 Can waves be slow? Tank. Rev. 12 451-9")
    assert (fields.title, fields.venue, fields.pages) == ("Can waves be slow?", "Tank. Rev", "451-9")


def test_numbers_that_end_a_title_are_no_volume_and_page():
    fields = read_reference_fields("Orlov, P. (2011). Tanks of types 12 451. Shoal Press.")
    assert (fields.title, fields.volume) == ("Tanks of types 12 451", None)


def test_initials_that_belong_to_the_journal_are_not_the_authors():
    fields = read_reference_fields("Orlov, P.; Quist, B. J. Am. Tank Soc. 2011, 12, 451.")
    assert fields.authors == ("P. Orlov", "B. Quist")


def test_a_book_yields_its_publisher_as_venue():
    fields = read_reference_fields("Tamm, R. (2004). Basins of the north. Tallinn: Shoal Press.")
    assert (fields.title, fields.venue, fields.year) == ("Basins of the north", "Tallinn: Shoal Press", 2004)


def test_a_chapter_yields_the_book_as_venue():
    fields = read_reference_fields(
        "Tamm, R. J. Basins. In Waters of the North; Orlov, P., Quist, B., Eds.; Shoal Press: Tallinn, 2004; pp. 9-30."
    )
    assert (fields.title, fields.venue, fields.pages) == ("Basins", "Waters of the North", "9-30")


def test_a_year_in_the_title_is_not_the_year_of_publication():
    fields = read_reference_fields("Orlov P, Quist B. Tanks in 2018: a census of basins. J Tank Res 2020;12:45-59.")
    assert fields.year == 2020


def test_the_day_of_access_is_not_the_year_of_publication():
    fields = read_reference_fields(
        "Tank Office. Register of tanks. 2009. https://tanks.example/list (accessed 3 May 2019)."
    )
    assert fields.year == 2009
    assert fields.url == "https://tanks.example/list"


def test_an_undated_page_without_author_begins_with_its_title():
    fields = read_reference_fields(
        "A guide to tanks. (n.d.). In Tankpedia. Retrieved May 3, 2019, from https://tanks.example"
    )
    assert (fields.title, fields.authors, fields.year) == ("A guide to tanks", (), None)


def test_an_organisation_stands_for_the_authors():
    fields = read_reference_fields("Tank Survey Office. (2016). Depths of public basins. https://tanks.example/depths")
    assert fields.authors == ("Tank Survey Office",)
    assert fields.title == "Depths of public basins"


def test_names_that_look_like_none_do_not_end_the_author_list():
    fields = read_reference_fields(
        "Orlov, P., Lilian, Quist, B., tank-bot, \u2026 Tamm, R. (2022). Open tanks. Zenodo."
    )
    assert fields.title == "Open tanks"
    assert fields.year == 2022


def test_preprints_yield_their_arxiv_id():
    fields = read_reference_fields("Orlov, P., and Quist, B. Deep tanks. arXiv preprint arXiv:2101.00042v3, 2021.")
    assert (fields.arxiv_id, fields.year, fields.title) == ("2101.00042", 2021, "Deep tanks")


def test_a_doi_that_a_line_end_broke_is_mended():
    assert (
        read_reference_fields("Orlov P. Tanks. J Tank Res. doi:10.5555/1365- 2664.12482").doi
        == "10.5555/1365-2664.12482"
    )


@given(st.text(max_size=400))
def test_no_text_makes_the_reader_fail(text):
    fields = read_reference_fields(text)
    assert fields.year is None or 1500 <= fields.year <= 2099


@pytest.mark.parametrize("numbers", ["2004;1703:11-9", "2004, 1703, 11-19"])
def test_a_volume_that_looks_like_a_year_is_a_volume(numbers: str) -> None:
    fields = read_reference_fields(f"Orlov P, Quist B. The tides of a small tank. Biochim Biophys Acta {numbers}.")
    assert (fields.year, fields.volume) == (2004, "1703")


def test_two_words_without_volume_or_pages_are_a_title_and_no_journal() -> None:
    fields = read_reference_fields(
        "Doe, J. A., & Roe, M. (2016). Steerable CNNs. https://doi.org/10.48550/arXiv.1612.08498"
    )
    assert (fields.title, fields.venue) == ("Steerable CNNs", None)
