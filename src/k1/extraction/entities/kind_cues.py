# ruff: noqa: E501  (a cue table reads best with one pattern a line)
"""What kind of entity a name stands for, told by its head word or by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from k1.extraction.grammar.phrases import is_qualifier
from k1.extraction.reading.class_nouns import DATA_SETS, TOOLBOXES
from k1.schema.vocabulary import EntityKind
from k1.text.normalisation import singular
from k1.text.words import word_set

HEADS: dict[EntityKind, frozenset[str]] = {
    EntityKind.TOOL: TOOLBOXES | word_set("software program simulator webserver app codebase api plugin compiler"),
    EntityKind.DATASET: DATA_SETS | word_set("catalog catalogue databank biobank treebank"),
    EntityKind.METRIC: word_set(
        """accuracy recall precision f1 auc auroc rmse mae bleu rouge perplexity likelihood-ratio coefficient
        error-rate f-score f1-score specificity sensitivity divergence entropy loss"""
    ),
    EntityKind.MODEL: word_set(
        """network transformer autoencoder perceptron llm gan cnn rnn lstm vae machine forest tree model"""
    ),
    EntityKind.METHOD: word_set(
        """algorithm method technique sampler estimator regression solver optimizer optimiser integrator clustering
        sampling inference regularization regularisation optimization optimisation decomposition factorization
        interpolation quadrature integration backpropagation attention kernel process bootstrap
        imputation kriging spectroscopy microscopy spectrometry chromatography sequencing immunoassay assay pcr
        electrophoresis tomography crystallography anova ancova t-test imaging diffraction transform descent carlo
        embedding learning fine-tuning finetuning distillation augmentation calorimetry cytometry voltammetry
        titration annealing theory scheme approximation filtering filter"""
    ),
    EntityKind.TASK: word_set(
        """classification segmentation detection recognition estimation prediction forecasting retrieval translation
        summarization summarisation generation answering identification localization localisation discovery
        planning scheduling control tracking reconstruction matching parsing tagging alignment search"""
    ),
}
"""Last words that tell a kind. Plurals are folded before the look-up."""

_ONLY_WITH = {
    "tree": word_set("decision regression classification boosted boosting boost random model survival causal bagged"),
    "forest": word_set("random isolation survival causal decision regression classification quantile deep"),
    "network": word_set(
        """neural convolutional convolution recurrent adversarial deep attention belief residual generative feedforward
        forward graph capsule siamese lstm gru cnn rnn memory hopfield policy dense encoder decoder transformer bayesian
        bayes segmentation detection proposal fusion pyramid embedding learning classified classifier classification
        spiking echo kolmogorov student teacher backbone"""
    ),
}
"""Heads that tell a kind only with one of these words before them."""
_COMPARED = frozenset({"sham", "vehicle", "placebo", "case", "population"})
"""Whom a study compares with: "sham controls"."""
_METHODS_OF_CONTROL = frozenset({"predictive control", "feedback control", "optimal control"})
_BY_HEAD = {word: kind for kind, words in HEADS.items() for word in words}

_TOOL_NOUN = (
    r"(?:(?:software|python|r|c\+\+|julia|matlab|java|open-source|web|compatibility|numerical|computing) ){0,2}(?:packages?|librar(?:y|ies)|toolkits?"
    r"|toolbox(?:es)?|software|tools?|programs?|frameworks?|simulators?|plugins?"
    r"|suites?|codes?(?= [(\[`*A-Z]| \w+\b))"
)
_DATA = r"(?:data ?sets?|database|corpus|benchmark|catalogu?e)"
# A further member of a list, with its citation: "A [1], B (Smith, 2010), and C".
_MEMBER = r"(?: (?:the )?[\w.+-]{1,30}(?: ?(?:\[[^\]]{0,120}\]|\([^)]{0,120}\)))?,?(?: and| or)?)"
_NEAR = r"^(?:_|[^\w.:;!?]){0,3}"  # no sentence ends between: "COVID-19. Methods: ..."
_IS_A = rf"{_NEAR}(?:[(\[][^)\]]{{0,80}}[)\]])?(?:,| is| was) an? (?:[\w+/,-]+ ){{0,5}}"
# A citation may stand between a name and its class: "the rpy2 [7] library".
_CITE = rf"{_NEAR}(?:[(\[][^()\[\]]{{0,120}}[)\]])? ?"
# Whoever praises a tool speaks of a method: "PCR is a powerful tool".
_PRAISES = "useful powerful valuable important promising effective versatile reliable excellent good"
_TOOL_ALONE = "".join(f"(?<!{word} )" for word in _PRAISES.split()) + "tool"
AFTER = (
    (EntityKind.DATASET, re.compile(rf"{_CITE}(?:{_DATA}|data release)\b", re.I)),
    (EntityKind.TOOL, re.compile(rf"{_CITE}{_TOOL_NOUN}\b", re.I)),
    (EntityKind.TOOL, re.compile(r"^[\W_]{0,3}[(\[][^()\[\]]{0,120}[)\]] (?:[\w+-]+ ){1,3}(?:package|library|framework|toolkit|software)\b", re.I)),
    (EntityKind.DATASET, re.compile(rf"{_IS_A}{_DATA}\b", re.I)),
    (EntityKind.TOOL, re.compile(_IS_A + rf"(?:package|library|toolkit|toolbox|software|program|{_TOOL_ALONE}|framework|module|implementation)\b", re.I)),
    (EntityKind.MODEL, re.compile(_IS_A + r"(?:model|network|agent|llm|architecture)\b", re.I)),
    (EntityKind.METHOD, re.compile(_IS_A + r"(?:method|algorithm|technique|sampler|approach|estimator)\b", re.I)),
    (EntityKind.MODEL, re.compile(_CITE + r"(?:(?:language|neural|foundation) )?(?:models?|networks?|architecture)\b(?!-)", re.I)),
    (EntityKind.METHOD, re.compile(_CITE + r"(?:algorithms?|methods?|techniques?|samplers?|approach(?:es)?|procedures?|estimators?|scheme|functionals?(?! \w)|assays?)\b", re.I)),
    (EntityKind.METRIC, re.compile(r"^[\W_]{0,3} ?(?:scores?|metrics?|index|coefficient)\b", re.I)),
)  # fmt: skip
"""What stands after a name: "X package", "X dataset", "X is a library"."""
BEFORE = (
    (EntityKind.TOOL, re.compile(rf"\b{_TOOL_NOUN}(?:,? (?:called|named|such as|like|including|e\.g\.,?))? [\W_]{{0,3}}$", re.I)),
    (EntityKind.DATASET, re.compile(rf"\b{_DATA}(?: (?:called|named|such as|like))? [\W_]{{0,3}}$", re.I)),
    (EntityKind.TOOL, re.compile(r"\b(?:implemented (?:in|with|using|within)|written in|(?:available|provided|distributed) (?:in|through|via|as) (?:the )?|interfaces? (?:to|with)|installed (?:with|via|using)|built on(?: top of)?|powered by|wrapper (?:for|around)) (?:the )?[\W_]{0,3}$", re.I)),
    (EntityKind.TOOL, re.compile(r"\b(?:packages|libraries|toolkits|tools|programs)(?: [\w-]+){0,4} (?:include|are)(?: \([^)]{0,80}\))?:?" + _MEMBER + r"{0,10} [\W_]{0,3}$", re.I)),
    (EntityKind.TOOL, re.compile(r"\b(?:packages|libraries|toolkits|software|tools|programs|frameworks)(?: packages)?,? (?:like|such as|including|e\.g\.,?|namely)" + _MEMBER + r"{1,10} [\W_]{0,3}$", re.I)),
    (EntityKind.MODEL, re.compile(r"\b(?:models?|architectures?|networks?) (?:called|named|such as|like) [\W_]{0,3}$", re.I)),
    (EntityKind.METHOD, re.compile(r"\b(?:algorithms?|methods?|samplers?|techniques?|estimators?) (?:called|named|such as|like|including) [\W_]{0,3}$", re.I)),
)  # fmt: skip
"""What stands before a name: "implemented in X", "datasets such as X"."""

NAMES_A_MODEL = re.compile(
    r"(?:^|[\W_])(?:(?:chat)?gpt|llama|qwen|gemini|claude|mistral|bert|roberta|t5|resnet|u-?net|vit|lstm|cnn|rnn|gnn|transformer)"
    r"(?:[\W_\d]|$)|[\W_]\d+[bm](?:[\W_]|$)",
    re.IGNORECASE,
)
"""What names of language models and networks are made of: "GPT-4o", "ResNet", "PaSa-7b"."""

KNOWN_TOOLS = word_set("""
    python numpy scipy matplotlib pandas jax pytorch tensorflow keras theano astropy fortran matlab numba cython jupyter
    scikit-learn statsmodels pymc pymc3 seaborn xarray dask spss stata imagej graphpad sympy plotly networkx igraph c++
    pybind11 cuda sql mysql postgresql sqlite mongodb hdf5 netcdf pyarrow hadoop vasp lammps gromacs pymatgen ggplot2
    lme4 bioconductor mafft arviz
    """)
"""Software that papers name without a cue; none that goes by a common word ("Julia", "Stan", "Excel")."""

_BARE = re.compile(r"^ (?:librar(?:y|ies)|programs?|codes?)\b", re.I)
_NO_TOOL = re.compile(
    r"(?:^|[\s-])(?:(?:c|g|m|r|t|si|sg|sh|mi|nc|lnc|pri|pre|ss|ds|cf)?[DR]NA(?:-seq)?s?|CRISPR(?:[-/]?Cas\d+|i|a)?|phages?(?: display)?"
    r"|genomic|HIV(?:-\d)?|AIDS|ICD(?:-\d+)?(?:-\w+)?|CPT|ATC|STEM|PhD|MSc|MBA|BAC|YAC|ORF|SNP|QR)$"
)
"""What has libraries, programs or codes of its own: a "cDNA library" holds clones."""


def head_kind(phrase: str) -> EntityKind | None:
    """The kind that the last word of a phrase tells; None where it tells nothing."""
    words = phrase.casefold().split()
    if not words:
        return None
    if " ".join(words[-2:]) in _METHODS_OF_CONTROL:
        return EntityKind.METHOD
    last = words[-1]
    if not _tells(singular(last), words[:-1]):
        return None
    return _BY_HEAD.get(last) or _BY_HEAD.get(singular(last)) or _BY_HEAD.get(last.rpartition("-")[2])


def _tells(head: str, before: Sequence[str]) -> bool:
    """Whether a head tells a kind with the words before it: "random forest" and not "rain forest"."""
    if head == "control":
        return bool(before) and not (
            is_qualifier(before[-1]) or before[-1].endswith("matched") or before[-1] in _COMPARED
        )
    fit = _ONLY_WITH.get(head)
    return fit is None or not fit.isdisjoint(part for word in before for part in word.split("-"))


def context_kinds(text: str, start: int, end: int) -> list[EntityKind]:
    """The kinds told by what stands right before and right after ``start:end``."""
    after, before = text[end : end + 120], text[max(0, start - 400) : start]
    kinds = [kind for kind, pattern in AFTER if pattern.search(after)][:1]
    if kinds == [EntityKind.TOOL] and _is_of_something(text[start:end], after):
        kinds = []
    kinds += [kind for kind, pattern in BEFORE if pattern.search(before)][:1]
    return kinds


def _is_of_something(name: str, after: str) -> bool:
    """Whether a bare "library", "program" or "code" is of something rather than called so: "ICD-10 codes"."""
    return _BARE.search(after) is not None and _NO_TOOL.search(name) is not None
