from __future__ import annotations

import hashlib

import pytest
from tests.parsing.jats_articles import made

from k1.extraction.metadata import metadata_fields
from k1.schema.documents import Paper
from k1.schema.vocabulary import UnitRole

EMAILS = ("ada@x.org", "info@x.org", "b.bell@x.org")


def author(given: str, family: str, *links: tuple[str, str]) -> str:
    name = f"<name><surname>{family}</surname><given-names>{given}</given-names></name>"
    linked = "".join(f'<xref ref-type="{kind}" rid="{target}"/>' for kind, target in links)
    return f'<contrib contrib-type="author">{name}{linked}</contrib>'


def group(*contributors: str) -> str:
    return f"<contrib-group>{''.join(contributors)}</contrib-group>"


def emails(paper: Paper) -> list[str | None]:
    known = {hashlib.sha256(email.encode()).hexdigest(): email for email in EMAILS}
    return [known[author.email_sha256] if author.email_sha256 else None for author in paper.authors]


def test_addresses_in_an_affiliation_go_to_the_authors_with_the_initials_behind_them() -> None:
    both = [author("Ada M.", "de Ley", ("aff", "a")), author("Bo", "Ray-Bell", ("aff", "a"))]
    written = "; E-Mails: <email>info@x.org</email> (B.R.-B.); <email>ada@x.org</email> (A.M.d.L.)"
    paper = made(f'{group(*both)}<aff id="a"><label>1</label>A Lab, UK{written}</aff>').paper
    assert emails(paper) == ["ada@x.org", "info@x.org"]
    assert paper.authors[0].affiliations == ("A Lab, UK",)


@pytest.mark.parametrize(
    ("written", "owners"),
    [
        ("<email>b.bell@x.org</email>; <email>info@x.org</email>", ["info@x.org", "b.bell@x.org"]),
        ("<email>info@x.org</email>", ["info@x.org", None]),
    ],
)
def test_a_shared_note_gives_each_address_to_one_author(written: str, owners: list[str | None]) -> None:
    both = [author("A", "Aa", ("corresp", "c")), author("B", "Bell", ("corresp", "c"))]
    paper = made(f'{group(*both)}<author-notes><corresp id="c">Write: {written}</corresp></author-notes>').paper
    assert emails(paper) == owners
    assert [author.corresponding for author in paper.authors] == [True, True]


def test_a_note_to_whom_to_write_may_be_a_footnote_or_name_its_author_by_the_address_alone() -> None:
    note = '<fn id="n" fn-type="corresp"><p>Write: <email>info@x.org</email></p></fn>'
    noted = made(f"{group(author('A', 'Aa', ('author-notes', 'n')))}<author-notes>{note}</author-notes>").paper
    assert (emails(noted), noted.authors[0].corresponding) == (["info@x.org"], True)
    free = "<author-notes><corresp>Write: <email>b.bell@x.org</email></corresp></author-notes>"
    assert emails(made(group(author("A", "Aa"), author("B", "Bell")) + free).paper) == [None, "b.bell@x.org"]


def test_groups_and_affiliations_in_several_languages_are_read_once() -> None:
    consortium = "<collab-alternatives><collab>The Group</collab><collab>Le Groupe</collab></collab-alternatives>"
    places = "<aff><institution>Lab</institution></aff><aff><institution>Labo</institution></aff>"
    contributor = f'<contrib contrib-type="Author">{consortium}<xref ref-type="aff" rid="a"/></contrib>'
    paper = made(f'{group(contributor)}<aff-alternatives id="a">{places}</aff-alternatives>').paper
    assert [(author.name, author.affiliations) for author in paper.authors] == [("The Group", ("Lab",))]


def test_dates_may_name_the_month_or_give_iso_8601_alone() -> None:
    received = '<date date-type="received" iso-8601-date="2019-05-06"><string-date>6 May 2019</string-date></date>'
    accepted = '<date date-type="accepted"><day>1</day><month>Sept</month><year>2019</year></date>'
    issue = '<pub-date date-type="collection" publication-format="electronic"><year>2021</year></pub-date>'
    online = '<pub-date date-type="pub" publication-format="electronic"><month>2</month><year>2020</year></pub-date>'
    paper = made(f"{issue}{online}<history>{received}{accepted}</history>").paper
    assert [date.date for date in paper.dates] == ["2019-05-06", "2019-09-01", "2020-02"]


def test_the_abstract_is_the_one_without_a_kind_and_has_no_heading_or_notice() -> None:
    lay = '<abstract abstract-type="web-summary"><title>In brief</title><p>Lay.</p></abstract>'
    notice = "<sec><title>Electronic supplementary material</title><p>The online version has more.</p></sec>"
    own = f"<abstract><title>Summary</title><sec><title>Aim</title><p>We test.</p></sec>{notice}</abstract>"
    document = made(lay + own)
    assert document.paper.abstract == "Aim. We test."
    assert [(unit.text, unit.section_path) for unit in document.units] == [
        ("We test.", ("Summary", "Aim")),
        ("Lay.", ("In brief",)),
    ]


