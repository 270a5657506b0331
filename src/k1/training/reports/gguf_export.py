"""A trained Qwen3 as one GGUF file for llama.cpp and what is built on it, with its tokenizer and chat template.

Written with the package ``gguf``; nothing is rounded: float32 stays float32, bfloat16 stays bfloat16, and norms, which
llama.cpp wants in float32, are widened. ``check_gguf`` reads a file back and compares it with the folder it came from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from k1.errors import K1Error
from k1.runtime.files import replacing

_QWEN = r"[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"
"""Part of the pattern by which Qwen's own tokenizers split a text; llama.cpp knows it as "qwen2"."""


class ExportError(K1Error):
    """Weights that cannot be exported, or an export that does not hold what its folder holds."""


def write_gguf(folder: Path, path: Path) -> None:
    """Write the plain Qwen3 in ``folder`` (not an adapter) to ``path``.

    Raises
    ------
    ExportError: the folder holds no Qwen3, or only an adapter.
    """
    config = _config(folder)
    import gguf

    with replacing(path) as temporary:
        writer = gguf.GGUFWriter(temporary, "qwen3")
        _add_shape(writer, config)
        _add_tokenizer(writer, folder, int(config["vocab_size"]))
        for name, values, kind in _tensors(folder, int(config["num_hidden_layers"])):
            writer.add_tensor(name, values, raw_dtype=kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def _config(folder: Path) -> Mapping[str, Any]:
    path = folder / "config.json"
    if not path.is_file():
        hint = "an adapter; export the merged weights" if (folder / "adapter_config.json").is_file() else "no model"
        raise ExportError(f"{folder}: holds {hint} (a run leaves them in grpo/final)")
    config: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if config.get("model_type") != "qwen3":
        raise ExportError(f"{path}: model_type is {config.get('model_type')!r}; only qwen3 is exported")
    return config


def _add_shape(writer: Any, config: Mapping[str, Any]) -> None:
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(config["num_attention_heads"])
    writer.add_head_count_kv(config["num_key_value_heads"])
    writer.add_key_length(config["head_dim"])
    writer.add_value_length(config["head_dim"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    rope = config.get("rope_parameters") or config
    writer.add_rope_freq_base(float(rope["rope_theta"]))
    writer.add_vocab_size(config["vocab_size"])


def _add_tokenizer(writer: Any, folder: Path, size: int) -> None:
    """The byte-pair tokenizer as it is; entries that the embedding has beyond it are named and marked unused."""
    import gguf

    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    settings = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    kinds = gguf.TokenType
    entries = [(f"[UNUSED{index}]", kinds.UNUSED) for index in range(size)]
    for token, index in content["model"]["vocab"].items():
        entries[index] = (token, kinds.NORMAL)
    for added in content["added_tokens"]:
        entries[added["id"]] = (added["content"], kinds.CONTROL if added["special"] else kinds.USER_DEFINED)
    ids = {token: index for index, (token, _) in enumerate(entries)}
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(splitting_of(content))
    writer.add_token_list([token for token, _ in entries])
    writer.add_token_types([int(kind) for _, kind in entries])
    writer.add_token_merges([pair if isinstance(pair, str) else " ".join(pair) for pair in content["model"]["merges"]])
    writer.add_add_bos_token(False)
    writer.add_eos_token_id(ids[_token(settings["eos_token"])])
    writer.add_pad_token_id(ids[_token(settings["pad_token"])])
    template = folder / "chat_template.jinja"
    if template.is_file():
        writer.add_chat_template(template.read_text(encoding="utf-8"))


def _token(value: str | Mapping[str, str]) -> str:
    return value if isinstance(value, str) else value["content"]


def splitting_of(tokenizer: Mapping[str, Any]) -> str:
    """llama.cpp's name for how the tokenizer splits a text before merging: "qwen2", or "default" where it has none.

    With "default" a prompt is split by another pattern than in training; send token ids, or let the server of
    transformers answer, where that matters. Nor does the file hold the blank that ``model.pieces: spaced`` reads after
    a quotation mark of JSON and drops in writing: llama.cpp's replies have it.
    """
    return "qwen2" if _QWEN in json.dumps(tokenizer["pre_tokenizer"]).replace("\\\\", "\\") else "default"


def _tensors(folder: Path, layers: int) -> Iterator[tuple[str, Any, Any]]:
    """Each tensor as GGUF wants it: its name, its numbers as an array, its type. Sorted by name."""
    import gguf
    import torch
    from safetensors import safe_open

    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.QWEN3, layers)
    for shard in sorted(folder.glob("*.safetensors")):
        with safe_open(str(shard), framework="pt") as file:
            for name in sorted(file.keys()):
                tensor = file.get_tensor(name)
                if tensor.dtype == torch.bfloat16 and tensor.ndim > 1:
                    values, kind = tensor.view(torch.uint16).numpy(), gguf.GGMLQuantizationType.BF16
                else:
                    values, kind = tensor.float().numpy(), gguf.GGMLQuantizationType.F32
                yield names.get_name(name, try_suffixes=(".weight",)), values, kind


def check_gguf(folder: Path, path: Path) -> int:
    """The number of tensors of ``path``, all of which are equal, number for number, to those of ``folder``.

    Raises
    ------
    ExportError: with the first tensor that is missing or differs.
    """
    import gguf
    import numpy as np

    written = {tensor.name: tensor for tensor in gguf.GGUFReader(path).tensors}
    expected = list(_tensors(folder, int(_config(folder)["num_hidden_layers"])))
    if missing := sorted({name for name, _, _ in expected} ^ written.keys()):
        raise ExportError(f"{path}: {missing[0]} is not in both the file and {folder}")
    for name, values, kind in expected:
        found = written[name]
        same = found.tensor_type == kind and np.array_equal(found.data.view(values.dtype).reshape(values.shape), values)
        if not same:
            raise ExportError(f"{path}: {name} differs from {folder}")
    return len(expected)
