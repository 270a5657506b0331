"""Subjects: which noun phrases do what a verb says, with relative clauses, participles, gerunds and infinitives."""

from __future__ import annotations

from collections.abc import Sequence

from k1.extraction.grammar.agreement import agrees, is_deed_or_many, wants_plural
from k1.extraction.grammar.chunks import Chunk, ChunkKind
from k1.extraction.grammar.clause import Clause, Phrases
from k1.extraction.grammar.lists import ListReader
from k1.extraction.grammar.verb_frames import (
    ABLE,
    CAUSING,
    HINDERING,
    HOLDING,
    LETS,
    MAKING,
    MEANS,
    MEASURES,
    OBJECT,
    OPEN_TO_ALL,
    PURPOSEFUL,
    TRANSPARENT,
    UNDONE,
    VARIANTS,
    WIELDING,
)
from k1.extraction.grammar.word_classes import DOUBTING, VerbForm

_K = ChunkKind


class SubjectReader(ListReader):
    """What a pass over the chunks of a sentence has read that may be a subject, and whose subject it is."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        super().__init__(chunks)
        self.latest: Phrases = ()  # the noun phrases last read
        self.latest_slot = ""  # and what stands before them
        self.fronted: Phrases = ()  # what a verb without a subject acts on, up to the comma: "using A, B finds C"
        self.commanded = False  # whether that verb is finite, so that no other has its object for a subject
        self.related: Phrases = ()  # what the last relative clause tells of
        self.antecedent: Phrases = ()  # what a "which" stands for that waits for its verb: "which, like A, uses B"
        self.begun = 0  # the clauses found before the last break

    @staticmethod
    def _is_means(clause: Clause) -> bool:
        """Whether "A is a tool to ..." rather than "it is hard to ..."."""
        return bool(clause.slots) and clause.slots[0][1][-1].words[-1] in MEANS

    def _is_purpose(self, verb: Chunk) -> bool:
        """Whether a verb form says what the noun phrase before its "for" does: "a method for finding A"."""
        if self.pending != "for" or verb.form is not VerbForm.GERUND or not self.latest:
            return False
        if self.latest_slot == "between" or self._kind(self.at - 2) is _K.COORDINATOR:
            return False  # "good for A and for reducing B"
        return self.latest[-1].words[-1] not in MEANS or self.latest[-1].mention is not None

    def _subject(self, verb: Chunk, before: Chunk | None) -> Phrases:
        said = [clause for clause in self.found[self.begun :] if not clause.apposition]
        if before is None or (said and said[-1].verb.copula and self._tells_of_predicate(verb, said[-1])):
            return ()  # "it is hard to find A"
        if before.kind is _K.RELATIVE:
            self.related = self._antecedent(verb)
            return self.related
        if self._is_purpose(verb) or self._tells(verb, before):
            return () if self._tells_of_either(verb) else self._resolved(self._told_of(verb))
        if verb.infinitive and said and self._serves_another(said[-1].verb, before):
            return ()
        if self.pending == "by":
            said = [clause for clause in said if clause.lets != "be"] or said  # "B for finding A, by using C"
        if verb.form is VerbForm.GERUND and self._does_not_act(verb, said, before):
            return ()
        goes_on = before.kind is _K.COORDINATOR and verb.form is VerbForm.BASE
        if goes_on or (verb.form is VerbForm.GERUND and before.kind is _K.COMMA):
            said = [clause for clause in said if not clause.reduced] or said
        listed = verb.form is VerbForm.GERUND and not self.has_verb  # "sources: A, B, C using D"
        opening = self.opening[-1:] if listed else self.opening
        if goes_on and said and said[-1].verb.infinitive:
            opening = ()  # "it is hard to find A and use B"
        last = (said[-1].subject if said else ()) or opening
        return self._finite_subject(verb, before, last) if self._is_finite(verb) else last

    def _antecedent(self, verb: Chunk) -> Phrases:
        """What a relative clause tells of: the nearest noun phrase of its number, or that of a "which" before "and"."""
        if self.related and self._kind(self.at - 2) is _K.COORDINATOR:
            return self.related
        removal = (self._kind(self.at - 3), self._kind(self.at - 2)) == (_K.VERBS, _K.COMMA)
        if removal or self._tells_of_either(verb):
            return ()  # "A is removed, which prevents B": its removal does
        told = self._told_of(verb)
        slots = self.found[-1].slots if self.found else []
        earlier = slots[-2][1] if len(slots) > 1 and slots[-1][1] == told else self.opening
        if self.latest_slot == "of" and earlier and earlier[-1].words[-1] in VARIANTS:
            told = earlier  # "A is a version of B that uses C"
        elif not agrees(told, verb):
            told = earlier if earlier != told and agrees(earlier, verb) else ()
        return self._resolved(told)

    def _tells_of_either(self, verb: Chunk) -> bool:
        """Whether a cause or a need may be told of a deed or of its "of": "the loss of A caused by B"."""
        due = verb.copula and any(chunk.words[-1:] == ("due",) for chunk in self.chunks[self.at + 1 : self.at + 2])
        caused = verb.lemma in CAUSING and verb.form is VerbForm.PARTICIPLE
        needs = verb.lemma in ("require", "need", "involve") and self.chunks[self.at - 1].kind is _K.RELATIVE
        if not (due or caused or needs) or self.latest_slot not in ("of", "on"):
            return False
        head = self.chunks[max(at for at in range(self.at) if self.chunks[at] is self.latest[0]) - 2]
        named = head.kind is _K.NOUNS and head.words[-1] not in TRANSPARENT | MEASURES
        return named and is_deed_or_many(head.words[-1]) and agrees((head,), verb)

    @staticmethod
    def _serves_another(done: Chunk, before: Chunk) -> bool:
        """Whether an infinitive is no deed of the subject: "was cooled to do A", "opens opportunities to do A"."""
        if not OPEN_TO_ALL.isdisjoint(before.words[-1:]):
            return done.lemma not in LETS
        return done.passive and done.words[-1] not in PURPOSEFUL and not DOUBTING.intersection(done.words)

    def _told_of(self, verb: Chunk) -> Phrases:
        """The noun phrase that a relative clause tells of: of "a library for A written in B", the library."""
        slots = self.found[-1].slots[-2:] if self.found else []
        if verb.lemma in MAKING and len(slots) == 2 and slots[1] == ("for", self.latest):
            return slots[0][1]
        return self.latest if self._is_closed(self.latest) else self.latest[-1:]

    def _is_closed(self, phrases: Phrases) -> bool:
        """Whether "and" or "or" closes a list; else what tells of its last tells of no other: "A, B induced by C"."""
        last = next((at for at in range(self.at - 1, 0, -1) if self.chunks[at] is phrases[-1]), 0) if phrases else 0
        return last == 0 or self.chunks[last - 1].kind is not _K.COMMA

    def _does_not_act(self, verb: Chunk, said: Sequence[Clause], before: Chunk) -> bool:
        """Whether a gerund is not what the clause's subject does: "B helps in using A", "by dropping A and using B"."""
        if self.pending == "in" or (self.pending == "as" and self._kind(self.at - 2) is not _K.PREPOSITION):
            return True  # but "as well as using A"
        if self.pending == "by" and said and said[-1].verb.passive and verb.lemma not in WIELDING:
            return True  # "is reached by lowering A": who lowers it is not said
        if before.kind is _K.COMMA and said and said[-1].verb.passive and said[-1].verb.words[-1] in UNDONE:
            return True
        if self.pending == "by" and not self.has_verb and self._kind(self.at - 2) is _K.NOUNS:
            return True  # "the control of A by lowering B is ...": nor here
        if self.pending == "of" and before.kind is _K.PREPOSITION:
            return self.at < 2 or ABLE.isdisjoint(self.chunks[self.at - 2].words[-1:])
        goes_on = bool(said) and said[-1].verb.form is VerbForm.GERUND and not said[-1].subject
        return goes_on and before.kind in (_K.COORDINATOR, _K.COMMA)

    def _tells_of_predicate(self, verb: Chunk, copula: Clause) -> bool:
        """Whether a verb form has to do with what "is" says of its subject, and not with the subject."""
        form = verb.infinitive or (verb.form is VerbForm.GERUND and verb.lemma == "use")
        return form and not self._is_means(copula)

    def _tells(self, verb: Chunk, before: Chunk) -> bool:
        """Whether a verb form right behind a noun phrase tells of it: "a library implementing A", "A used for B"."""
        if before.kind is _K.NOUNS and verb.form is VerbForm.GERUND and verb.lemma in HOLDING | HINDERING:
            return True
        if before.kind is not _K.NOUNS or verb.infinitive or verb.lemma == "use" or self._is_finite(verb):
            return verb.form is VerbForm.PARTICIPLE and before.kind is _K.NOUNS and not self._is_finite(verb)
        return verb.form is VerbForm.PARTICIPLE or not self.has_verb or self.found[-1].verb.copula

    def _finite_subject(self, verb: Chunk, before: Chunk, last: Phrases) -> Phrases:
        if before.kind is _K.COORDINATOR:
            return self._coordinate_subject(verb) or last
        if self.opening == self.fronted and self.commanded:
            self.opening = ()
        if self.antecedent:
            subject, self.antecedent = self.antecedent, ()
            return self._resolved(subject)
        if self.has_verb and before.kind is _K.NOUNS:
            self.opening = self.latest if self.latest_slot == OBJECT else ()
        self.has_verb = True
        return self._resolved(self.opening) if agrees(self.opening, verb) or wants_plural(verb) else ()

    def _coordinate_subject(self, verb: Chunk) -> Phrases:
        """The subject that "and provides" goes on with: that of the last finite verb, not of a purpose behind it."""
        if verb.form is not VerbForm.THIRD:
            return ()
        said = [clause for clause in reversed(self.found[self.begun :]) if self._is_finite(clause.verb)]
        said = [clause for clause in said if not clause.apposition]
        parted = self._kind(self.at - 2) is _K.COMMA
        outer = [clause for clause in said if not self._is_relative(clause)]
        return (outer if parted and outer else said or [Clause((), verb)])[0].subject

    def _is_relative(self, clause: Clause) -> bool:
        """Whether "which", "that" or "who" stands right before the verb of a clause."""
        ahead = [chunk for chunk in self.chunks if chunk.end <= clause.verb.start]
        return bool(ahead) and ahead[-1].kind is _K.RELATIVE

    def _resolved(self, phrases: Phrases) -> Phrases:
        """The phrases, or what they stand for."""
        return self.stands_for.get(phrases[0].start, phrases) if len(phrases) == 1 else phrases
