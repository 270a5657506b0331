"""Reference lists as lines on a page: labels, indents, gaps, columns and pages."""

from __future__ import annotations

from time import process_time

from k1.parsing.page.hyphenation import Vocabulary
from k1.parsing.page.layout import Block, BlockKind, Line, Span
from k1.parsing.references.reference_list import join_lines, read_references, tidy_entry
from k1.schema import identity
from k1.schema.provenance import Box

PAPER = identity.paper_id(title="Tanks")
LEADING = 12.0
WORDS = Vocabulary(["a slow transposon moves", "the community meets", "a driven tank leaks"])

ENTRIES = (
    ("Orlov, P. A., & Quist, B. (2011). Slow waves in", "shallow tanks. Journal of Tank Research, 12(3), 45-59."),
    ("Quist, B. (2004). Basins of the north. Tallinn:", "Shoal Press."),
    (
        "Tamm, R. J., Orlov, P. A., & Quist, B. (2016). Depths of",
        "public basins in the east and in the west. Tank",
        "Letters, 3, 1-9.",
    ),
)


def line(text, *, x=50.0, y=100.0, page=1, size=10.0):
    box = Box(x, y, x + 4.5 * len(text), y + size)
    return Line((Span(text, box, size, "Serif"),), text, box, page, size)


def block(lines):
    return Block(BlockKind.REFERENCE, list(lines))


def printed(entries, *, indent=0.0, gap=0.0, x=50.0, y=100.0, page=1, labels=()):
    lines = []
    for at, entry in enumerate(entries):
        for row, text in enumerate(entry):
            shown = labels[at] + text if labels and row == 0 else text
            lines.append(line(shown, x=x + (indent if row else 0.0), y=y, page=page))
            y += LEADING
        y += gap
    return lines


def titles(lines):
    return [reference.title for reference in read_references([block(lines)], PAPER)]


EXPECTED = ["Slow waves in shallow tanks", "Basins of the north", "Depths of public basins in the east and in the west"]


def test_labels_in_every_form_part_the_entries():
    for form in ("[{}] ", "{}. ", "{}) ", "({}) ", "{} "):
        lines = printed(ENTRIES, labels=[form.format(number) for number in (1, 2, 3)])
        references = read_references([block(lines)], PAPER)
        assert [reference.label for reference in references] == ["1", "2", "3"], form
        assert [reference.title for reference in references] == EXPECTED, form


def test_the_label_of_a_list_of_one_entry_is_no_part_of_it():
    (reference,) = read_references([block(printed(ENTRIES[:1], labels=["[1] "]))], PAPER)
    assert (reference.label, reference.authors[0]) == ("1", "P. A. Orlov")


def test_a_line_that_begins_with_a_number_is_no_new_entry():
    lines = printed(
        [
            ("Orlov PA. Slow waves. J Tank Res 2011;", "12. Part 3, and", "45-59."),
            ("Quist B. Basins of the north. 2004.",),
        ],
        labels=["1. ", "2. "],
    )
    assert len(read_references([block(lines)], PAPER)) == 2


def test_hanging_indents_part_the_entries():
    assert titles(printed(ENTRIES, indent=14.0)) == EXPECTED


def test_gaps_part_the_entries():
    assert titles(printed(ENTRIES * 2, gap=6.0)) == EXPECTED * 2


def test_without_indents_and_gaps_the_look_of_lines_parts_the_entries():
    assert titles(printed(ENTRIES)) == EXPECTED


def test_an_entry_runs_over_columns_and_pages():
    lines = printed(ENTRIES, indent=14.0)
    moved = [
        line(item.text, x=item.box.x0 + 250 * (at >= 3), y=item.box.y0 - 36 * (at >= 3), page=1 + (at >= 5))
        for at, item in enumerate(lines)
    ]
    assert titles(moved) == EXPECTED


