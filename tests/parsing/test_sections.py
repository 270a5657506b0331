"""Headings and their levels."""

import pytest
from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.layout import Block, BlockKind, Line, Span
from k1.parsing.page.typography import Typography
from k1.parsing.structure.numbering import heading_text
from k1.parsing.structure.run_in import split_run_in
from k1.parsing.structure.sections import find_headings, mark_references
from k1.schema.provenance import Box

STYLE = Typography(10, frozenset({"Body"}), 12)


def _block(text: str, **how: object) -> Block:
    return Block(BlockKind.PARAGRAPH, [make_line(text, **how)], text)  # type: ignore[arg-type]


def _run_in(*heading: tuple[str, str]) -> list[Block]:
    """What becomes of two paragraphs that begin with the same words in bold, each given with its font."""
    box = Box(50, 92, 300, 102)
    spans = [Span(text, box, 10, font, True) for text, font in heading]
    spans.append(Span(" We took water from the river.", box, 10, "Body"))
    line = Line(tuple(spans), "".join(span.text for span in spans), box, 1, 10)
    return split_run_in([Block(BlockKind.PARAGRAPH, [line], line.text) for _ in range(2)], STYLE)


def test_a_heading_is_parted_from_its_number() -> None:
    assert heading_text("2.1. Data and methods") == ("2.1", "Data and methods")
    assert heading_text("3.3.1 | Upper part") == ("3.3.1", "Upper part")
    assert heading_text("2.4. | Models of tanks") == ("2.4", "Models of tanks")
    assert heading_text("A case of conscience") == (None, "A case of conscience")
    assert heading_text("10 30 C") == (None, "10 30 C")


@pytest.mark.parametrize("words", ["16S rRNA sequencing", "3D models", "2-Sum problem", "\u201cAll\u201d functions"])
def test_a_heading_may_begin_with_a_digit_or_a_quote_after_its_number(words: str) -> None:
    assert heading_text(f"2.3. {words}") == ("2.3", words)
    assert heading_text(f"4 {words}") == ("4", words)


@pytest.mark.parametrize("text", ["E. coli strains and plasmids", "C. elegans maintenance", "V. cholerae in tanks"])
def test_a_genus_in_short_is_no_number(text: str) -> None:
    assert heading_text(text) == (None, text)
    assert heading_text(text.replace(".", ".1", 1))[0] == f"{text[0]}.1"
    assert heading_text(f"{text[0]}. Strains") == (text[0], "Strains")


@pytest.mark.parametrize("words", ["data collection", "mRNA levels", "preprocessing", "schema of it", "status"])
def test_a_letter_before_a_small_letter_is_a_number_where_no_genus_follows(words: str) -> None:
    assert heading_text(f"A. {words}") == ("A", words)


@pytest.mark.parametrize("runs_in", [False, True])
def test_headings_numbered_as_items_are_parts_of_the_section_around_them(runs_in: bool) -> None:
    body = Span(" We took water from the river.", Box(50, 92, 300, 102), 10, "Body")
    blocks = [_block("III. PROPOSED METHOD", size=10.5, bold=True), _block("text " * 30)]
    blocks += [_block("A. Network Architecture", italic=True), _block("text " * 30)]
    for text in ("1) Encoder:", "2) Decoder:"):
        line = make_line(text, bold=not runs_in, italic=runs_in)
        if runs_in:
            line = Line((*line.spans, body), text + body.text, line.box, 1, 10)
        blocks += [Block(BlockKind.PARAGRAPH, [line], line.text), _block("text " * 30)]
    blocks.append(_block("B. Training", italic=True))
    find_headings(blocks, STYLE, ())
    split = split_run_in(blocks, STYLE)
    assert [block.level for block in split if block.kind is BlockKind.HEADING] == [1, 2, 3, 3, 2]


def test_numbers_give_levels() -> None:
    blocks = [_block("1 Introduction", bold=True), _block("text " * 30), _block("1.1 Aims", bold=True)]
    find_headings(blocks, STYLE, ())
    assert [(block.kind, block.level) for block in blocks if block.kind is BlockKind.HEADING] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
    ]


def test_an_outline_of_roman_numbers_letters_and_digits_gives_levels() -> None:
    texts = (
        "I. Introduction",
        "A. Aims",
        "1. Tanks",
        "2. Waves",
        "B. Basins",
        "II. Methods",
        "A. Sites",
        "Conclusions",
    )
    blocks = [block for text in texts for block in (_block(text, bold=True), _block("text " * 30))]
    find_headings(blocks, STYLE, ())
    assert [block.level for block in blocks[::2]] == [1, 2, 3, 3, 2, 1, 2, 1]


