"""Papers that words name by who wrote them: "Luger et al. 2021", "the article by Naik and Petersen"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from k1.retrieval.evidence.places import attributes_of
from k1.retrieval.store.graph_store import KnowledgeGraph
from k1.retrieval.store.names import FAMILY_NAME
from k1.retrieval.store.tokens import root_terms, sorted_key
from k1.schema.identity import canonical_text, family_name
from k1.schema.vocabulary import EdgeType, NodeKind
from k1.text.accents import without_accents
from k1.text.months import MONTH

WORKS = r"(?:papers?|articles?|publications?|works?|stud(?:y|ies))"
_WRITINGS = (
    rf"(?:{WORKS}|reports?|reviews?|surveys?|trials?|protocols?|meta-analys[ei]s|replications?|reproductions?|preprints?"
    r"|manuscripts?|chapters?|theses|thesis)"
)
_CAPITAL = r"(?![a-zß-öø-ÿ])[^\W\d_]"
_NO_PERSON = (
    r"(?!(?:What|Which|Who|Whom|Whose|When|Where|Why|How|Did|Do|Does|Is|Are|Was|Were|Has|Have|Had|Can|Could|In|On|At|By|For|From|To"
    r"|Of|The|An|And|According|Please|As|After|Before|Since|If|Unlike|With|Within|Using|Following|Summari[sz]e|Describe|Explain|Compare|Find"
    r"|Show|Give|Tell|Discuss|Outline|Quote)\b)"
)
_LETTERS = r"[^\W\d_]++(?:[-\u2010'\u2019](?!s\b)[^\W\d_]++)*+"
_NAME = rf"\b{_NO_PERSON}(?={_CAPITAL}){_LETTERS}"
_INITIALS = rf"\b(?:{_CAPITAL}\.[- ]?){{1,3}}+"
_PARTICLE = r"\b(?:d[aeiu]|d[eo]s|de la|del|della|de[nr]|van|von|van de[nr]?|von der|te[nr]|la|le|el|al|bin|ibn)"
_PERSON = rf"(?:{_INITIALS}|{_NAME} |{_PARTICLE} ){{0,4}}{_NAME}(?: (?:Jr|Sr|II|III)\b\.?)?"
_PEOPLE = rf"(?P<people>{_PERSON}(?:(?:, (?:and |& )?| and | & ){_PERSON}){{0,5}})"
_ONE_WORD = rf"(?P<people>\b{_LETTERS})"
_OTHERS = r"(?P<others>,? (?:et al\b\.?|(?:and|&) (?:colleagues|co-?workers|co-?authors|associates|others)))"
_YEAR = r"(?:,? [\[(]?(?:1[89]|20)\d\d[a-z]?\b[\])]?)"
_OF_ONE = r"['\u2019]s?"
_MORE = r"(?:[\w-]+ ){0,2}?"
_NO_THING = (  # "Parkinson's disease studies" are not his
    r"(?!(?:diseases?|syndromes?|disorders?|lymphomas?|sarcomas?|palsy|chorea|ataxia|dystrophy|thyroiditis|o?esophagus"
    r"|law|theorem|lemma|conjecture|inequality|paradox|razor|modulus)\b)"
)
_NO_GROUP = r"(?! (?:\w+ )?(?:researchers|scientists|authors|users|students|patients|groups?|teams?)\b)"
_FORMS = (
    rf"\b(?:(?:[Tt]he|[Aa]n?|[Tt]h(?:is|at)) {_MORE})?{_WRITINGS} (?P<said>by|of|from) {_PEOPLE}{_NO_GROUP}"
    rf"{_OTHERS}?{_YEAR}?",
    rf"(?<!\b[Tt]he ){_PEOPLE}{_OTHERS}?{_OF_ONE} {_NO_THING}(?:{_MORE}(?!work))?{_WRITINGS}\b{_YEAR}?",
    rf"\b[Tt]he (?P<said>){_PEOPLE}{_OTHERS}?{_YEAR}? {_WRITINGS}\b",
    rf"{_PEOPLE}{_OTHERS}{_YEAR}?",
    rf"{_ONE_WORD}{_OTHERS}{_YEAR}?",
    rf"(?P<said>)(?!{MONTH} \d){_PEOPLE}{_YEAR}",
)
_SEARCHED = tuple(re.compile(form) for form in _FORMS)
_WHOLE = tuple(re.compile(rf"{form}(?: (?:on|about|of|in|for|with|called|titled) (?P<topic>.+))?") for form in _FORMS)
_IN_YEAR = re.compile(r"\b(?:1[89]|20)\d\d")
_INITIALS_BEHIND = re.compile(r"(?<=[^\W\d_]{2}) (?!II|IV|JR|SR|MD)([A-Z])[A-Z]{0,2}$")  # "Smith JA"
_INITIALS_TOGETHER = re.compile(r"^([A-Z])[A-Z]{1,2}(?= )")  # "JA Smith"
_SMALL = re.compile(rf"(?<!\S){_PARTICLE} ")  # "Bin Yang" and "Le Song" have no particle
_LEAST_OF_NAME = 3  # letters that a short form has: "Dan"
_BETWEEN = re.compile(r", (?:and |& )?| and | & ")
_LONGEST = 500  # characters of words that may name a paper
_ENOUGH = 0.5  # share of the words of a topic that a paper on it holds


@dataclass(frozen=True)
class AuthorReference:
    """What names a paper by its authors.

    ``first``: the first person is the first author; ``certain``: it names a paper, whether or not one is known; of
    another form ("the Wong study", "the work of Wong") only what is known is one. ``span``: where it stands.
    """

    people: tuple[str, ...]
    first: bool = False
    year: int | None = None
    topic: str = ""
    certain: bool = True
    span: tuple[int, int] = (0, 0)

    @property
    def family(self) -> str:
        """The family name of the first person, without particles."""
        return _last_name(_with_comma(self.people[0]))


class Written(NamedTuple):
    """A paper, and the author of it that is meant."""

    number: int
    author: str
    place: int
    """Of the author among all of the paper, from 0."""

    @property
    def reason(self) -> str:
        """Why the paper is found."""
        return f"author {self.author} ({FAMILY_NAME})"


def whole_reference(name: str) -> AuthorReference | None:
    """What a name as a whole says of its authors: "Jolly's paper on mixed models"; None if it says no such thing."""
    plain = " ".join(name.split())
    found = (form.fullmatch(plain) for form in _WHOLE if len(plain) <= _LONGEST)
    return next((_read(match) for match in found if match), None)


def person(name: str) -> AuthorReference | None:
    """A name as a person's, if it may be one."""
    return AuthorReference((name,), certain=False) if re.fullmatch(_PERSON, name[:_LONGEST]) else None


