"""Letters set apart on a fixed pitch are joined into the words that they spell."""

from k1.parsing.page.letterspacing import join_letters
from k1.parsing.page.textlayer import Font, Word

FONT = Font("Body", False, False)


def spaced(text: str, pitch: float, *, narrow: float = 3.0) -> list[Word]:
    """A line set letter by letter, each in the middle of its step; an i is narrower than other letters."""
    words = []
    for at, letter in enumerate(text):
        half = (narrow / 2 if letter in "il." else narrow) / 2
        middle = 50 + pitch * at
        if letter != " ":
            words.append(Word(letter, middle - half, middle + half, 100, 7, FONT, 0, 1, True))
    return words


def test_a_listing_set_letter_by_letter_reads_as_words() -> None:
    words = join_letters(spaced("print the total", 4.2))
    assert [word.text for word in words] == ["print", "the", "total"]


def test_a_row_of_numbers_is_left_alone() -> None:
    row = spaced("0 1 0 0 1 0 1", 4.2)
    assert join_letters(row) == row


def test_cells_of_single_letters_far_apart_are_left_alone() -> None:
    row = spaced("abcabcab", 20.0)
    assert join_letters(row) == row


def test_words_of_several_letters_are_left_alone() -> None:
    row = [
        Word(text, 50 + 30 * n, 70 + 30 * n, 100, 7, FONT, 0, 1, True) for n, text in enumerate(["as", "we", "do"] * 4)
    ]
    assert join_letters(row) == row