def test_numbered_sections_tell_the_level_of_headings_without_number() -> None:
    names = ("Introduction", "Tanks", "Waves")
    blocks = [_block(f"{at}. {name}", size=14, bold=True) for at, name in enumerate(names, start=1)]
    blocks += [_block("3.1. Slow waves", size=12, bold=True)]
    blocks += [_block(name, bold=True, italic=True) for name in ("Methods", "Results", "Conclusions", "Discussion")]
    blocks += [_block("4. Depths", size=14, bold=True), _block("text " * 30)]
    find_headings(blocks, STYLE, set())
    assert [block.level for block in blocks[:-1]] == [1, 1, 1, 2, 3, 3, 3, 3, 1]


def test_numbered_steps_tell_no_levels_where_heavier_sections_bear_no_number() -> None:
    blocks = [_block(name, size=14, bold=True) for name in ("Introduction", "Methods")]
    blocks += [_block(f"{at}. {name}", bold=True) for at, name in enumerate(("Collect", "Clean", "Train"), start=1)]
    blocks += [_block("Results", size=14, bold=True), _block("Limits", size=12, bold=True), _block("text " * 30)]
    find_headings(blocks, STYLE, set())
    assert [block.level for block in blocks[5:-1]] == [1, 2]


def test_numbered_parts_of_sections_without_number_are_below_them() -> None:
    names = (
        "Methods",
        "1. Tanks",
        "2. Waves of tanks",
        "3. Statistical tests",
        "Results",
        "1. Slow waves",
        "Discussion",
    )
    blocks = [_block(name, size=12 if name[:1].isdigit() else 14, bold=True) for name in names]
    find_headings([*blocks, _block("text " * 30)], STYLE, set())
    assert [block.level for block in blocks] == [1, 2, 2, 2, 1, 2, 1]


def test_an_item_in_typewriter_is_what_a_program_prints() -> None:
    blocks = [_block("1) SYMPT > Agree", font="LMMono10"), _block("text " * 30), _block("2) Depth", font="LMMono10")]
    find_headings(blocks, STYLE, set())
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH] * 3


def test_styles_give_levels_where_no_numbers_are_printed() -> None:
    blocks = [_block("Methods", size=13, bold=True), _block("Animals of the study", size=11, bold=True)]
    find_headings(blocks, STYLE, ())
    assert [block.level for block in blocks] == [1, 2]


def test_running_text_is_no_heading() -> None:
    blocks = [_block("This is a sentence of the text, and it goes on.")]
    find_headings(blocks, STYLE, ())
    assert blocks[0].kind is BlockKind.PARAGRAPH


def test_what_a_program_prints_is_no_heading() -> None:
    blocks = [_block("Group-Level Effects:", font="SomeMono-Italic", italic=True) for _ in range(2)]
    blocks.append(_block("2.1 fit.wave", font="SomeMono"))
    find_headings(blocks, STYLE, ())
    assert [block.kind is BlockKind.HEADING for block in blocks] == [False, False, True]


def test_headings_may_be_typewritten_where_the_text_is() -> None:
    blocks = [_block("METHODS", font="SomeMono"), _block("text " * 30, font="SomeMono")]
    find_headings(blocks, Typography(10, frozenset({"SomeMono"}), 12), ())
    assert blocks[0].kind is BlockKind.HEADING


def test_addresses_of_the_authors_close_the_list() -> None:
    for opening in ("Affiliation:", "Jane Doe"):
        blocks = [
            _block("References", bold=True),
            _block("Doe J. 2001. On it."),
            _block(opening),
            _block("Department of Tanks, Narva"),
        ]
        find_headings(blocks, STYLE, ())
        mark_references(blocks, {"Jane Doe"})
        assert [block.kind for block in blocks[1:]] == [BlockKind.REFERENCE, BlockKind.FRONT, BlockKind.FRONT]


def test_what_follows_the_heading_of_the_list_is_its_entries() -> None:
    blocks = [
        _block("References", bold=True),
        _block("Doe J. 2001. On it."),
        _block("Appendix", bold=True),
        _block("x"),
    ]
    find_headings(blocks, STYLE, ())
    mark_references(blocks)
    assert [block.kind for block in blocks][1:3] == [BlockKind.REFERENCE, BlockKind.HEADING]


@pytest.mark.parametrize(("size", "kind"), [(10, BlockKind.HEADING), (8, BlockKind.REFERENCE)])
def test_a_heading_that_names_a_subject_ends_the_list_where_it_is_set_as_that_of_the_list(
    size: float, kind: BlockKind
) -> None:
    entry = _block("Doe J. 2001. On it.")
    blocks = [_block("References", bold=True), entry, _block("Depths of tanks", size=size, bold=True)]
    for block in (blocks[0], blocks[2]):
        block.kind = BlockKind.HEADING
    mark_references(blocks)
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.REFERENCE, kind]


