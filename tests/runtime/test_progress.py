"""Progress lines in a log and in a terminal."""

from __future__ import annotations

import io

import pytest

from k1.runtime.progress import Progress, counted, printable


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def run(stream: io.StringIO, items: int, seconds_each: float) -> str:
    clock = Clock()
    with Progress("corpus", items, stream=stream, clock=clock) as progress:
        for item in range(items):
            clock.now += seconds_each
            progress.advance(f"paper-{item}")
    return stream.getvalue()


def test_a_log_gets_whole_lines_without_control_codes():
    log = run(io.StringIO(), 3, 1.5)
    assert log.splitlines() == [
        "corpus: 3 papers",
        "corpus: 1 of 3 papers, 2 s, paper-0",
        "corpus: 2 of 3 papers, 3 s, paper-1",
        "corpus: 3 of 3 papers, 4 s",
    ]
    assert log.replace("\n", "").isprintable()


def test_one_paper_is_told_in_the_singular():
    assert run(io.StringIO(), 1, 2).splitlines() == ["corpus: 1 paper", "corpus: 1 of 1 paper, 2 s"]


def test_a_number_of_things_has_the_plural_of_their_name():
    assert [counted(number, "reply") for number in (0, 1, 2)] == ["0 replies", "1 reply", "2 replies"]


def test_a_log_gets_at_most_one_line_a_second():
    assert len(run(io.StringIO(), 1000, 0.01).splitlines()) < 13


def test_a_log_can_ask_for_fewer_lines():
    clock, stream = Clock(), io.StringIO()
    with Progress("GRPO", 100, "step", every=30, stream=stream, clock=clock) as progress:
        for _ in range(100):
            clock.now += 1
            progress.advance()
    assert [line.split(",")[1] for line in stream.getvalue().splitlines()[1:]] == [" 30 s", " 60 s", " 90 s", " 100 s"]


def test_what_an_earlier_run_did_is_counted_and_said():
    stream = io.StringIO()
    with Progress("GRPO", 3, "step", done=2, stream=stream, clock=Clock()) as progress:
        progress.advance()
    assert stream.getvalue().splitlines() == ["GRPO: 3 steps, 2 of them done before", "GRPO: 3 of 3 steps, 0 s"]


def test_a_terminal_gets_one_line_that_is_rewritten():
    screen = run(Terminal(), 3, 1.5)
    assert screen.count("\n") == 1
    assert screen.endswith("\r\x1b[Kcorpus: 3 of 3 papers, 4 s\n")


def test_a_warning_stays_on_a_line_of_its_own():
    stream = io.StringIO()
    with Progress("corpus", 1, stream=stream) as progress:
        progress.say("emcee: not\x1b[2J found")
    assert "corpus: emcee: not [2J found\n" in stream.getvalue()


def test_a_stage_that_breaks_says_where_it_stopped():
    stream = io.StringIO()
    with pytest.raises(RuntimeError), Progress("corpus", 2, stream=stream) as progress:
        progress.advance()
        raise RuntimeError
    assert stream.getvalue().splitlines()[-1].endswith("1 of 2 papers, 0 s, stopped")


def test_control_characters_of_papers_do_not_reach_a_terminal():
    assert printable("a\x1b]0;title\x07\u202eb") == "a ]0;title  b"
    assert printable("hy\u00adphen") == "hyphen"
