"""A small model from nothing: a tokenizer trained on the spot and a Qwen3 with random weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from k1.models.instances import Instance, user_turn
from k1.models.prompt import ANSWER_CLOSE, ANSWER_OPEN, SYSTEM_TURN, THINK_CLOSE, THINK_OPEN, short_prompt
from k1.training.data.replies import prompt_text, taught_reply
from k1.training.engines.induction_start import start_with_induction
from k1.training.engines.packaged_weights import packaged_gguf, write_packaged
from k1.training.profile.settings import ModelSettings, TrainingSettings

PAD, END, UNKNOWN = "<pad>", "<end>", "<unknown>"
TAGS = (THINK_OPEN, THINK_CLOSE, ANSWER_OPEN, ANSWER_CLOSE)
_PIECES = {
    "phrases": r"\p{Lu}\p{Ll}+| ?\p{Ll}+(?: \p{Ll}+)* ?|\p{L}+",
    "spaced": r'"(?:[\]\}:,\[\{]+| (?=[\[\{"]))*"?| ?\p{L}+| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s',
}
"""What an entry of the tokenizer never crosses. A word must be the same tokens after a blank, in the text, and after a
quotation mark, in JSON, or it cannot be copied. A "spaced" word keeps the blank before it, which halves the tokens and
leaves nothing between the words of a mention; the quotation mark that opens a string of JSON is read with a blank after
it (``_OPENINGS``), and JSON's own marks are one entry."""
_OPENINGS = ('["', '{"', ', "', ': "')
"""How a string of JSON begins, as ``json.dumps`` writes it."""
_TOKENIZER_TEXTS = 4000
"""Open texts that the tokenizer is trained on, taken evenly; more of them change few entries."""

_CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)


def tokenizer_corpus(
    instances: Sequence[Instance], settings: TrainingSettings, texts: Sequence[str] = ()
) -> Iterator[str]:
    """What the tokenizer is trained on: open texts, questions as they are asked, replies as they are taught."""
    yield from texts[:: max(1, len(texts) // _TOKENIZER_TEXTS)]
    if settings.prompt == "chat":
        yield SYSTEM_TURN
    for instance in instances:
        yield short_prompt(instance) if settings.prompt == "short" else user_turn(instance)
        yield taught_reply(instance)


def write_tokenizer(corpus: Iterable[str], settings: ModelSettings, folder: Path) -> None:
    """Train a byte-pair tokenizer and write it to ``folder`` in the form that transformers reads.

    Names, words (or runs of small ones) and everything else are kept apart, so that a name is the same tokens in a text
    and in JSON, and can be copied. The four tags are one token each, but no special ones: decoding keeps them.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    words = pre_tokenizers.Split(Regex(_PIECES[settings.pieces]), behavior="isolated")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [words, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    if settings.pieces == "spaced":
        tokenizer.normalizer, tokenizer.decoder = _blank_after_openings()
    trainer = trainers.BpeTrainer(
        vocab_size=settings.vocabulary - len(TAGS), special_tokens=[PAD, END, UNKNOWN], show_progress=False
    )
    tokenizer.train_from_iterator(corpus, trainer)
    tokenizer.add_tokens([AddedToken(tag, special=False, normalized=False) for tag in TAGS])
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token=PAD, eos_token=END, unk_token=UNKNOWN, padding_side="left"
    )
    wrapped.chat_template = _CHAT_TEMPLATE
    wrapped.save_pretrained(folder)


def _blank_after_openings() -> tuple[Any, Any]:
    """A normaliser that puts a blank before the first word of a line and of a string of JSON, and what undoes it."""
    from tokenizers import Regex, decoders, normalizers

    line = normalizers.Replace(Regex(r"\n(?=\S)"), "\n ")
    written = [normalizers.Replace(opening, f"{opening} ") for opening in _OPENINGS]
    read = [decoders.Replace(f"{opening} ", opening) for opening in _OPENINGS]
    return normalizers.Sequence([line, *written]), decoders.Sequence([decoders.ByteLevel(), *read])


def write_new_model(settings: ModelSettings, folder: Path, seed: int) -> None:
    """Write a Qwen3 with random weights beside the tokenizer in ``folder``."""
    import torch
    from transformers import AutoTokenizer, Qwen3Config, Qwen3ForCausalLM

    tokenizer = AutoTokenizer.from_pretrained(folder)
    torch.manual_seed(seed)
    config = Qwen3Config(
        vocab_size=settings.vocabulary,
        hidden_size=settings.hidden,
        num_hidden_layers=settings.layers,
        num_attention_heads=settings.heads,
        num_key_value_heads=settings.kv_heads,
        head_dim=settings.head_dim,
        intermediate_size=settings.intermediate,
        max_position_embeddings=settings.positions,
        tie_word_embeddings=True,
        initializer_range=settings.spread,
        rope_parameters={"rope_type": "default", "rope_theta": settings.rope_theta},
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
    )
    model = Qwen3ForCausalLM(config)
    if settings.start == "induction":
        start_with_induction(model, settings)
    model.to(getattr(torch, settings.dtype)).save_pretrained(folder)


def start_folder(
    instances: Sequence[Instance], settings: TrainingSettings, folder: Path, seed: int, texts: Sequence[str] = ()
) -> Path:
    """The folder to start from: the configured one, or ``folder`` with weights of a package or with a new model."""
    if settings.model.folder is not None:
        return Path(settings.model.folder)
    if settings.model.package is not None:
        write_packaged(packaged_gguf(settings.model.package), folder)
        return folder
    write_tokenizer(tokenizer_corpus(instances, settings, texts), settings.model, folder)
    write_new_model(settings.model, folder, seed)
    return folder


def prompt_lengths(instances: Sequence[Instance], folder: Path, settings: TrainingSettings) -> list[int]:
    """Tokens of the prompt of each instance, by the tokenizer in ``folder``."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    prompts = [prompt_text(item, settings, tokenizer) for item in instances]
    return [len(ids) for ids in tokenizer(prompts)["input_ids"]]


def fitting(instances: Sequence[Instance], folder: Path, settings: TrainingSettings) -> Sequence[Instance]:
    """The instances whose prompt is no longer than ``prompt_tokens``: TRL would not cut it, and a cut one asks nothing.

    Questions about made-up sentences are not counted; they are a line and a sentence.
    """
    if not settings.counts_prompts:
        return instances
    lengths = prompt_lengths(instances, folder, settings)
    return [item for item, length in zip(instances, lengths, strict=True) if length <= settings.prompt_tokens]