def test_keywords_are_those_of_the_first_language_and_their_parts_stand_apart() -> None:
    parts = "".join(f"<compound-kwd-part>{part}</compound-kwd-part>" for part in ("Q10", "teeth"))
    english = f'<kwd-group xml:lang="en"><kwd>bone</kwd><compound-kwd>{parts}</compound-kwd></kwd-group>'
    assert made(f'{english}<kwd-group xml:lang="fr"><kwd>os</kwd></kwd-group>').paper.keywords == ("bone", "Q10 teeth")


def test_what_the_front_declares_is_read_once_and_its_links_are_resources() -> None:
    where = "https://doi.org/10.5061/dryad.abc"
    paid = "<funding-group><funding-statement>Paid by N.</funding-statement></funding-group>"
    named = f"<meta-name>Data Availability</meta-name><meta-value>See <uri>{where}</uri>.</meta-value>"
    meta = f"{paid}<custom-meta-group><custom-meta>{named}</custom-meta></custom-meta-group>"
    document = made(meta)
    assert [unit.text for unit in document.units] == ["Funding: Paid by N.", f"Data Availability: See {where}."]
    assert {unit.role for unit in document.units} == {UnitRole.BACK_MATTER}
    assert [resource.url for resource in document.paper.resources] == [where]
    twice = made(meta, back="<ack><p>Paid by N. Thanks.</p></ack>")
    assert twice.units[0].text == "Paid by N. Thanks." and len(twice.units) == 2


def test_licence_journal_language_and_arxiv_id_are_found_where_older_files_give_them() -> None:
    said = "<copyright-statement>CC BY 4.0, https://creativecommons.org/licenses/by/4.0/</copyright-statement>"
    number = '<article-id pub-id-type="arxiv">arXiv:2001.00001v2</article-id>'
    journal = "<journal-meta><abbrev-journal-title>J Tests</abbrev-journal-title></journal-meta>"
    paper = made(f"{number}<permissions>{said}</permissions>", journal=journal).paper
    assert (paper.licence, paper.venue, paper.arxiv_id) == ("CC-BY-4.0", "J Tests", "2001.00001")


def test_the_facts_of_module_a_stand_on_a_title_page() -> None:
    title = "<title-group><article-title>Slow tides</article-title></title-group>"
    written = '<pub-date pub-type="epub"><day>3</day><month>12</month><year>2020</year></pub-date>'
    kwd = "<kwd-group><kwd>tides</kwd></kwd-group>"
    document = made(f"{title}{group(author('Ada', 'Lovelace'))}{written}{kwd}", body="<p>Text.</p>")
    facts = {(fact.field, fact.value): fact.provenance.quote for fact in metadata_fields(document)}
    assert facts["title", "Slow tides"] == "Slow tides"
    assert facts["author", "Ada Lovelace"] == "Ada Lovelace"
    assert facts["date", "published 2020-12-03"] == "published 2020-12-03"
    assert {("keyword", "tides"), ("year", "2020")} <= facts.keys()
    assert {unit.role for unit in document.units[:-1]} == {UnitRole.FRONT_MATTER}


def test_notes_inside_notes_and_notes_that_the_back_matter_repeats_are_read_once() -> None:
    open_data = "<notes><title>Data availability</title><p>All are open.</p><p>See Z.</p></notes>"
    interest = "<notes><title>Competing interest</title><p>None declared.</p></notes>"
    document = made(f"<notes><title>Statements</title>{open_data}{interest}</notes>", back=open_data)
    read = ["All are open.", "See Z.", "Competing interest: None declared."]
    assert [unit.text for unit in document.units] == read


def test_supplementary_findings_of_an_abstract_are_read() -> None:
    findings = "<sec><title>Supplementary outcomes</title><p>Pain fell.</p></sec>"
    assert made(f"<abstract>{findings}</abstract>").units[0].text == "Pain fell."


def test_a_note_without_links_is_for_the_authors_who_are_flagged_and_else_for_nobody_whom_it_does_not_name() -> None:
    note = "<author-notes><corresp>Write: <email>info@x.org</email></corresp></author-notes>"
    both = [author("A", "Aa"), author("B", "Bell")]
    assert emails(made(group(*both) + note).paper) == [None, None]
    both[1] = both[1].replace("<contrib ", '<contrib corresp="yes" ')
    assert emails(made(group(*both) + note).paper) == [None, "info@x.org"]


