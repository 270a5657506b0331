"""Lists and appositions: the noun phrases that commas and coordinators join, and where the next clause begins."""

from __future__ import annotations

from collections.abc import Sequence

from k1.extraction.grammar.chunks import Chunk, ChunkKind
from k1.extraction.grammar.clause import Clause, Phrases
from k1.extraction.grammar.verb_frames import OBJECT, WITHOUT_PASSIVE
from k1.extraction.grammar.word_classes import VerbForm
from k1.text.words import word_set

_K = ChunkKind


class ListReader:
    """Where a pass over the chunks of a sentence stands, and what lists and appositions it reads there."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = chunks
        self.at = 0
        self.found: list[Clause] = []
        self.opening: Phrases = ()  # the subject of the clause that is open
        self.has_verb = False  # whether it has its verb
        self.pending = ""  # the preposition that waits for its noun phrase
        self.stands_for: dict[int, Phrases] = {}

    def _kind(self, at: int) -> ChunkKind:
        """What stands at a place; before the sentence and behind it a break."""
        return self.chunks[at].kind if 0 <= at < len(self.chunks) else _K.BREAK

    def _behind_joints(self) -> int:
        """Where the commas and coordinators end that begin here."""
        at = self.at
        while self._kind(at) in _JOINTS:
            at += 1
        return at

    def _coordinated(self) -> Phrases:
        """The noun phrases from here that commas and coordinators join; what begins a new clause stays out."""
        phrases = [self.chunks[self.at]]
        self.at += 1
        first, closed = self.at, False
        while (ahead := self._next_member(len(phrases))) is not None:
            if len(phrases) == 1 and self._is_apposition(phrases[0], ahead):
                self._apposition(tuple(phrases), ahead)
                break
            if closed and self.chunks[ahead - 1].kind is _K.COMMA:
                break  # "A or B, C": C begins anew
            closed = self.chunks[ahead - 1].kind is _K.COORDINATOR
            phrases.append(self.chunks[ahead])
            self.at = ahead + 1
        if self.has_verb and len(phrases) > 1 and not closed and self._goes_on_as_subject():
            phrases, self.at = phrases[:1], first
        return self._named(phrases)

    def _goes_on_as_subject(self) -> bool:
        """Whether the list that commas began is the subject of the next clause: "is based on A, B, and C need D"."""
        ahead = self._behind_joints()
        joined = any(chunk.kind is _K.COORDINATOR for chunk in self.chunks[self.at : ahead])
        return joined and self._kind(ahead) is _K.NOUNS and self._acts(ahead + 1)

    def _named(self, phrases: list[Chunk]) -> Phrases:
        """The phrases; the name where a comma sets it behind its class: "a synthetic dataset, AutoScholarQuery"."""
        first, ahead = phrases[0], self.at + 1
        if len(phrases) > 1 or ahead >= len(self.chunks) or self.chunks[self.at].kind is not _K.COMMA:
            return tuple(phrases)
        member = self.chunks[ahead]
        begins = self._acts(ahead + 1)
        if first.mention is not None or member.mention is None or begins or len(member.tokens) > 1:
            return tuple(phrases)
        self.at = ahead + 1
        self.stands_for[first.start] = (member,)
        return (member,)

    def _is_apposition(self, first: Chunk, ahead: int) -> bool:
        """Whether a noun phrase says what the one before the comma is: "A, a package"."""
        member = self.chunks[ahead]
        if any(chunk.kind is not _K.COMMA for chunk in self.chunks[self.at : ahead]):
            return False
        if first.kind is not _K.NOUNS or member.words[0] not in _ARTICLES:
            return False
        if first.mention is None:
            return first.words[0] not in _ARTICLES and self._is_set_off(ahead)
        return member.words[0] != "the" or not self._list_goes_on(ahead)

    def _is_set_off(self, ahead: int) -> bool:
        """Whether "a B", or "a B and C", stands between commas before a verb: "A, a B and C antagonist, reduces D"."""
        kinds = [chunk.kind for chunk in self.chunks[ahead + 1 : ahead + 5]]
        if kinds[:2] == [_K.COORDINATOR, _K.NOUNS]:
            kinds = kinds[2:]
        closes = kinds[:2] == [_K.COMMA, _K.VERBS] and self.chunks[ahead].words[0] in ("a", "an")
        return closes and not self.has_verb

    def _apposition(self, phrases: Phrases, ahead: int) -> None:
        """Take what "A, a fast and general package" says of A as a clause with "is"."""
        members = [self.chunks[ahead]]
        at = ahead + 1
        while (self._kind(at), self._kind(at + 1)) == (_K.COORDINATOR, _K.NOUNS):
            members.append(self.chunks[at + 1])
            at += 2
        self.stands_for.update((member.start, phrases) for member in members)
        verb = Chunk(_K.VERBS, members[0].start, members[0].start, copula=True)
        self.found.append(Clause(phrases, verb, [(OBJECT, tuple(members))], apposition=True))
        self.at = at

    def _next_member(self, members: int) -> int | None:
        """Where the next noun phrase of a list stands; two with only a comma between them are no list."""
        at = self._behind_joints()
        if at == self.at or self._kind(at) is not _K.NOUNS:
            return None
        commas_only = all(chunk.kind is _K.COMMA for chunk in self.chunks[self.at : at])
        if self.pending and not self.opening and commas_only and members == 1:
            return None  # "In contrast to A, B ...", "In order to tell A, a B ...": B opens the clause
        if self.chunks[at].words[0] in _PRONOUNS:
            return None
        begins = self._acts(at + 1)
        if begins and (self.has_verb or commas_only):
            return None  # "uses A, and B provides C": B is the subject of its own clause
        apposed = members == 1 and self._is_apposition(self.chunks[at - 2], at)
        return at if not commas_only or members > 1 or apposed or self._list_goes_on(at) else None

    def _list_goes_on(self, at: int) -> bool:
        """Whether a list goes on behind a member: "A, the B, and C"."""
        kinds = [chunk.kind for chunk in self.chunks[at + 1 : at + 4]]
        return kinds[:2] in ([_K.COMMA, _K.COORDINATOR], [_K.COMMA, _K.NOUNS]) or kinds[:1] == [_K.COORDINATOR]

    def _acts(self, at: int) -> bool:
        """Whether the verb of a clause stands here: a finite one, or a past tense behind that of another clause."""
        if at >= len(self.chunks):
            return False
        verb, ahead = self.chunks[at], self.chunks[at + 1 : at + 2]
        told = verb.form is VerbForm.PARTICIPLE and self.has_verb and is_past(self.found[-1].verb)
        acts = verb.lemma in WITHOUT_PASSIVE or (ahead != [] and ahead[0].kind is _K.NOUNS)
        return self._is_finite(verb) or (verb.kind is _K.VERBS and told and acts)

    @staticmethod
    def _is_finite(chunk: Chunk) -> bool:
        if chunk.kind is not _K.VERBS or chunk.infinitive:
            return False
        return chunk.copula or chunk.form in _FINITE or _AUXILIARIES.intersection(chunk.words) != set()


def is_past(verb: Chunk) -> bool:
    """Whether a finite verb is in the past."""
    return not _PAST.isdisjoint(verb.words) or (verb.form is VerbForm.THIRD and not verb.words[-1].endswith("s"))


_JOINTS = frozenset({_K.COMMA, _K.COORDINATOR})
_PAST = frozenset({"was", "were", "had", "did"})
_ARTICLES = frozenset({"a", "an", "the"})
_PRONOUNS = frozenset({"we", "it", "they", "i", "you"})
_FINITE = frozenset({VerbForm.THIRD, VerbForm.BASE})
_AUXILIARIES = word_set("is are was were has have had can could may might will would should must do does did")