def test_a_heading_that_runs_in_is_cut_from_its_paragraph() -> None:
    split = _run_in(("Sampling.", "Body-Bold"))
    assert [block.kind for block in split] == [BlockKind.HEADING, BlockKind.PARAGRAPH] * 2
    assert split[1].lines[0].text == "We took water from the river."


def test_a_symbol_in_a_font_of_its_own_does_not_end_a_heading_that_runs_in() -> None:
    split = _run_in(("Size of ", "Body-Bold"), ("\u03b2", "Symbol"), (" grains.", "Body-Bold"))
    assert split[0].text == "Size of \u03b2 grains."


def test_a_small_numbered_heading_in_capitals_is_one() -> None:
    blocks = [_block("II. METHODS", size=8), _block("text " * 30), _block("III. RESULTS", size=8)]
    find_headings(blocks, STYLE, ())
    assert [block.kind for block in blocks].count(BlockKind.HEADING) == 2


def test_symbols_make_no_heading() -> None:
    blocks = [_block("Xaix i", size=14, font="CMMI10")]
    find_headings(blocks, STYLE, ())
    assert blocks[0].kind is not BlockKind.HEADING


def test_a_subsection_on_references_opens_no_list_where_a_section_does() -> None:
    blocks = [
        _block("2.3 References", bold=True),
        _block("We tell how works are cited here."),
        _block("References", bold=True),
        _block("Doe J. 2001. On it."),
    ]
    find_headings(blocks, STYLE, ())
    mark_references(blocks)
    assert [block.kind for block in blocks][1::2] == [BlockKind.PARAGRAPH, BlockKind.REFERENCE]


def test_how_to_cite_a_paper_is_no_heading() -> None:
    blocks = [_block("Shoal Reference Format:", bold=True), _block("Cite this paper as", bold=True)]
    find_headings(blocks, STYLE, ())
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize(
    "text",
    [
        "(a) Study population",
        "(i) Sampling of shoals",
        "i) Immunostaining",
        "siRNA transfection",
        "qRT-PCR and blots",
        "mRNA expression",
        "\u03b2-Catenin in shoals",
        "\u03b1-synuclein in shoals",
        "\u201cSlow\u201d waves",
        "\u6ce2\u7684\u6d4b\u91cf\u65b9\u6cd5",
        "\u00a72. Preliminaries",
    ],
)
def test_a_heading_may_begin_with_an_enumerator_a_quote_or_the_name_of_a_thing(text: str) -> None:
    blocks = [_block(text, bold=True), _block("text " * 30)]
    find_headings(blocks, STYLE, ())
    assert blocks[0].kind is BlockKind.HEADING


@pytest.mark.parametrize("text", ["of the tanks in the north", "(a) of the tanks", "\u201cslow waves", "(Continued)"])
def test_bold_words_that_begin_with_a_small_letter_are_no_heading(text: str) -> None:
    blocks = [_block(text, bold=True), _block("text " * 30)]
    find_headings(blocks, STYLE, ())
    assert blocks[0].kind is BlockKind.PARAGRAPH


def test_items_in_italics_as_theorems_have_them_are_no_headings() -> None:
    blocks = [_block(f"({item}) Each shoal is slow", italic=True) for item in "ab"]
    find_headings(blocks, STYLE, ())
    assert [block.kind for block in blocks] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize(("font", "kind"), [("Sans-Italic", BlockKind.HEADING), ("Body-Italic", BlockKind.PARAGRAPH)])
def test_items_in_italics_of_a_family_of_their_own_are_headings(font: str, kind: BlockKind) -> None:
    named = [_block(f"{item}) Shoals in the north", italic=True, font=font) for item in ("i", "ii")]
    find_headings([named[0], _block("text " * 30), named[1], _block("text " * 30)], STYLE, ())
    assert [block.kind for block in named] == [kind] * 2


def test_the_sign_of_a_section_is_no_part_of_its_number() -> None:
    assert heading_text("\u00a72. Preliminaries") == ("2", "Preliminaries")
    assert heading_text("\u00a7 2.1 Waves") == ("2.1", "Waves")


