# Training of the backbone: an environment of its own, because torch and its set are large and pinned apart.
# torch comes by version without a hash, so that pip may take a CPU build from where this machine keeps wheels.

.PHONY: test-train lesson lesson-seeds

TRAIN := OMP_NUM_THREADS=1 HF_HUB_OFFLINE=1 .venv-train/bin/python
LESSON ?= config/lesson.yaml
SEED ?= 1

.venv-train/train.stamp: envs/train.txt .venv/core.stamp
	@echo "Setting up .venv-train with the locked training set (envs/train.txt) ..."
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check "$$(grep -E '^torch==' envs/train.txt | cut -d' ' -f1)"
	@.venv/bin/uv pip install --quiet --python .venv-train/bin/python -r <(grep -vE '^(torch|triton|nvidia-|cuda-)' envs/train.txt)
	@.venv/bin/uv pip install --quiet --python .venv-train/bin/python --no-deps --editable .
	@touch $@

.venv-train: .venv-train/train.stamp

test-train: .venv-train/train.stamp ## Tests of the training, with a shorter form of the lesson (own environment)
	@$(TRAIN) -m pytest tests/training -m train

lesson: .venv-train/train.stamp ## GRPO on a laptop: fills results/lesson
	@$(TRAIN) -m k1.training lesson --config $(LESSON) --seed $(SEED) --out results/lesson

lesson-seeds: .venv-train/train.stamp ## The lesson with three seeds: mean and spread
	@$(TRAIN) -m k1.training seeds --config $(LESSON) --seed 1 --seed 2 --seed 3 --out results/lesson-seeds
