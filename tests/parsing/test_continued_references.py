"""Reference lists that go on behind what interrupts them."""

from tests.parsing.lines_by_hand import make_line

from k1.parsing.page.layout import Block, BlockKind
from k1.parsing.structure.continued_references import mark_continued_references


def _block(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind, [make_line(text)], text)


def _entries(first: int, last: int, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Block]:
    return [_block(f"{n}. Orlov A. Waves {n}. J Tanks. 20{n:02d};4:12.", kind) for n in range(first, last + 1)]


def _kinds(blocks: list[Block]) -> list[BlockKind]:
    mark_continued_references(blocks)
    return [block.kind for block in blocks]


def test_entries_that_count_on_behind_an_advertisement_are_references() -> None:
    advertisement = [_block("Submit your next manuscript", BlockKind.HEADING), _block("Rapid review")]
    kinds = _kinds([*_entries(1, 6, BlockKind.REFERENCE), *advertisement, *_entries(7, 9)])
    assert kinds[6:] == [BlockKind.HEADING, BlockKind.PARAGRAPH, *[BlockKind.REFERENCE] * 3]


def test_an_entry_that_was_taken_for_a_heading_is_a_reference() -> None:
    taken = _entries(7, 7, BlockKind.HEADING)
    kinds = _kinds([*_entries(1, 6, BlockKind.REFERENCE), *taken, *_entries(8, 9)])
    assert kinds == [BlockKind.REFERENCE] * 9


def test_the_end_of_an_entry_on_the_next_page_goes_with_it() -> None:
    entries = _entries(7, 8)
    kinds = _kinds([*_entries(1, 6, BlockKind.REFERENCE), entries[0], _block("Tanks and shoals."), entries[1]])
    assert kinds == [BlockKind.REFERENCE] * 9


def test_steps_of_an_appendix_that_count_anew_are_none() -> None:
    steps = [_block(f"{n}. Fill the tank up to mark {n}.") for n in range(1, 12)]
    kinds = _kinds([*_entries(1, 6, BlockKind.REFERENCE), _block("Appendix", BlockKind.HEADING), *steps])
    assert BlockKind.REFERENCE not in kinds[6:]


def test_a_single_number_behind_the_list_goes_on_with_nothing() -> None:
    kinds = _kinds([*_entries(1, 6, BlockKind.REFERENCE), _block("Notes", BlockKind.HEADING), *_entries(7, 7)])
    assert kinds[-1] is BlockKind.PARAGRAPH


def test_a_list_of_years_that_begins_anew_behind_a_short_list_is_none() -> None:
    years = [_block(f"{n}. In 20{n:02d} tank {n} was filled.") for n in range(1, 9)]
    kinds = _kinds([*_entries(1, 3, BlockKind.REFERENCE), _block("Appendix", BlockKind.HEADING), *years])
    assert BlockKind.REFERENCE not in kinds[3:]


def test_text_under_a_heading_between_entries_is_none() -> None:
    thanks = [_block("Acknowledgements", BlockKind.HEADING), _block("We thank the harbour for its tanks.")]
    kinds = _kinds([*_entries(1, 6, BlockKind.REFERENCE), *_entries(7, 7), *thanks, *_entries(8, 9)])
    assert kinds[6:] == [BlockKind.REFERENCE, BlockKind.HEADING, BlockKind.PARAGRAPH, *[BlockKind.REFERENCE] * 2]
