# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""The cue table of module E: what the words between two entities say, and which kinds may stand at its ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from k1.schema.vocabulary import EntityKind, RelationType

_K = EntityKind
_R = RelationType
_METHODS = frozenset({_K.METHOD, _K.MODEL})
_MAKERS = frozenset({_K.METHOD, _K.MODEL, _K.TOOL})
_SUBJECTS = frozenset({_K.TERM, _K.TASK, _K.DATASET, _K.CONCEPT})
_ANY = frozenset(EntityKind)


class Rule(NamedTuple):
    """A relation, the kinds of its head and tail, and the words that must fill the gap between them."""

    relation: RelationType
    heads: frozenset[EntityKind]
    tails: frozenset[EntityKind]
    between: re.Pattern[str]
    reverse: bool = False
    after: re.Pattern[str] | None = None

    def fits(self, gap: str, behind: str) -> bool:
        """Whether the words between two names, and those behind the second, are this rule's."""
        return self.between.match(gap) is not None and (self.after is None or self.after.match(behind) is not None)


def _rule(relation: RelationType, heads: frozenset[EntityKind], tails: frozenset[EntityKind], between: str,
          *, reverse: bool = False, after: str | None = None) -> Rule:  # fmt: skip
    # A citation in brackets, a closing mark and an article may stand on either side of the cue.
    pattern = rf"^[\s`*_\"'\u2019)]{{0,4}}(?:[(\[][^()\[\]]{{0,120}}[)\]])?,? ?(?:{between}) ?(?:the |a |an |its |our )?[`*_\"'\u2018(]{{0,3}}$"
    return Rule(
        relation,
        heads,
        tails,
        re.compile(pattern, re.IGNORECASE),
        reverse,
        re.compile(after, re.IGNORECASE) if after else None,
    )


_NOUN = (
    r"(?:package|library|toolkit|software|framework|tool|module|code|method|algorithm|model|approach|dataset|system)"
)
_WHICH = rf"(?:{_NOUN},? )?(?:which |that |and )?(?:also |then |currently |directly |internally |further )?"
_IS = r"(?:is|are|was|were|has been|have been)"
_USES = (
    rf"{_WHICH}(?:uses?|used|employs?|utili[sz]es?|leverages?|relies (?:heavily )?(?:up)?on|makes use of|{_IS} powered by"
    r"|combines?|adopts?|wraps?|using|with)"
)
_USES_STRICT = (
    rf"{_WHICH}(?:uses?|employs?|utili[sz]es?|leverages?|relies (?:heavily )?(?:up)?on|makes use of|{_IS} powered by|wraps?"
    r"|depends (?:up)?on|requires?)(?: (?:the |its )?(?:[\w-]+ ){0,3}(?:of|from))?"
)
_BUILT = rf"{_WHICH}(?:{_IS} )?(?:built (?:up)?on(?: top of)?|builds (?:up)?on(?: top of)?|based (?:up)?on|extends?|generali[sz]es)"

_SUCH_AS = r"(?:algorithms?|methods?|approaches|models?|techniques?|tools|packages|libraries|metrics|datasets)?,? ?(?:such as|like|including|e\.g\.,?|for example|for instance),?"

OWN_WORK = re.compile(
    r"^\W{0,3}((?:our|the|this) (?:[\w-]+ )?(?:package|library|toolkit|software|module|code|tool|method|algorithm|model|framework|system|agent))\b",
    re.IGNORECASE,
)
"""A subject that stands for the work the paper proposes."""

