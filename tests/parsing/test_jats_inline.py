from __future__ import annotations

import pytest
from tests.parsing.jats_articles import cited, listed, made

from k1.schema.documents import Document

LIST = listed(*(f"Doe {number}." for number in range(1, 9)))


def read(document: Document) -> list[tuple[str, list[int]]]:
    """Markers and the places in the list that they cite."""
    place = {reference.id: reference.order + 1 for reference in document.references}
    return [(citation.marker, [place[key] for key in citation.references]) for citation in document.citations]


@pytest.mark.parametrize(
    ("printed", "marker", "places"),
    [
        (f"A [{cited(3)}]\u2013[{cited(5)}].", "[3]\u2013[5]", [3, 4, 5]),
        (f"A [{cited(3)}\u2013{cited(5)}].", "[3\u20135]", [3, 4, 5]),
        (f"A<sup>{cited(1)}{cited(2)}</sup>.", "1,2", [1, 2]),
        (f"A<sup>{cited(1)}<x>,</x>{cited(4)}</sup>.", "1,4", [1, 4]),
        (f"A {cited(1, '[1]')}{cited(2, '[2]')}.", "[1][2]", [1, 2]),
        (f"A {cited(1, 'Doe, ')}{cited(1, '2010')}.", "Doe, 2010", [1]),
        (f"A<sup>{cited(1, '1')}{cited(1, '2')}</sup>.", "12", [1]),
    ],
)
def test_neighbouring_links_are_one_marker_as_print_has_it(printed: str, marker: str, places: list[int]) -> None:
    assert read(made(body=f"<p>{printed}</p>", back=LIST)) == [(marker, places)]


def test_indents_of_the_source_are_no_blanks_inside_brackets_or_before_punctuation() -> None:
    body = f"<p>Seen (\n  <italic>R. rana</italic>\n  ) and\n  {cited(1, '[1]')}\n  ,\n  {cited(2, '[2]')}\n  .</p>"
    pages = "<volume>16</volume>\n  :\n  <fpage>131</fpage>\n  \u2013\n  <lpage>142</lpage>\n  ."
    document = made(body=body, back=listed(f"Doe. {pages}"))
    assert document.units[0].text == "Seen (R. rana) and [1], [2]."
    assert document.references[0].text == "Doe. 16: 131\u2013142."


MATH = "<mml:mi>f</mml:mi><mml:mfenced><mml:mi>x</mml:mi><mml:mi>y</mml:mi></mml:mfenced>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (f"<mml:math>{MATH}</mml:math>", "f(x, y)"),
        ("<mml:math><mml:mi>sin</mml:mi><mml:mo>\u2061</mml:mo><mml:mi>x</mml:mi></mml:math>", "sinx"),
        ("<mml:math><mml:mroot><mml:mi>a</mml:mi><mml:mn>3</mml:mn></mml:mroot></mml:math>", "(a)^(1/3)"),
        ('<mml:math><mml:mi>q</mml:mi><mml:annotation encoding="LaTeX">\\alpha</mml:annotation></mml:math>', "\\alpha"),
        ('<mml:math><mml:mi>q</mml:mi><mml:annotation encoding="text/x">no</mml:annotation></mml:math>', "q"),
        ("<mml:math><mml:mi>a</mml:mi></mml:math> and <mml:math><mml:mi>b</mml:mi></mml:math>", "a and b"),
        ("<italic>R</italic> = <mml:math><mml:mi>b</mml:mi></mml:math>", "R = b"),
        ("<tex-math>\\beta</tex-math><mml:math><mml:mi>b</mml:mi></mml:math>", "\\beta"),
    ],
)
def test_a_formula_is_read_whole_and_once(formula: str, text: str) -> None:
    assert made(body=f"<disp-formula>{formula}</disp-formula>").units[0].text == text


def test_names_of_characters_are_read_in_formulas_and_code() -> None:
    body = "<code>a &lt; &alpha;</code><disp-formula><tex-math>q&alpha;</tex-math></disp-formula>"
    math = "<disp-formula><mml:math><mml:mi>&alpha;</mml:mi><mml:mn>2</mml:mn></mml:math></disp-formula>"
    document = made(body=body + math, before='<!DOCTYPE article PUBLIC "x" "JATS.dtd">')
    assert [unit.text for unit in document.units] == ["a < \u03b1", "q\u03b1", "\u03b12"]


def test_hyphens_are_as_they_are_typed_and_marks_of_line_breaks_are_left_out() -> None:
    printed = "A meta\u2010analysis of <italic>cis\u2011</italic>\u200bisomers in soft\u00adware\u200e."
    assert made(body=f"<p>{printed}</p>").units[0].text == "A meta-analysis of cis-isomers in software."


def test_a_printed_range_counts_numbers_and_not_the_works_that_each_holds() -> None:
    works = "".join(f"<mixed-citation>Roe {letter}.</mixed-citation>" for letter in "abc")
    back = listed("Doe 1.", "Doe 2.", "Doe 3.").replace("<mixed-citation>Doe 2.</mixed-citation>", works)
    (cites,) = read(made(body=f"<p>A {cited(1, '[1-3]')}.</p>", back=back))
    assert cites == ("[1-3]", [1, 2, 3, 4, 5])


def test_years_with_a_dash_between_them_are_no_range_of_entries() -> None:
    body = f"<p>A {cited(1, 'Doe 2010')}\u2013{cited(4, 'Roe 2014')}. B {cited(1, '2010-2014')}.</p>"
    assert [places for _, places in read(made(body=body, back=LIST))] == [[1, 4], [1]]