def people_in(name: str) -> tuple[str, ...]:
    """The people that a list of names names: "Ada Elder and B. Rain"; none where it is no such list."""
    listed = re.fullmatch(_PEOPLE, name[:_LONGEST])
    return tuple(_BETWEEN.split(name)) if listed else ()


def references_in(text: str) -> list[AuthorReference]:
    """The ways to read a part of a text as a paper named by its authors, the surest first."""
    found = (form.search(text) for form in _SEARCHED if len(text) <= _LONGEST)
    return [_read(match) for match in found if match]


def _read(match: re.Match[str]) -> AuthorReference:
    said = match.groupdict()
    topic, others = said.get("topic") or "", bool(said.get("others"))
    dated = _IN_YEAR.search(match[0].removesuffix(topic))
    year = int(dated[0]) if dated else None
    certain = others or said.get("said") in (None, "by")
    return AuthorReference(tuple(_BETWEEN.split(said["people"])), others, year, topic, certain, match.span())


def papers_by(graph: KnowledgeGraph, reference: AuthorReference) -> list[Written]:
    """The papers that a reference may mean: those of the corpus before such as are cited, of first authors first.

    Of a year, else of one beside it, for a preprint and its article are often a year apart, else of no known year.
    """
    found = written_by(graph, reference.people)
    if reference.first:
        found = [one for one in found if one.place == 0]
    if reference.year:
        years = {one: graph.node(one.number)["year"] for one in found}
        exact = [one for one in found if years[one] == reference.year]
        found = exact or [one for one in found if years[one] is None or abs(years[one] - reference.year) == 1]
    if reference.topic:
        found = _on_topic(graph, found, reference.topic)
    found = [one for one in found if graph.node(one.number)["in_corpus"]] or found
    return [one for one in found if one.place == 0] or found


