from __future__ import annotations

from tests.parsing.jats_articles import cited, listed, made


def _name(family: str, given: str) -> str:
    return f"<name><surname>{family}</surname><given-names>{given}</given-names></name>"


def test_names_and_fields_that_stand_side_by_side_are_told_apart() -> None:
    group = f"<person-group>{_name('Abeles', 'F. B.')}{_name('Morgan', 'P. W.')}</person-group>"
    entry = f"{group} (<year>2012</year>). <article-title>Ethylene in plants.</article-title> <source>Cell</source>."
    (reference,) = made(back=listed(entry)).references
    assert reference.text == "Abeles F. B., Morgan P. W. (2012). Ethylene in plants. Cell."
    assert (reference.title, reference.authors) == ("Ethylene in plants", ("F. B. Abeles", "P. W. Morgan"))


def test_the_number_of_pubmed_behind_a_doi_is_no_part_of_it() -> None:
    number = '<pub-id pub-id-type="pmid">25061203</pub-id>'
    one, two = made(back=listed(f"Doe J. doi: 10.1126/science.1251818{number}", f"Roe J. PMID: {number}")).references
    assert (one.doi, one.text) == ("10.1126/science.1251818", "Doe J. doi: 10.1126/science.1251818")
    assert two.text == "Roe J. PMID: 25061203"


def test_an_entry_without_markup_is_read_by_its_text() -> None:
    entry = "McDiarmid RW, Altig R (1999) Tadpoles: the biology of anuran larvae. Chicago: University of Chicago Press."
    (reference,) = made(back=listed(entry)).references
    assert (reference.title, reference.year) == ("Tadpoles: the biology of anuran larvae", 1999)
    assert reference.authors == ("R. W. McDiarmid", "R. Altig")


def test_of_a_name_in_several_scripts_the_first_is_read() -> None:
    names = f"<name-alternatives>{_name('Li', 'W')}<name><surname>\u674e</surname></name></name-alternatives>"
    group = "<collab-alternatives><collab>WHO</collab></collab-alternatives><article-title>A title</article-title>"
    (reference,) = made(back=listed(f"{names}{group}")).references
    assert reference.authors == ("W Li", "WHO")


def test_a_number_that_holds_several_works_cites_them_all() -> None:
    both = "Aa 2000.</mixed-citation><mixed-citation>Bb 2001."
    document = made(
        body=f"<p>Known [{cited(1)}, {cited(3)}] and [{cited(1)}\u2013{cited(3)}].</p>", back=listed(both, "C", "D")
    )
    order = {reference.id: reference.text for reference in document.references}
    found = [[order[reference] for reference in citation.references] for citation in document.citations]
    assert found == [["Aa 2000.", "Bb 2001.", "D"], ["Aa 2000.", "Bb 2001.", "C", "D"]]


def test_a_link_that_names_both_ends_of_a_printed_range_cites_what_stands_between() -> None:
    both = "Aa 2000.</mixed-citation><mixed-citation>Bb 2001."
    link = '<xref ref-type="bibr" rid="r1 r3">1\u20133</xref>'
    (citation,) = made(body=f"<p>Known [{link}].</p>", back=listed(both, "C", "D")).citations
    assert len(citation.references) == 4


def test_of_alternatives_the_one_with_fields_is_read() -> None:
    plain = "<mixed-citation>Doe J. Tides. 2000.</mixed-citation>"
    marked = f"<element-citation>{_name('Doe', 'J')}<article-title>Tides</article-title></element-citation>"
    entry = f"<ref><citation-alternatives>{plain}{marked}</citation-alternatives></ref>"
    (reference,) = made(back=f"<ref-list>{entry}</ref-list>").references
    assert (reference.title, reference.authors) == ("Tides", ("J Doe",))


def test_a_note_in_the_list_keeps_its_words() -> None:
    (note,) = made(back='<ref-list><ref id="n"><note><p>See the data.</p></note></ref></ref-list>').references
    assert note.text == "See the data."


def test_an_entry_without_markup_has_its_year_though_author_and_title_cannot_be_told_apart() -> None:
    (entry,) = made(back=listed("And Z. Also. 2004.")).references
    assert entry.year == 2004
