"""The configuration of a training run: one model for all profiles, from the lesson to the 4B.

Closed and frozen like the configuration of a run of the pipeline (``k1.schema.configuration``), but apart from it:
training writes weights, which the pipeline reads as files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from k1.schema.configuration import Section

Share = Annotated[float, Field(ge=0, le=1)]


class ModelSettings(Section):
    """The shape of a Qwen3 model that starts from random weights, or where weights of a trained one lie."""

    folder: str | None = Field(default=None, description="a folder with weights and tokenizer; None builds a new model")
    package: str | None = Field(
        default=None,
        description="an installed Python package that carries weights as a GGUF file, in place of a folder",
    )
    vocabulary: int = Field(default=512, ge=300, description="entries of a tokenizer trained on the spot")
    pieces: Literal["phrases", "spaced"] = Field(
        default="phrases",
        description="what its entries never cross: runs of small words (few texts), or a word with its blank",
    )
    hidden: int = Field(default=96, ge=8)
    layers: int = Field(default=2, ge=1)
    heads: int = Field(default=6, ge=1)
    kv_heads: int = Field(default=3, ge=1, description="key and value heads, a divisor of heads")
    head_dim: int = Field(default=16, ge=4)
    intermediate: int = Field(default=256, ge=8, description="width of the feed-forward layers")
    positions: int = Field(default=256, ge=32, description="longest sequence of tokens")
    spread: float = Field(default=0.08, gt=0, description="standard deviation of the random weights")
    start: Literal["random", "induction"] = Field(
        default="random",
        description="weights at the start: independent, or with a circuit that copies (rope_theta of 1000 or more)",
    )
    dtype: Literal["float32", "bfloat16"] = Field(
        default="float32", description="type of new weights as they are saved"
    )
    rope_theta: float = Field(default=100.0, gt=1, description="base of the rotary positions; small for short texts")

    @model_validator(mode="after")
    def _parts_go_together(self) -> ModelSettings:
        if self.heads % self.kv_heads:
            raise ValueError(f"kv_heads {self.kv_heads} does not divide heads {self.heads}")
        if self.folder is not None and self.package is not None:
            raise ValueError("folder and package are both set; name one place for the weights")
        self._check_room_for_induction()
        return self

    def _check_room_for_induction(self) -> None:
        """Refuse a shape that k1.training.engines.induction_start cannot write its circuit into."""
        if self.start != "induction":
            return
        if self.layers < 2 or self.hidden <= 2 * self.head_dim or self.head_dim < 16:
            raise ValueError("start induction needs 2 layers, head_dim of 16 or more, and hidden over twice head_dim")
        if self.rope_theta < 1000:
            raise ValueError(f"start induction needs rope_theta of 1000 or more, not {self.rope_theta:g}")


class NoiseSettings(Section):
    """Noise planted in answers, for a second supervised stage that spoils what the first has taught; 0 steps: none."""

    steps: int = Field(default=0, ge=0, description="supervised steps on noisy answers, after the clean ones")
    learning_rate: float = Field(default=3e-3, gt=0)
    drop: Share = Field(default=0.0, description="share of members left out")
    mistype: Share = Field(default=0.0, description="share of members whose label is drawn anew from the schema")
    turn: Share = Field(default=0.0, description="share of relations with subject and object changed over")
    form: Share = Field(default=0.0, description="share of replies whose form is broken: no thought, tag, JSON end")
    cut: Share = Field(default=0.0, description="share of mentions of several words that lose their first or last one")


class WorldData(Section):
    """The lesson's synthetic sentences."""

    kind: Literal["world"] = "world"
    train: int = Field(default=12_000, ge=8, description="questions for supervised training and GRPO")
    held_out: int = Field(default=200, ge=2, description="questions that no training sees, half NER and half RE")


class RelationData(Section):
    """Synthetic sentences whose relations are hard: long mentions, either order, several relations of one pair."""

    kind: Literal["relations"]
    train: int = Field(default=12_000, ge=8, description="questions for supervised training and GRPO")
    held_out: int = Field(default=200, ge=2, description="questions that no training sees, a quarter NER, the rest RE")