def test_the_note_after_the_list_is_no_part_of_its_last_entry():
    lines = printed(
        [*ENTRIES, ("\u00a9 2020 The Authors. This is an open access article.",)], labels=["1. ", "2. ", "3. ", ""]
    )
    assert read_references([block(lines)], PAPER)[-1].text.endswith("Tank Letters, 3, 1-9.")


def test_the_days_of_a_paper_after_its_list_are_no_part_of_the_last_entry():
    for days in ("Received for review May 1, 2006. Accepted July 31, 2006.", "(Received 3 June 2004)"):
        lines = printed([*ENTRIES, (days,)], labels=["1. ", "2. ", "3. ", ""])
        assert read_references([block(lines)], PAPER)[-1].text.endswith("Tank Letters, 3, 1-9.")


def test_bibliographic_footnotes_stand_in_for_a_list():
    notes = [
        Block(BlockKind.FOOTNOTE, [line("1 P. Orlov, Slow Waves (Tallinn: Shoal Press, 2011), 12.")]),
        Block(BlockKind.FOOTNOTE, [line("2 We thank the tanks.")]),
    ]
    references = read_references(notes, PAPER)
    assert [reference.label for reference in references] == ["1"]


def test_links_broken_at_line_ends_are_joined_without_a_blank():
    assert (
        join_lines(["See https://doi.org/10.5555/", "abc.12 for more"], WORDS)
        == "See https://doi.org/10.5555/abc.12 for more"
    )
    assert (
        join_lines(["https://doi.org/10.5555/j.", "1365-2966.2008.x"], WORDS)
        == "https://doi.org/10.5555/j.1365-2966.2008.x"
    )
    assert join_lines(["doi: 10.5555/abc.", "PMID: 12"], WORDS) == "doi: 10.5555/abc. PMID: 12"


def test_hyphens_of_line_ends_are_undone_unless_both_halves_are_words():
    assert join_lines(["slow trans\u2010", "poson waves"], WORDS) == "slow transposon waves"
    assert join_lines(["a community\u2010", "driven tank"], WORDS) == "a community-driven tank"


def test_publishers_buttons_are_not_part_of_the_text():
    lines = printed(
        [("Orlov PA. Slow waves. 2011. [CrossRef] [PubMed]",), ("Quist B. Basins of the north. 2004.",)],
        labels=["1. ", "2. "],
    )
    assert read_references([block(lines)], PAPER)[0].text == "Orlov PA. Slow waves. 2011."


def test_a_cited_work_has_the_id_of_its_doi():
    lines = printed(
        [("Orlov PA. Slow waves. 2011. doi:10.5555/ABC",), ("Quist B. Basins of the north. 2004.",)],
        labels=["1. ", "2. "],
    )
    first, second = read_references([block(lines)], PAPER)
    assert first.cited_paper == identity.paper_id(title="", doi="10.5555/abc")
    assert second.cited_paper == identity.paper_id(title="Basins of the north", authors=("B. Quist",), year=2004)


def test_long_runs_of_blanks_cost_linear_time():
    started = process_time()
    assert tidy_entry(" " * 300_000 + "Orlov") == "Orlov"
    assert process_time() - started < 1.0


def test_an_entry_begins_with_a_small_word_of_a_name():
    entries = (
        ("Quist, B. (2004). Basins of the north. Tallinn:", "Shoal Press."),
        ("dos Santos, R. J. (2016). Depths of public basins", "in the east. Tank Letters, 3, 1-9."),
        ("ter Haar, D. (2011). Slow waves in shallow tanks.", "Journal of Tank Research, 12(3), 45-59."),
    )
    found = read_references([block(printed(entries))], PAPER)
    assert [reference.text.split()[0] for reference in found] == ["Quist,", "dos", "ter"]


def test_a_small_word_before_another_begins_no_entry():
    entries = (
        ("Quist, B. (2004). Historia de los mares, vol. 2.", "del mar y la costa, 1999. Shoal Press."),
        ("Tamm, R. J. (2016). Depths of public basins and the tanks around them", "in the east. Tank Letters, 3, 1-9."),
    )
    assert len(read_references([block(printed(entries))], PAPER)) == 2
