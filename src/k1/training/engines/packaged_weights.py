"""Weights that come with a Python package as a GGUF file, made a plain folder that training can start from.

A package index is the one place of weights that a machine without other network reaches. The package is found by its
list of files; nothing of it is imported or run.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from k1.errors import ConfigurationError


def packaged_gguf(package: str) -> Path:
    """The one GGUF file of an installed package.

    Raises
    ------
    ConfigurationError: the package is not installed, or has no such file or several.
    """
    try:
        held = [file for file in files(package) or () if file.suffix == ".gguf"]
    except PackageNotFoundError as error:
        raise ConfigurationError(
            f"model.package: {package} is not installed here; `make smollm2` installs the one that K1 was tried with"
        ) from error
    if len(held) != 1:
        raise ConfigurationError(f"model.package: {package} holds {len(held)} GGUF files; one is needed")
    return Path(str(held[0].locate()))


def write_packaged(path: Path, folder: Path) -> None:
    """Write the model in a GGUF file to ``folder`` as plain float32 weights with its tokenizer.

    Weights that the file holds in few bits are rounded ones, and stay what they are rounded to.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    held = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32)
    # transformers saves no model that it read from few bits, although it holds it in full ones.
    shape = {key: value for key, value in held.config.to_dict().items() if "quantization" not in key}
    plain = type(held)(type(held.config)(**shape))
    plain.load_state_dict(held.state_dict())
    plain.save_pretrained(folder)
    AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name).save_pretrained(folder)