def written_by(graph: KnowledgeGraph, people: Sequence[str]) -> list[Written]:
    """The papers, cited ones too, that have each of some people for an author; none of nobody."""
    if not people:
        return []
    behind = [_with_comma(person) for person in people]
    # As they are asked for first: the family name of Weinan E is no initial.
    return _by_all(graph, people) or (_by_all(graph, behind) if behind != [*people] else [])


def _by_all(graph: KnowledgeGraph, people: Sequence[str]) -> list[Written]:
    family = _last_name(people[0])
    listing = {*_of_nodes(graph, family), *_of_lists(graph, family)} if family else ()
    found = []
    for number in sorted(listing):
        names = author_names(graph, number)
        places = [next((at for at, name in enumerate(names) if _may_be(name, one)), -1) for one in people]
        if -1 not in places:
            found.append(Written(number, names[places[0]], places[0]))
    return found


def author_names(graph: KnowledgeGraph, paper: int) -> tuple[str, ...]:
    """The authors of a paper in printed order; of a paper known only from references, as the reference says."""
    return tuple(attributes_of(graph.node(paper)).get("authors", ()))


def _of_nodes(graph: KnowledgeGraph, family: str) -> list[int]:
    """The papers of authors that are nodes, by a family name."""
    named = (pl.col("reason") == FAMILY_NAME) & (pl.col("sorted_key") == sorted_key(family))
    authors = [number for node in graph.names.filter(named)["node"] if (number := graph.number(node)) is not None]
    return [edge.head for author in authors for edge in graph.edges_to(author, EdgeType.AUTHORED_BY.value)]


def _of_lists(graph: KnowledgeGraph, family: str) -> list[int]:
    """The papers whose printed authors hold a family name: of works that are only cited, these are no nodes."""
    papers = graph.of_kind(NodeKind.PAPER.value)
    rows = papers.select("number", pl.col("attributes").str.json_path_match("$.authors")).iter_rows()
    # Folded as the name is: a list prints O’Keeffe and Weiß. Only the authors: to fold all the JSON takes far longer.
    return [number for number, listed in rows if family in without_accents(canonical_text(listed or ""))]


def _on_topic(graph: KnowledgeGraph, found: list[Written], topic: str) -> list[Written]:
    """The papers that hold most of the words of a topic, where that is enough of them."""
    asked = set(root_terms(topic))
    held = {one: len(asked & _roots(graph, one.number)) / (len(asked) or 1) for one in found}
    most = max(held.values(), default=0.0)
    return [one for one in found if held[one] == most] if most >= _ENOUGH else []


def _roots(graph: KnowledgeGraph, paper: int) -> set[str]:
    """The roots of the words of a paper's title and abstract."""
    row = graph.node(paper)
    return set(root_terms(f"{row['name']} {row['text']}"))


def _may_be(author: str, person: str) -> bool:
    """Whether a printed author may be a person: the same last names, or family name and, if asked for, the first name.

    Of a first name an initial or its beginning is enough: "J. Smith" and "Dan Smith" may be Daniel J., Jane is not.
    """
    words = _words(person)
    if "," not in author and _words(author)[-len(words) :] == words:
        return True
    printed, asked = _in_order(author), _in_order(person)
    if len(asked) == 1 or len(printed) == 1:
        return printed[-1:] == asked
    short, long = sorted((printed[0], asked[0]), key=len)
    alike = short == long or (long.startswith(short) and (len(short) == 1 or len(short) >= _LEAST_OF_NAME))
    return printed[-1] == asked[-1] and alike


def _in_order(name: str) -> list[str]:
    """Given names and family name, without particles, of "Given Family", "Given Family, Jr." or "Family, Given"."""
    plain = _SMALL.sub("", _INITIALS_TOGETHER.sub(r"\1", name))
    before, _, after = _folded(plain).partition(",")
    family = _family(plain)
    return _words(f"{after if before == family else before.rpartition(family)[0]} {family}")


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", _folded(name))


def _with_comma(person: str) -> str:
    """A person with the initials behind the family name as "Family, Given"."""
    return _INITIALS_BEHIND.sub(r", \1.", person)


def _last_name(person: str) -> str:
    return next(reversed(_family(_SMALL.sub("", person)).split()), "")


def _family(author: str) -> str:
    """The family name, without accents: many ask for Łukasz by Lukasz."""
    return without_accents(family_name(author))


def _folded(text: str) -> str:
    return without_accents(canonical_text(text))
