"""What a JATS source keeps apart or leaves to the printer: floats at its end, links without text."""

from __future__ import annotations

import pytest
from tests.parsing.jats_articles import listed, made

from k1.errors import FailureKind, PaperError
from k1.parsing.jats.document import parse_jats
from k1.schema.documents import Document


def with_floats(body: str, floats: str) -> Document:
    article = (
        f"<article><front><article-meta/></front><body>{body}</body><floats-group>{floats}</floats-group></article>"
    )
    return parse_jats(article.encode(), name="x", file_sha256="0" * 64)


def figure(number: int) -> str:
    return f'<fig id="f{number}"><label>Figure {number}</label><caption><p>Waves.</p></caption></fig>'


def link(rid: str, text: str = "") -> str:
    return f'<xref ref-type="fig" rid="{rid}">{text}</xref>'


def test_a_float_kept_apart_stands_behind_the_paragraph_that_names_it_first() -> None:
    first, second = (
        f"<p>As {link('f2', 'Figs 2')} and {link('f1', '1')} say.</p><p>Then.</p>",
        f"<p>{link('f1', '1')}.</p>",
    )
    body = f"<sec><title>A</title>{first}</sec><sec><title>B</title>{second}</sec>"
    document = with_floats(body, f"{figure(1)}{figure(2)}{figure(3)}")
    assert [(unit.text, unit.section_path) for unit in document.units] == [
        ("As Figs 2 and 1 say.", ("A",)),
        ("Figure 2 Waves.", ("A",)),
        ("Figure 1 Waves.", ("A",)),
        ("Then.", ("A",)),
        ("1.", ("B",)),
        ("Figure 3 Waves.", ()),
    ]


def test_a_float_named_in_a_list_or_a_box_stands_behind_the_whole() -> None:
    body = f"<sec><title>A</title><list><list-item><p>{link('f1', 'Fig. 1')}</p></list-item></list><p>End.</p></sec>"
    assert [unit.text for unit in with_floats(body, figure(1)).units] == ["Fig. 1", "Figure 1 Waves.", "End."]


def test_a_link_without_text_is_printed_as_what_it_links_to_is_called() -> None:
    body = (
        f'<sec id="s"><title>Methods</title><p>See {link("s")}, {link("f1")} and {link("none")}.</p>{figure(1)}</sec>'
    )
    assert made(body=body).units[0].text == "See Methods, Figure 1 and ."


def test_no_mark_of_a_note_or_entry_goes_on_with_a_word_or_a_number() -> None:
    table = f"<table-wrap><table><tr><td>12.3{link('n')}</td></tr></table></table-wrap>"
    note = '<fn-group><fn id="n"><label>1</label><p>Note.</p></fn></fn-group>'
    document = made(body=f"<p>In 2010{link('r1')}, then{link('n')}.</p>{table}", back=listed("One. 2001.") + note)
    assert document.units[0].text == "In 2010[1], then."
    assert [unit.cells for unit in document.units if unit.cells] == [(("12.3",),)]
    assert [citation.marker for citation in document.citations] == ["[1]"]


@pytest.mark.parametrize("label", ["<label>[2]</label>", ""])
def test_a_citation_without_text_cites_its_entry(label: str) -> None:
    entries = listed("One. 2001.", "Two. 2002.").replace("<label>1</label>", "").replace("<label>2</label>", label)
    document = made(body='<p>Found <xref ref-type="bibr" rid="r2"/> first.</p>', back=entries)
    assert document.units[0].text == ("Found [2] first." if label else "Found 2 first.")
    assert [citation.references for citation in document.citations] == [(document.references[1].id,)]


def test_a_set_of_several_articles_is_refused_and_of_one_read() -> None:
    article = b"<article><front><article-meta/></front><body><p>Text.</p></body></article>"
    with pytest.raises(PaperError) as caught:
        parse_jats(b"<pmc-articleset>" + article * 2 + b"</pmc-articleset>", name="x", file_sha256="0" * 64)
    assert (caught.value.kind, caught.value.remedy) == (FailureKind.UNSUPPORTED, "give each article a file of its own")
    whole = parse_jats(b"<pmc-articleset>" + article + b"</pmc-articleset>", name="x", file_sha256="0" * 64)
    assert [unit.text for unit in whole.units] == ["Text."]


def test_an_article_of_another_schema_is_no_jats() -> None:
    def article(namespace: str) -> bytes:
        return f'<article xmlns="{namespace}"><body><p>Text.</p></body></article>'.encode()

    with pytest.raises(PaperError) as caught:
        parse_jats(article("http://www.elsevier.com/xml/ja/dtd"), name="x", file_sha256="0" * 64)
    assert caught.value.kind is FailureKind.UNSUPPORTED
    for namespace in ("https://jats.nlm.nih.gov/ns/archiving/1.3/", "http://dtd.nlm.nih.gov/2.0/xsd/archivearticle"):
        assert parse_jats(article(namespace), name="x", file_sha256="0" * 64).units
