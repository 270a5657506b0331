# ruff: noqa: E501
"""One invented entry in each bibliographic style, and the fields it must yield."""

from __future__ import annotations

import time

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
    "Copernicus": f"Orlov, P. A., Quist, B., and Tamm, R. J.: {TITLE}, J. Tank Res., 12, 45-59, 2011.",
    "American Meteorological Society": f"Orlov, P. A., and B. Quist, 2011: {TITLE}. J. Tank Res., 12, 45-59.",
    "Science": f"P. A. Orlov, B. Quist, R. J. Tamm, {TITLE}. J. Tank Res. 12, 45-59 (2011).",
    "Optica": f"P. A. Orlov and B. Quist, \u201c{TITLE},\u201d J. Tank Res. 12(3), 45-59 (2011).",
    "JHEP": f"P.A. Orlov and B. Quist, {TITLE}, J. Tank Res. 12 (2011) 45 [hep-th/1105045].",
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
        "P. Orlov, B. Quist et al., Tank (London) 12, 451 (2011).",
        "Orlov P., Quist B., 2011, Tank, 12, 451",
        "Orlov P., Quist B., 2011, Tanks in Science & Engineering, 12, 451",
    ],
    ids=[
        "RSC",
        "ACS",
        "APS",
        "APS, short words",
        "RSC, short words",
        "IOP",
        "APS with a place",
        "MNRAS",
        "MNRAS in full",
    ],
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


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (
            "Tank Search and Share Basins. Available online: https://tanks.example (accessed on 10 May 2014).",
            "Tank Search and Share Basins",
        ),
        ("The Tank Workbench. (n.d.). Retrieved May 1, 2023, from https://tanks.example", "The Tank Workbench"),
    ],
)
def test_a_page_of_which_only_a_name_is_printed_has_it_as_title(entry, title):
    fields = read_reference_fields(entry)
    assert (fields.title, fields.authors) == (title, ())


@pytest.mark.parametrize(
    "entry",
    [
        "(a) Orlov, P.; Quist, B. Tank. Rev. 1995, 95, 2457. (b) Tamm, R. J. Tank. Chem. 1999, 576, 147.",
        "a) P. Orlov, B. Quist, Tank. Rev. 1995, 95, 2457; b) R. Tamm, Tank, 2002, 417, 813.",
        "P. Orlov and B. Quist, Tank. Rev. 95, 2457 (1995); 96, 1307(E) (1995).",
    ],
)
def test_of_an_entry_with_several_works_the_first_is_read(entry):
    fields = read_reference_fields(entry)
    assert (fields.authors, fields.title, fields.venue) == (("P. Orlov", "B. Quist"), None, "Tank. Rev")
    assert (fields.year, fields.volume, fields.pages) == (1995, "95", "2457")


@pytest.mark.parametrize("see", ["See, e.g., ", "See also ", "see for example ", "Cf. ", "See "])
def test_a_word_of_reference_before_the_authors_is_none_of_them(see):
    fields = read_reference_fields(f"{see}P. Orlov, Tank. Rev. Lett. 12, 451 (2011).")
    assert (fields.authors, fields.title, fields.venue) == (("P. Orlov",), None, "Tank. Rev. Lett")


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


def test_accents_that_came_off_their_letters_do_not_end_the_author_list():
    fields = read_reference_fields(
        "P. Orlov, B. Qu \u00a8 ist, and R. Tamm, \u201cOpen tanks,\u201d Tank Res., vol. 8, pp. 45-59, 1996."
    )
    assert (fields.authors[::2], len(fields.authors)) == (("P. Orlov", "R. Tamm"), 3)
    assert (fields.title, fields.year) == ("Open tanks", 1996)


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


@pytest.mark.parametrize(
    "title",
    [
        "Computer \u201cexperiments\u201d on fluids",
        "\u201cTheory of tanks\u201d and its critics",
        "Remarks on \u201cdeep\u201d TANKS",
    ],
)
def test_quotes_inside_a_title_do_not_end_it(title: str) -> None:
    fields = read_reference_fields(f"Orlov P, Quist B. {title}. J Tank Res. 2011;12:45-59.")
    assert (fields.title or "").strip("\u201c") == title.strip("\u201c")
    assert fields.venue == "J Tank Res"


@pytest.mark.parametrize("name", ["Ocotea quixos (Lam.) Kosterm.", "Silybum marianum (L.)", "O. rigida (Kost.) Kost."])
def test_the_authority_of_a_species_does_not_end_a_title(name: str) -> None:
    title = f"Oils of {name} (Lauraceae) calices from tanks"
    fields = read_reference_fields(f"Orlov, P.; Quist, B. {title}. J. Tank. Res. 2011, 12, 45\u201359.")
    assert (fields.title, fields.venue) == (title, "J. Tank. Res")


def test_a_single_name_among_authors_does_not_end_them() -> None:
    fields = read_reference_fields("Orlov P, Wirda, Quist B, et al. (2011) Slow waves in tanks. Tank J 31: 45-59.")
    assert (fields.authors, fields.title) == (("P. Orlov", "Wirda", "B. Quist"), "Slow waves in tanks")


def test_two_strokes_part_title_and_journal() -> None:
    fields = read_reference_fields(
        "\u041e\u0440\u043b\u043e\u0432 \u041f. \u0410. \u0412\u043e\u043b\u043d\u044b // "
        "\u0411\u0430\u0441\u0441\u0435\u0439\u043d. 1954. \u0422. 98, \u2116 6. \u0421. 527\u2013530."
    )
    assert (fields.title, fields.venue) == (
        "\u0412\u043e\u043b\u043d\u044b",
        "\u0411\u0430\u0441\u0441\u0435\u0439\u043d",
    )
    assert (fields.year, fields.volume, fields.pages) == (1954, "98", "527\u2013530")