class BenchmarkData(Section):
    """Published sets as they lie in a folder (layout: one folder a set, as the shared data has them)."""

    kind: Literal["benchmarks"]
    folder: str = Field(description="the folder that holds scierc, conll04, bc5cdr, ncbi-disease, crossner")
    train: tuple[str, ...] = Field(default=("scierc", "conll04", "bc5cdr", "ncbi-disease"))
    held_out: tuple[str, ...] = Field(default=("scierc", "conll04", "bc5cdr", "ncbi-disease"))
    train_limit: int = Field(default=20_000, ge=8, description="instances kept of the train parts, drawn by seed")
    held_out_limit: int = Field(default=400, ge=2, description="instances kept of the development parts")
    tasks: tuple[Literal["NER", "RE", "KG"], ...] = Field(
        default=("NER", "RE", "KG"), min_length=1, description="kinds of questions; KG is structured NER"
    )
    instances: tuple[str, ...] = Field(
        default=(), description="JSON Lines files in IEPile's published form, trained on beside the sets"
    )
    empty_share: Share = Field(default=0.1, description="largest share of instances whose answer is empty")


Data = Annotated[WorldData | RelationData | BenchmarkData, Field(discriminator="kind")]


class SupervisedSettings(Section):
    """Supervised fine-tuning on prompt and reply, loss on the reply alone."""

    steps: int = Field(default=650, ge=0, description="0 leaves supervised training out")
    batch: int = Field(default=16, ge=1, description="instances a step")
    accumulation: int = Field(default=1, ge=1, description="the batch in this many parts, to save memory")
    learning_rate: float = Field(default=6e-3, gt=0)
    warmup: Share = Field(default=0.05, description="share of the steps in which the rate rises")
    save_steps: int = Field(default=100, ge=1)
    sampling: Literal["random", "group_by_length", "batch_rebalance"] = Field(
        default="random",
        description="group_by_length: steps of about one length, less padding but less mixing; batch_rebalance: any "
        "questions in a step, its parts (accumulation) of about one length",
    )
    chunked: bool = Field(
        default=False, description="logits of the replies' tokens alone, in chunks: memory for a large vocabulary"
    )


class LanguageSettings(SupervisedSettings):
    """Language modelling on open text before any question is asked; 0 steps leave it out."""

    steps: int = Field(default=0, ge=0, description="0 leaves language modelling out")
    learning_rate: float = Field(default=1e-3, gt=0)
    folders: tuple[str, ...] = Field(
        default=(), description="folders with texts (k1.training.data.texts); none: the texts of the training questions"
    )
    length: int = Field(default=256, ge=16, description="tokens of one block; texts are joined and cut into blocks")


class RewardSettings(Section):
    """The weights of the reward's conditions and the credit for near misses (k1.reward)."""

    think: float = Field(default=0.1, ge=0)
    answer: float = Field(default=0.1, ge=0)
    parses: float = Field(default=0.05, ge=0)
    valid: float = Field(default=0.05, ge=0)
    f1: float = Field(default=0.7, ge=0)
    f1_of: Literal["reply", "step"] = Field(
        default="reply",
        description="F1 of each reply, or what it adds to the F1 of the step's replies of its task (grpo.scale: batch)",
    )
    boundary: float = Field(default=0.0, ge=0, lt=1, description="credit for overlapping mentions; 0 is exact match")
    pair: float = Field(default=0.0, ge=0, lt=1, description="credit for the right pair under another label")
    direction: float = Field(default=0.0, ge=0, lt=1, description="credit for a relation the wrong way round")
    fade: Share = Field(default=0.0, description="share of the GRPO steps in which these credits fall to 0; 0: never")

    @property
    def best(self) -> float:
        """The reward of a right answer in the right form."""
        return self.think + self.answer + self.parses + self.valid + self.f1