def test_a_family_name_that_two_share_and_words_in_brackets_do_not_mislead() -> None:
    zhangs = [author(given, "Bell", ("corresp", "c")) for given in ("Ann", "Ben C.")]
    note = '<author-notes><corresp id="c"><email>b.bell@x.org</email>{}</corresp></author-notes>'
    assert emails(made(group(*zhangs) + note.format(" (B.B.)")).paper) == [None, None]
    bell = author("Ben C.", "Bell", ("corresp", "c"))
    for behind in (" (B.B.)", " (main author)"):
        assert emails(made(group(author("Ann", "Aa"), bell) + note.format(behind)).paper) == [None, "b.bell@x.org"]


def test_an_address_that_an_author_has_alone_is_given_to_no_other_of_a_shared_note() -> None:
    own = "</name><address><email>info@x.org</email></address>"
    both = [author("A", "Aa", ("corresp", "c")), author("B", "Bell", ("corresp", "c")).replace("</name>", own)]
    note = '<author-notes><corresp id="c"><email>info@x.org</email></corresp></author-notes>'
    assert emails(made(group(*both) + note).paper) == [None, "info@x.org"]


def test_a_summary_is_the_abstract_where_there_is_no_other() -> None:
    summary = '<abstract abstract-type="summary"><p>Tides rose.</p></abstract>'
    assert made(summary).paper.abstract == "Tides rose."
    assert made(f"{summary}<abstract><p>We saw tides.</p></abstract>").paper.abstract == "We saw tides."


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("<name-alternatives>{eastern}{western}</name-alternatives>", "Xiaoming Wang"),
        ("{eastern}{western}", "Xiaoming Wang"),
        ("{eastern}", "王 小明"),
    ],
)
def test_of_names_in_several_scripts_the_one_in_latin_letters_is_read(name: str, read: str) -> None:
    eastern = '<name name-style="eastern"><surname>王</surname><given-names>小明</given-names></name>'
    western = '<name name-style="western"><surname>Wang</surname><given-names>Xiaoming</given-names></name>'
    (found,) = made(group(f"<contrib>{name.format(eastern=eastern, western=western)}</contrib>")).paper.authors
    assert found.name == read


@pytest.mark.parametrize(
    ("spelled", "date"),
    [
        ("Received: 24 February 2014", "2014-02-24"),
        ("February 24th, 2014", "2014-02-24"),
        ("July 2014", "2014-07"),
        ("Spring 2014", "2014"),
    ],
)
def test_a_date_may_be_spelled_out(spelled: str, date: str) -> None:
    history = f'<history><date date-type="received"><string-date>{spelled}</string-date></date></history>'
    assert [found.date for found in made(history).paper.dates] == [date]


def test_a_funder_whom_no_statement_and_no_text_names_is_declared() -> None:
    given = "<funding-group><award-group><funding-source>{}</funding-source></award-group></funding-group>"
    funder = (
        "<institution-wrap><institution-id>id7</institution-id><institution>The Fund</institution></institution-wrap>"
    )
    assert [unit.text for unit in made(given.format(funder), "<p>Text.</p>").units] == ["Text.", "Funding: The Fund"]
    assert [unit.text for unit in made(given.format("The Fund"), "<p>The Fund paid.</p>").units] == ["The Fund paid."]


def test_the_title_in_another_language_is_on_the_title_page() -> None:
    translated = '<trans-title-group xml:lang="en"><trans-title>Tides</trans-title></trans-title-group>'
    document = made(f"<title-group><article-title>Marées</article-title>{translated}</title-group>")
    assert (document.paper.title, [unit.text for unit in document.units]) == ("Marées", ["Marées", "Tides"])


def test_authors_are_those_whose_kind_or_whose_group_says_so() -> None:
    def named(kind: str, name: str) -> str:
        return f'<contrib contrib-type="{kind}"><name><surname>{name}</surname></name></contrib>'

    mixed = group(named("Corresponding Author", "A"), named("editor", "B"), named("person", "C"))
    wrote = f'<contrib-group content-type="author">{named("person", "D")}{named("group", "E")}</contrib-group>'
    edited = f'<contrib-group content-type="editor">{named("person", "F")}</contrib-group>'
    assert [author.name for author in made(mixed + wrote + edited).paper.authors] == ["A", "D", "E"]


@pytest.mark.parametrize(
    ("given", "orcid"), [("0000-0002-1825-0097", "0000-0002-1825-0097"), ("0000-0000-0000-0000", None)]
)
def test_an_orcid_with_a_wrong_check_digit_is_none(given: str, orcid: str | None) -> None:
    named = "<name><surname>King</surname></name>"
    linked = f'<contrib-id contrib-id-type="orcid">https://orcid.org/{given}</contrib-id>'
    document = made(group(f'<contrib contrib-type="author">{linked}{named}</contrib>'))
    assert document.paper.authors[0].orcid == orcid