def test_a_page_that_looks_like_a_year_is_told_by_the_bracketed_year_behind_it() -> None:
    fields = read_reference_fields("Orlov, P. & Quist, B. Slow waves in tanks. Tank Rep. 3, 2014 (2013).")
    assert (fields.year, fields.volume, fields.pages) == (2013, "3", "2014")


def test_a_volume_that_is_the_year_is_a_volume_where_the_year_stands_before() -> None:
    fields = read_reference_fields("Orlov P (1980) Slow waves in tanks. Tankeia 1980: 193-209.")
    assert (fields.volume, fields.pages) == ("1980", "193-209")


@pytest.mark.parametrize("end", ["Tallinn. 2001; 116-129.", "2001: 116-129."])
def test_pages_behind_the_year_alone_leave_the_volume_open(end: str) -> None:
    fields = read_reference_fields(f"Orlov P, Quist B. Slow waves in tanks. Tank Office Record. {end}")
    assert (fields.year, fields.volume, fields.pages) == (2001, None, "116-129")


@pytest.mark.parametrize(
    ("numbers", "pages"),
    [("Vol. 12 (ed. Tamm, R.) Ch. 1, 28-29", "28-29"), ("vol. 12, supplement 1, pp. S37-S43, 1995", "S37-S43")],
)
def test_pages_may_stand_apart_from_their_volume(numbers: str, pages: str) -> None:
    fields = read_reference_fields(f"P. Orlov, \u201cSlow waves,\u201d Tank Journal, {numbers}.")
    assert (fields.volume, fields.pages) == ("12", pages)


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("Slow waves in tanks.Proc. Tank. Soc. 24, 1205\u20131217", ("24", "1205\u20131217")),
        ("Slow waves in tanks. Proc. Tank. Soc.24, 1205\u20131217", ("24", "1205\u20131217")),
        ("Slow waves in tanks. Proc. Tank. Soc. 24, 18 964\u201318 969", ("24", "18964\u201318969")),
    ],
    ids=["before a journal", "before a volume", "inside pages"],
)
def test_blanks_that_the_text_layer_lost_or_set_inside_numbers_part_no_fields(printed, numbers) -> None:
    fields = read_reference_fields(f"Orlov P, Quist B. 2014 {printed}.")
    assert (fields.title, fields.venue) == ("Slow waves in tanks", "Proc. Tank. Soc")
    assert (fields.volume, fields.pages) == numbers


def test_a_comma_inside_the_quotes_ends_a_title_whatever_follows() -> None:
    fields = read_reference_fields("P. Orlov, \u201cSlow waves,\u201d unpublished, 2001.")
    assert (fields.title, fields.venue) == ("Slow waves", "unpublished")


def test_names_with_a_stop_inside_stay_whole() -> None:
    fields = read_reference_fields(
        "Orlov, P. (2011). Learning Tank.js and Basin.Net in H1N1, 2009 waters. Shoal Press."
    )
    assert fields.title == "Learning Tank.js and Basin.Net in H1N1, 2009 waters"


@pytest.mark.parametrize(
    "piece", ["(Aa, ", "J. ", "A, ", "Ph. 12 ", "in A (", "a b ", "12-", "1990, ", "A Group ", "((("]
)
def test_a_long_entry_is_read_in_little_time(piece: str) -> None:
    began = time.process_time()
    read_reference_fields("P. Orlov, " + piece * 20_000)
    read_reference_fields(piece * 20_000)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("month", ["January", "Aug.", "June", "Feb/Mar", "April 27\u201328,", "Sept."])
def test_the_month_of_a_year_is_no_part_of_title_or_name(month: str) -> None:
    fields = read_reference_fields(f"Paul Orlov. In defence of slow tanks, {month} 2009. http://tanks.example/54.")
    assert (fields.authors, fields.title, fields.year) == (("Paul Orlov",), "In defence of slow tanks", 2009)
    assert read_reference_fields(f"Lessfs, {month} 2012. www.lessfs.example.").title == "Lessfs"


def test_a_month_within_a_title_is_kept() -> None:
    fields = read_reference_fields("P. Orlov. The tanks of May 1968 in the north. Tank Records, 3(2):1-5, 1999.")
    assert fields.title == "The tanks of May 1968 in the north"


@pytest.mark.parametrize("printed", ["hep-th/0106109", "arXiv:cond-mat/0106109"])
def test_the_number_of_a_preprint_is_no_title(printed: str) -> None:
    fields = read_reference_fields(f"P. Orlov and B. Quist, {printed}, to be published (2001).")
    assert (fields.title, fields.arxiv_id) == (None, printed.removeprefix("arXiv:"))


@pytest.mark.parametrize("begun", ["Quist, T., Orlov, A.: Waves, tides and tanks", "T. Quist. Waves, tides and tanks"])
@pytest.mark.parametrize("meeting", ["Tankspeech", "ICWT"])
def test_a_meeting_in_brackets_is_no_part_of_a_title(begun: str, meeting: str) -> None:
    fields = read_reference_fields(f"{begun} ({meeting} 2015).")
    assert (fields.title, fields.venue, fields.year) == ("Waves, tides and tanks", meeting, 2015)