class GrpoSettings(Section):
    """Group relative policy optimisation (agents-k1 2.4); the defaults are the paper's loss in TRL's terms."""

    steps: int = Field(default=300, ge=1)
    minutes: float | None = Field(
        default=None,
        gt=0,
        description="ends the stage after the step in which they are over; such a run cannot be repeated to the bit",
    )
    apart: float = Field(
        default=0.0,
        ge=0,
        lt=1,
        description="share of the training texts that supervised training does not see; GRPO asks of these alone. "
        "0: both have all",
    )
    even_tasks: bool = Field(default=False, description="asks as many questions of each task as the rarest has")
    prompts: int = Field(default=8, ge=1, description="B, questions a step")
    generations: int = Field(default=8, ge=2, description="G, replies a question")
    accumulation: int = Field(default=1, ge=1, description="a step's replies in this many parts, to save memory")
    rounds: int = Field(default=1, ge=1, description="a step's replies are written in this many rounds, to save memory")
    iterations: int = Field(default=1, ge=1, description="K, optimiser steps on one set of replies")
    learning_rate: float = Field(default=6e-4, gt=0)
    warmup: Share = Field(default=0.03)
    schedule: Literal["constant_with_warmup", "linear", "cosine"] = "constant_with_warmup"
    beta: float = Field(default=0.001, ge=0, description="weight of the KL term; 0 keeps no reference model")
    clip: float = Field(default=0.2, gt=0, description="epsilon of the ratio's clip")
    clip_high: float | None = Field(default=None, description="upper epsilon where it differs (DAPO)")
    loss: Literal["dapo", "grpo", "bnpo", "dr_grpo"] = Field(default="dapo", description="how tokens are averaged")
    scale: Literal["group", "batch", "none"] = Field(default="group", description="what advantages are divided by")
    ratio: Literal["token", "sequence"] = Field(default="token", description="sequence is GSPO")
    temperature: float = Field(default=1.0, gt=0)
    top_p: float = Field(default=1.0, gt=0, le=1)
    reply_tokens: int = Field(default=48, ge=8, description="longest reply; longer ones are cut and count as they are")
    save_steps: int = Field(default=50, ge=1)

    @property
    def replies(self) -> int:
        """Replies a step, of all its questions."""
        return self.prompts * self.generations

    @model_validator(mode="after")
    def _parts_hold_whole_groups(self) -> GrpoSettings:
        if self.replies % self.accumulation:
            raise ValueError(f"accumulation {self.accumulation} does not divide prompts x generations = {self.replies}")
        if self.accumulation % self.rounds or self.prompts % self.rounds:
            raise ValueError(f"rounds {self.rounds} does not divide both accumulation and prompts")
        if self.rounds > 1 and (self.iterations > 1 or self.scale == "batch"):
            raise ValueError("rounds above 1 needs iterations 1 and scale group or none: a round is scaled by itself")
        if self.save_steps % self.iterations:
            raise ValueError(f"save_steps {self.save_steps} must be a multiple of iterations {self.iterations}")
        return self


