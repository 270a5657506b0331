"""Clauses: who does what to whom, read from left to right over the chunks of a sentence.

A verb takes the noun phrase before it as its subject; after "which" the nearest noun phrase, after "and", a comma or
"to" the subject of the clause before. "A is a package that ..." makes the package another word for A.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from k1.extraction.grammar.chunks import SUCH_AS, UNSURE_ADVERBS, Chunk, ChunkKind, acts_later
from k1.extraction.grammar.clause import Clause, Phrases, denies, is_one
from k1.extraction.grammar.lists import is_past
from k1.extraction.grammar.subjects import SubjectReader
from k1.extraction.grammar.verb_frames import (
    ACTIVE,
    LETS,
    NOT_DONE,
    OBJECT,
    TRANSPARENT,
    TREATMENTS,
    WIELDING,
    WITHOUT_PASSIVE,
    sense_of,
)
from k1.extraction.grammar.word_classes import CLOSED, DOUBTING, FORESEEING, VerbForm, WordClass

_K = ChunkKind


def _doubts(verb: Chunk) -> bool:
    """Whether an infinitive behind a verb is no fact: "is expected to cause A", not "we predict A to improve B"."""
    words = set(verb.words)
    return bool(words & (DOUBTING | _FAILING)) and (verb.passive or not words & FORESEEING)


def clauses_of(chunks: Sequence[Chunk]) -> list[Clause]:
    """The clauses of a sentence, in the order of their verbs."""
    return _Reader(chunks).read()


class _Reader(SubjectReader):
    """One pass from left to right that finds the clauses of a sentence."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        super().__init__(chunks)
        self.taken_back = False  # whether there was a subject that does nothing itself
        self.refused = False  # whether a "not" denies the noun phrases that come next
        self.waiting: Phrases = ()  # the subject that waits for its verb while a relative clause has its own
        self.behind: dict[int, Chunk] = {}  # what follows the "of" of a subject that begins there

    def read(self) -> list[Clause]:
        while self.at < len(self.chunks):
            chunk = self.chunks[self.at]
            if chunk.kind is _K.NOUNS:
                self._nouns()
            elif chunk.kind is _K.VERBS:
                self._verb(chunk)
            else:
                self._small(chunk)
        return self.found

    def _small(self, chunk: Chunk) -> None:
        following = self._kind(self.at + 1)
        if chunk.kind is _K.PREPOSITION:
            self.pending = chunk.words[-1]
        elif self._goes_on(chunk):
            self.opening, self.has_verb, self.waiting, self.begun = self.waiting, False, (), len(self.found)
        elif chunk.kind is _K.BREAK or (chunk.kind is _K.RELATIVE and self._begins_clause(chunk, following)):
            self.waiting = () if chunk.kind is _K.BREAK or self.has_verb else self.opening
            self.opening, self.latest, self.pending, self.has_verb, self.taken_back = (), (), "", False, False
            self.antecedent, self.related, self.begun = (), (), len(self.found)
            self.refused = chunk.words[:1] == ("not",)
        elif chunk.kind is _K.RELATIVE and chunk.words != ("that",) and following in (_K.PREPOSITION, _K.COMMA):
            self.antecedent = () if self.pending else self.latest
        elif chunk.kind is _K.COMMA and self.pending not in LISTING:
            self.pending = ""
            if self.opening and self.opening == self.fronted:
                self.opening = ()
        self.at += 1

    def _goes_on(self, chunk: Chunk) -> bool:
        """Whether a subject gets its verb behind a relative clause with one of its own: "A, which B have, causes C"."""
        return chunk.kind is _K.COMMA and self.waiting != () and self.has_verb and self._acts(self.at + 1)

    def _begins_clause(self, relative: Chunk, following: ChunkKind) -> bool:
        """Whether a clause with a subject of its own begins: "that" behind a verb, or a noun phrase behind "which"."""
        says = relative.words == ("that",) and self._kind(self.at - 1) is _K.VERBS
        return says or following is _K.NOUNS

    def _nouns(self) -> None:
        slot = self.pending or OBJECT
        before = self._kind(self.at - 1)
        of_subject = slot == "of" and self._follows_subject()
        in_subject = slot in LISTING and self._follows_subject()
        phrases = self._coordinated()
        if self.refused:  # "is associated not with A"
            self.refused, self.latest, self.pending = False, (), ""
            return
        waits = not self.opening and not (self.taken_back and self.has_verb)
        if slot == OBJECT and (waits or self._opens(before)):
            self.opening, self.has_verb, self.taken_back = phrases, False, False
            self.fronted = phrases if before is _K.VERBS else ()
            self.commanded = before is _K.VERBS and self._is_finite(self.found[-1].verb)
        elif of_subject:
            self._of_subject(phrases)
        elif in_subject:
            pass  # "things such as A": members of the class that waits for its verb
        elif slot == "with" and self._waits_with_of():
            self.opening, self.taken_back = (), True  # "treatment of cells with A": neither does what A does
        elif self.found and self.found[-1].verb.end <= phrases[0].start:
            clause = self.found[-1]
            clause.slots.append((slot, phrases))
            if clause.verb.copula and slot == OBJECT and is_one(phrases) and not denies(phrases[0]):
                phrases = phrases[-1:]
                self.stands_for[phrases[0].start] = clause.subject
        self.latest, self.latest_slot, self.pending = phrases, slot, ""

    def _follows_subject(self) -> bool:
        """Whether only a preposition stands between here and a subject that waits for its verb."""
        return not self.has_verb and self.opening[-1:] == tuple(self.chunks[self.at - 2 : self.at - 1]) != ()

    def _waits_with_of(self) -> bool:
        """Whether no verb of any form stands behind a subject that has an "of" or is a treatment."""
        if not self.opening or self.has_verb:
            return False
        if self.opening[0].start not in self.behind and self.opening[-1].words[-1] not in TREATMENTS:
            return False
        return not self.found or self.found[-1].verb.start < self.opening[0].start

    def _of_subject(self, phrases: Phrases) -> None:
        """Take what follows the "of" of a subject: in its place, where its head is transparent ("a class of")."""
        if len(self.opening) == 1 and self.opening[0].words[-1] in TRANSPARENT:
            self.opening = phrases
        else:
            self.behind[self.opening[0].start] = phrases[0]

    def _opens(self, before: ChunkKind) -> bool:
        """Whether noun phrases begin a clause of their own: behind a comma or "and", or a "we" behind "to do A"."""
        nominative = self.chunks[self.at - 1].words in _NOMINATIVES
        if before not in (_K.COMMA, _K.COORDINATOR):
            return nominative and self.opening != () and self.opening == self.fronted
        if nominative:
            return True
        return self._acts(self.at)

    def _verb(self, verb: Chunk) -> None:
        before = self.chunks[self.at - 1] if self.at else None
        if self._is_past(verb, before):
            verb = replace(verb, form=VerbForm.THIRD, passive=False)
        subject = self._subject(verb, before)
        clause = Clause(subject, verb, behind=self.behind.get(subject[0].start) if len(subject) == 1 else None)
        previous = self.found[-1] if self.found else None
        clause.reduced = before is not None and self._tells(verb, before)
        clause.supposed = verb.negated or not _UNSURE.isdisjoint(verb.words) or self._follows_nor(clause, before)
        clause.supposed |= self.pending in NOT_DONE or verb.unsure or self._shares_doubt(verb, before)
        if previous is not None:
            clause.lets = self._lets(verb, previous)
            clause.means = self._means(verb, previous)
            clause.supposed |= verb.infinitive and _doubts(previous.verb)
            unsaid = previous.supposed or previous.denied
            goes_on = verb.form is VerbForm.GERUND and clause.subject in ((), previous.subject)
            clause.supposed |= unsaid and (verb.infinitive or goes_on or clause.lets != "")
            clause.supposed |= (previous.verb.negated or previous.denied) and self._restricts(previous)
        self.found.append(clause)
        self.pending = ""
        self.at += 1

    def _shares_doubt(self, verb: Chunk, before: Chunk | None) -> bool:
        """Whether a plain form goes on with the "may" or "not" of the one before: "may slow A and prevent B"."""
        joined = before is not None and before.kind in (_K.COMMA, _K.COORDINATOR) and before.words != ("but",)
        if not joined or verb.form is not VerbForm.BASE or verb.infinitive or verb.copula:
            return False
        said = [clause for clause in self.found[self.begun :] if not clause.reduced and not clause.apposition]
        return bool(said) and said[-1].supposed and said[-1].verb.form is VerbForm.BASE

    def _restricts(self, previous: Clause) -> bool:
        """Whether a relative clause without a comma belongs to what was said before it: "no model in which A can B"."""
        between = [chunk.kind for chunk in self.chunks[: self.at] if chunk.start >= previous.verb.end]
        return _K.RELATIVE in between[1:] and _K.COMMA not in between

    def _follows_nor(self, clause: Clause, before: Chunk | None) -> bool:
        """Whether "nor" stands before a verb or before its subject: "A neither uses B nor needs C", "nor does it"."""
        ahead = None
        if clause.subject:
            first = clause.subject[0].start
            ahead = next((chunk for chunk in reversed(self.chunks[: self.at]) if chunk.end <= first), None)
        return any(chunk is not None and chunk.words == ("nor",) for chunk in (before, ahead))

    def _is_past(self, verb: Chunk, before: Chunk | None) -> bool:
        """Whether a participle is a past tense: no "be" stands before it, and it has a subject and an object."""
        helped = any(CLOSED.get(word) in _HELPING for word in verb.words)
        if verb.form is not VerbForm.PARTICIPLE or before is None or helped:
            return False
        if verb.lemma in WITHOUT_PASSIVE:
            return self.pending == "" and (before.kind is _K.RELATIVE or not acts_later(self.chunks[self.at + 1 :]))
        if self._kind(self.at + 1) is not _K.NOUNS:
            return False
        if before.kind is _K.RELATIVE:  # not "in which reduced A was seen", nor "we see that reduced A is old"
            return not self.pending and self._kind(self.at - 2) is not _K.VERBS
        waits = not self.has_verb and before.kind in (_K.NOUNS, _K.COMMA)
        return waits or (before.words == ("and",) and self._goes_on_acting())

    def _goes_on_acting(self) -> bool:
        """Whether a past tense goes on: "A reduced B and increased C", but not "A fell, and reduced B was seen"."""
        done = self.found[-1].verb if len(self.found) > self.begun else None
        acted = (
            done is not None and is_past(done) and not done.passive and sense_of(ACTIVE, done.lemma, OBJECT) is not None
        )
        after = [word for chunk in self.chunks[self.at + 2 : self.at + 3] for word in chunk.words]
        return acted and not any(CLOSED.get(word) in _HELPING for word in after)

    def _lets(self, verb: Chunk, previous: Clause) -> str:
        """The verb whose infinitive this one is: "allows users to fit A, and visualize B"."""
        if self._is_purpose(verb):
            return "be"
        if verb.infinitive or self.pending == "for":
            if previous.verb.copula:
                return "be" if self._is_means(previous) else ""
            return previous.verb.lemma if previous.verb.lemma in LETS else ""
        return previous.lets if verb.form in (VerbForm.BASE, previous.verb.form) and not verb.passive else ""

    def _means(self, verb: Chunk, previous: Clause) -> Phrases:
        """What a deed is done with: "we use A to do it" has the infinitive right behind its object."""
        if not verb.infinitive or verb.passive or previous.verb.lemma not in WIELDING or previous.verb.passive:
            return ()
        slot, phrases = previous.slots[-1] if previous.slots else ("", ())
        return phrases if slot == OBJECT and phrases[-1].end == self.chunks[self.at - 1].end else ()


_NOMINATIVES = (("we",), ("they",), ("i",))
_FAILING = frozenset({"fail", "fails", "failed"})
_UNSURE = UNSURE_ADVERBS | {"could", "would", "may", "might", "should"}
LISTING = frozenset({SUCH_AS, "including", "like"})
"""Prepositions before the members of a class."""
_HELPING = frozenset({WordClass.BE, WordClass.HAVE, WordClass.MODAL, WordClass.TO})