def test_a_heading_that_runs_in_may_begin_with_the_name_of_a_thing() -> None:
    kinds = [block.kind for block in _run_in(("mRNA levels.", "Body-Bold"))]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Assumption 1.",
        "Assumption (A2)",
        "Claim 2.",
        "Conjecture 1.",
        "Problem 1:",
        "Observation 3.",
        "Hypothesis H1.",
        "Claim.",
        "Theorem A.1",
    ],
)
def test_a_numbered_environment_is_no_heading(text: str) -> None:
    blocks = [_block(text, bold=True), _block("text " * 30)]
    find_headings(blocks, STYLE, ())
    assert blocks[0].kind is BlockKind.PARAGRAPH
    assert [block.kind for block in _run_in((text, "Body-Bold"))] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize("text", ["Case 1.", "Step 2."])
def test_a_part_of_a_proof_that_runs_in_is_no_heading(text: str) -> None:
    assert [block.kind for block in _run_in((text, "Body-Bold"))] == [BlockKind.PARAGRAPH] * 2


@pytest.mark.parametrize(
    "text", ["Case 1", "Step 1: Sampling", "Hypotheses", "Problem statement", "Claims of fishers", "2.1 Problem 1"]
)
def test_a_case_a_step_a_word_that_goes_on_and_a_number_may_head_a_section(text: str) -> None:
    blocks = [_block(text, bold=True), _block("text " * 30)]
    find_headings(blocks, STYLE, ())
    assert blocks[0].kind is BlockKind.HEADING


@pytest.mark.parametrize(
    "text", ["CCS CONCEPTS", "Categories and Subject Descriptors", "General Terms", "Index Terms", "Index Terms\u2014"]
)
def test_what_classifies_a_paper_is_no_heading(text: str) -> None:
    blocks = [_block(text, bold=True), _block("text " * 30)]
    find_headings(blocks, STYLE, ())
    assert blocks[0].kind is BlockKind.PARAGRAPH
    assert [block.kind for block in _run_in((f"{text}:", "Body-Bold"))] == [BlockKind.PARAGRAPH] * 2


SMALL_PRINT = ("Abbreviations", "Funding", "Acknowledgements", "Competing interests", "Ethics approval")


def test_small_print_in_a_font_of_its_own_is_headed_by_the_names_of_back_matter() -> None:
    blocks = [_block("Methods", bold=True, size=12), _block("Statistical analysis", bold=True)]
    small = [_block(name, size=7.5, font="Other") for name in SMALL_PRINT]
    for block in small:
        blocks += [block, _block("We have none of these here.", size=7.5)]
    blocks += [_block("References", bold=True), _block("Tides and tanks", size=7.5, font="Other")]
    find_headings(blocks, STYLE, ())
    found = {block.text: block.level for block in blocks if block.kind is BlockKind.HEADING}
    assert found == {"Methods": 1, "Statistical analysis": 2, "References": 1, **dict.fromkeys(SMALL_PRINT, 2)}


def test_what_closes_a_paper_is_no_part_of_its_last_section() -> None:
    heads = [_block(name, bold=True, size=14) for name in ("Introduction", "Results", "Discussion")]
    heads += [_block(name, bold=True) for name in ("Funding", "References", "Referees")]
    blocks = [block for head in heads for block in (head, _block("text " * 30))]
    find_headings(blocks, STYLE, ())
    assert [block.level for block in blocks if block.kind is BlockKind.HEADING] == [1, 1, 1, 1, 1, 2]


def test_a_line_of_small_print_that_says_what_it_names_is_no_heading() -> None:
    blocks = [_block("Introduction", bold=True, size=14), _block("text " * 30)]
    blocks.append(_block("Disclosures: none", size=7.5, font="Other"))
    find_headings(blocks, STYLE, ())
    assert blocks[-1].kind is BlockKind.PARAGRAPH


def test_back_matter_that_is_numbered_within_the_last_section_is_a_part_of_it() -> None:
    heads = ("1 Introduction", "2 Discussion", "2.1 Limits", "2.2 Data availability")
    blocks = [block for head in heads for block in (_block(head, bold=True), _block("text " * 30))]
    find_headings(blocks, STYLE, ())
    assert [block.level for block in blocks if block.kind is BlockKind.HEADING] == [1, 1, 2, 2]


def test_a_line_set_as_text_that_a_roman_number_begins_is_a_heading() -> None:
    heads = ("I. Introduction", "II. Waves in tanks", "III. Conclusions")
    blocks = [block for head in heads for block in (_block(head, x=200), _block("text " * 30))]
    blocks.append(_block("ii. waves of seas"))
    find_headings(blocks, STYLE, ())
    found = [(block.level, block.text) for block in blocks if block.kind is BlockKind.HEADING]
    assert found == [(1, head) for head in heads]


def test_hyphens_within_words_count_as_letters_of_a_heading() -> None:
    block = _block("4.4 Results on ITC-2007-ETT", bold=True)
    find_headings([block], STYLE, ())
    assert block.kind is BlockKind.HEADING
