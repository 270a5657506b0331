# An hour with a GPU: every figure of the 4B and of nano by one command, and the wheels for a machine without a network.
#   make gpu-evidence                    in .venv-unsloth, which holds both engines
#   make gpu-evidence EVIDENCE=--toy     the rehearsal on a CPU
# On a machine without a network, with .whl/, src/ and config/ there:
#   pip install --no-index --no-deps --target /tmp/site .whl/*.whl .whl/nano/*.whl
#   PYTHONPATH=/tmp/site:src python -m k1.training evidence --out results/gpu-evidence --minutes 55
# The same command again goes on with what is not measured yet; the tables are made of what is there.

.PHONY: gpu-evidence gpu-wheels

EVIDENCE ?=
GPU_MACHINE := --python-version 3.12 --only-binary :all: --platform manylinux_2_28_x86_64 \
	--platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --platform any

gpu-evidence: .venv-unsloth/stamp ## Memory, speed and ratios of the 4B, nano with three seeds, on one GPU
	@$(UNSLOTH) -m k1.training evidence --out results/gpu-evidence $(EVIDENCE)

gpu-wheels: .venv/core.stamp ## Wheels for an offline GPU machine: fills .whl/ (35 MiB) and .whl/nano (53 MiB)
	@mkdir -p .whl/nano
	@.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps $(GPU_MACHINE) -d .whl -r envs/gpu-wheels.txt
	@.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps $(GPU_MACHINE) -d .whl/nano \
		$$(grep -E '^polars(-runtime-32)?==' envs/train.txt | cut -d' ' -f1)
	@du -m --max-depth=1 .whl
