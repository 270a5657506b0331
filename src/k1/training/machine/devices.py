"""The device that does the work: its name and its memory."""

from __future__ import annotations

import os
import platform

from k1.errors import ConfigurationError
from k1.training.machine.memory import Device
from k1.training.machine.preflight import GIB, OUTSIDE
from k1.training.profile.settings import EngineSettings


def check_device(engine: EngineSettings) -> None:
    """Refuse a card that torch does not see.

    Raises
    ------
    ConfigurationError: with what to look at.
    """
    if engine.device == "cpu":
        return
    import torch

    if not torch.cuda.is_available():
        build = f"built for CUDA {torch.version.cuda}" if torch.version.cuda else "built for CPUs alone"
        raise ConfigurationError(
            f"engine.device cuda: torch {torch.__version__}, {build}, sees no card; if nvidia-smi shows one, install a "
            "build of torch for its driver, and look at CUDA_VISIBLE_DEVICES; on a CPU set engine.device to cpu"
        )


def memory_of(device: Device) -> float:
    """Bytes of the whole card, or of this machine's memory."""
    if device == "cuda":
        import torch

        return float(torch.cuda.get_device_properties(0).total_memory)
    return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))


def available_memory(engine: EngineSettings) -> float:
    """Bytes that a run may take: as configured, else what is free of the card, or what this machine has."""
    if engine.memory_gb is not None:
        return engine.memory_gb * GIB
    if engine.device == "cpu":
        return memory_of(engine.device)
    import torch

    free, total = torch.cuda.mem_get_info(0)
    return left_on_card(total, free, torch.cuda.memory_reserved(0))


def left_on_card(total: float, free: float, held: float) -> float:
    """Bytes of a card that other processes leave to this one, whose allocator holds ``held`` of them already.

    To ask for what is free opens the context of this process, which a forecast counts itself.
    """
    return min(total, free + held + OUTSIDE["cuda"])


def device_name(engine: EngineSettings) -> str:
    """The device that did the work, as its maker calls it."""
    if engine.device == "cpu":
        return f"cpu ({platform.machine()}, {engine.threads} threads)"
    import torch

    return str(torch.cuda.get_device_name())