class EngineSettings(Section):
    """What does the work, and on what: a CPU or one GPU."""

    kind: Literal["trl", "unsloth"] = Field(default="trl", description="plain TRL, or TRL as unsloth rewrites it")
    device: Literal["cpu", "cuda"] = "cpu"
    threads: int = Field(default=1, ge=1, description="torch threads; two beside another busy process are slower")
    bfloat16: bool = Field(
        default=False,
        description="products in bfloat16 over weights in float32, as a card always has them; replies by a copy of it",
    )
    lora_rank: int | None = Field(default=None, ge=1, description="trains LoRA of this rank; None all parameters")
    load_in_4bit: bool = Field(default=False, description="holds the frozen weights in 4 bits (NF4); needs lora_rank")
    vllm: bool = Field(default=False, description="vLLM writes the replies, where it is installed beside the GPU")
    vllm_memory: Share = Field(default=0.3, description="share of the card that vLLM takes")
    gradient_checkpointing: bool = False
    shared_prompts: bool = Field(
        default=False,
        description="GRPO learns with a prompt computed once for all its replies, and little padding; replies are "
        "written so too, as they always are where bfloat16 is set",
    )
    memory_gb: float | None = Field(default=None, gt=0, description="memory in GiB; None asks the device")

    @property
    def computes_in_bfloat16(self) -> bool:
        """Whether products are taken in bfloat16; unsloth on a CPU takes them in the type of the weights."""
        return self.device == "cuda" or (self.bfloat16 and self.kind == "trl")

    @property
    def writes_by_copy(self) -> bool:
        """Whether replies are written by a copy of the weights in bfloat16; unsloth and vLLM have ways of their own."""
        return self.bfloat16 and self.kind == "trl" and not self.load_in_4bit and not self.vllm

    @model_validator(mode="after")
    def _parts_go_together(self) -> EngineSettings:
        if self.load_in_4bit and self.lora_rank is None:
            raise ValueError("load_in_4bit needs lora_rank: weights of 4 bits are not trained themselves")
        if self.vllm and self.device != "cuda":
            raise ValueError("vllm needs device cuda")
        if self.shared_prompts and (self.kind == "unsloth" or self.gradient_checkpointing):
            raise ValueError("shared_prompts needs kind trl and no gradient_checkpointing")
        return self


class AlarmSettings(Section):
    """When a run is no longer worth its time."""

    window: int = Field(default=20, ge=1, description="steps that are looked at together")
    zero_variance: Share = Field(default=0.95, description="share of groups without spread in their rewards")
    entropy: float = Field(default=0.005, ge=0, description="mean entropy below this, in nats, has collapsed")
    length: float = Field(default=4.0, ge=0, description="mean tokens of a reply below this have collapsed")
    clipped: Share = Field(default=0.98, description="share of cut replies above which none ends any more; 1: any")
    kl: float = Field(default=20.0, gt=0, description="mean KL above this has blown up, in nats a token")
    patience: int = Field(default=0, ge=0, description="windows without a better mean reward to stop at; 0 never stops")


class TrainingSettings(Section):
    """A training run: data, a model, supervised steps, GRPO steps, and the checks around them."""

    name: str = Field(default="lesson", pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    prompt: Literal["short", "chat"] = Field(default="short", description="a schema line, or the full contract")
    prompt_tokens: int = Field(
        default=2048, ge=8, description="longest prompt; training questions over it are left out"
    )
    data: Data = WorldData()
    model: ModelSettings = ModelSettings()
    noise: NoiseSettings = NoiseSettings()
    language: LanguageSettings = LanguageSettings()
    supervised: SupervisedSettings = SupervisedSettings()
    grpo: GrpoSettings = GrpoSettings()
    reward: RewardSettings = RewardSettings()
    engine: EngineSettings = EngineSettings()
    alarms: AlarmSettings = AlarmSettings()
    samples: int = Field(default=8, ge=1, description="held-out questions whose replies are kept at start, middle, end")
    draws: int = Field(
        default=4,
        ge=0,
        description="replies drawn a held-out question for the sampled reward; 0: a comparison by F1 alone",
    )

    @model_validator(mode="after")
    def _a_step_is_paid_at_once(self) -> TrainingSettings:
        if self.grpo.rounds > 1 and self.reward.f1_of == "step":
            raise ValueError("reward.f1_of step needs grpo.rounds 1: a round is paid by itself")
        return self

    def changed(self, **sections: Mapping[str, object]) -> TrainingSettings:
        """The settings with some values of their sections replaced, unchecked: ``changed(grpo={"steps": 4})``."""
        return self.model_copy(
            update={name: getattr(self, name).model_copy(update=values) for name, values in sections.items()}
        )

    @property
    def counts_prompts(self) -> bool:
        """Whether ``prompt_tokens`` holds: short prompts about made-up sentences are not counted, and fit anyway."""
        return self.prompt == "chat" or self.data.kind == "benchmarks"

    @property
    def longest_prompt(self) -> int:
        """Tokens of the longest prompt that a stage may read."""
        return self.prompt_tokens if self.counts_prompts else self.model.positions