RULES: tuple[Rule, ...] = (
    _rule(
        _R.REQUIRES,
        frozenset({_K.TOOL}),
        frozenset({_K.TOOL}),
        rf"{_IS} an? (?:[\w+-]+,? ){{0,5}}",
        after=r"^(?:[ -][\w-]+){0,2} (?:package|library|toolkit|toolbox|module|framework|software|tool|code|implementation)\b",
    ),
    _rule(_R.BUILDS_ON, _METHODS, _METHODS, _BUILT),
    _rule(_R.DERIVED_FROM, _MAKERS, _MAKERS, _BUILT),
    _rule(_R.DERIVED_FROM, _ANY, _ANY, rf"{_IS} (?:derived|adapted|extracted|obtained) from"),
    _rule(_R.USES_COMPONENT, _METHODS, frozenset({_K.METHOD, _K.TOOL}), _USES_STRICT),
    _rule(
        _R.USES_COMPONENT, _METHODS, frozenset({_K.TOOL}), rf"{_IS} (?:\w+ )?(?:implemented|built|trained) (?:with|within|using|on top of)"
    ),
    _rule(_R.USES_TECHNIQUE, frozenset({_K.TOOL}), _METHODS, _USES_STRICT),
    _rule(_R.REQUIRES, frozenset({_K.TOOL}), frozenset({_K.TOOL}), _USES_STRICT),
    _rule(
        _R.REQUIRES,
        frozenset({_K.TOOL}),
        frozenset({_K.TOOL}),
        rf"{_WHICH}{_IS} (?:\w+ )?(?:implemented|written|developed|built) (?:entirely |purely )?(?:in|with|using|within)(?: pure)?",
    ),
    _rule(
        _R.IMPLEMENTS,
        frozenset({_K.TOOL}),
        _METHODS | {_K.METRIC, _K.TASK},
        rf"{_WHICH}(?:implements?|provides? (?:an? |efficient |fast |native )*implementations? of|{_IS} an? (?:[\w-]+ ){{0,4}}implementation of)",
    ),
    _rule(
        _R.IMPLEMENTS,
        frozenset({_K.TOOL}),
        _METHODS | {_K.METRIC, _K.TASK},
        r"(?:as |which )?(?:is |are )?(?:also )?implemented (?:in|by)",
        reverse=True,
    ),
    _rule(
        _R.REQUIRES,
        frozenset({_K.TOOL}),
        frozenset({_K.TOOL}),
        rf"{_IS} an? [^.;:!?()\[\]]{{0,160}}\b(?:using|built on(?: top of)?|based on|powered by|written in|implemented in|on top of)",
    ),
    _rule(
        _R.ENABLES,
        frozenset({_K.TOOL}),
        _METHODS | _SUBJECTS,
        rf"{_IS} an? (?:[\w+/,-]+ ){{0,6}}{_NOUN} (?:for|implementing|that implements|that enables|to perform|designed for|which performs)(?: [\w-]+){{0,8}}"
        rf"|{_WHICH}(?:can |also )?(?:computes?|calculates?|estimates?|performs?)"
        rf"|{_WHICH}(?:provides?|offers?|includes?) (?:\w+ )?(?:tools?|functions?|methods?|routines?|a platform|support|functionality|an interface) (?:for|to)(?: \w+ing)?(?: \w+ing)?",
    ),
    _rule(
        _R.ENABLES,
        frozenset({_K.TOOL}),
        _METHODS | _SUBJECTS,
        rf"{_WHICH}(?:enables?|facilitates?|supports?|allows (?:for|users to perform))|{_IS} an? (?:[\w+/,-]+ ){{0,6}}"
        rf"{_NOUN} (?:for|designed for|dedicated to|to perform)",
    ),
    _rule(_R.SOLVES, _METHODS, frozenset({_K.TASK}), rf"{_WHICH}(?:solves?|addresses|tackles?)"),
    _rule(
        _R.APPLIED_TO,
        _METHODS,
        frozenset({_K.TASK, _K.DATASET, _K.TERM}),
        rf"{_WHICH}(?:(?:{_IS} |can be |has been |have been )?(?:\w+ly )?(?:applied to|used (?:for|in)|applicable to)|for)",
    ),
    _rule(_R.EVALUATED_ON, _METHODS, frozenset({_K.DATASET}), rf"{_WHICH}(?:{_IS} )?(?:evaluated|tested|trained|benchmarked) on"),
    _rule(_R.MEASURED_BY, _METHODS | {_K.TASK}, frozenset({_K.METRIC}), rf"{_IS} (?:measured|evaluated|assessed|quantified) (?:by|using|with|in terms of)"),
    _rule(
        _R.COMPARED_WITH,
        _METHODS,
        _METHODS,
        rf"{_WHICH}(?:(?:{_IS} )?compared (?:to|with|against)|outperforms?|outperformed|versus|vs\.?)",
    ),
    _rule(
        _R.ALTERNATIVE_TO,
        frozenset({_K.METHOD}),
        frozenset({_K.METHOD}),
        rf"(?:{_IS} )?(?:an? (?:\w+ )?alternative to|instead of|rather than)",
    ),
    _rule(_R.DIFFERS_FROM, _ANY, _ANY, rf"(?:{_WHICH}(?:differs? from|{_IS} different from)|,? unlike)"),
    _rule(_R.COMBINES, _MAKERS, _ANY, rf"{_WHICH}(?:combines|integrates|incorporates|couples)"),
    _rule(_R.CONSISTS_OF, _ANY, _ANY, rf"{_WHICH}(?:consists? of|{_IS} composed of|comprises?|contains?|includes?)"),
    *(
        _rule(_R.SUBSET_OF, frozenset({kind, _K.TERM}), frozenset({kind}), _SUCH_AS, reverse=True)
        for kind in (_K.METHOD, _K.MODEL, _K.TERM, _K.DATASET, _K.METRIC, _K.TASK)
    ),
    _rule(
        _R.USES_TECHNIQUE,
        _SUBJECTS,
        _METHODS | {_K.TOOL, _K.TERM},
        rf"(?:signals?|data|values?|properties|samples?)? ?{_IS} (?:\w+ly )?(?:recorded|measured|acquired|obtained|computed|calculated|estimated|analy[sz]ed|performed|carried out) (?:using|with|by|via|by means of)",
    ),
    _rule(_R.SUBSET_OF, _ANY, _ANY, rf"{_IS} (?:an? |the )?(?:sub(?:set|class|type) of|(?:special|particular) case of|type of|kind of|form of|variant of|class of)"),
    _rule(_R.CAUSES, _ANY, _ANY, rf"{_WHICH}(?:causes?|caused|leads? to|led to|results? in|resulted in|induces?|induced)"),
    _rule(_R.INHIBITS, _ANY, _ANY, rf"{_WHICH}(?:inhibits?|inhibited|suppress(?:es|ed)?|prevents?|prevented|reduces?|blocks?)"),
    _rule(_R.ENABLES, _ANY - {_K.METRIC}, _ANY, rf"{_WHICH}(?:enables?|enabled|facilitates?|makes? possible)"),
    _rule(_R.MODULATES, _ANY, _ANY, rf"{_WHICH}(?:modulates?|modulated|regulates?|regulated|controls?|affects?|influences?|increases?|increased|enhances?|enhanced)"),
    _rule(_R.CORRELATED_WITH, _ANY, _ANY, rf"{_IS} (?:\w+ly )?(?:correlated|associated) with"),
    _rule(_R.REQUIRES, _ANY, _ANY, rf"{_WHICH}(?:requires?|required|needs?)"),
)  # fmt: skip
"""The first rule that fits decides."""

NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|neither|nor|without|fails? to|unlikely|if|whether)\b|n't\b", re.IGNORECASE
)

LANGUAGES = frozenset({"python", "r", "julia", "matlab", "c++", "fortran", "java", "jupyter"})
"""Tools that others are written in: they are tails, never the head that does something."""
