# The engine unsloth: an environment of its own beside the training set's (envs/unsloth.txt). Everything is installed
# as locked and without dependencies, because the resolver would take an older unsloth, or a torchvision of another torch.

.PHONY: test-unsloth

UNSLOTH := OMP_NUM_THREADS=1 HF_HUB_OFFLINE=1 .venv-unsloth/bin/python
# Builds for CUDA that a CPU build of torch does without; triton stays, because unsloth imports it.
CUDA_ONLY := ^(torch|nvidia-[a-z0-9-]+|cuda-[a-z0-9-]+)==

.venv-unsloth/stamp: envs/unsloth.txt envs/unsloth.in .venv/core.stamp
	@echo "Setting up .venv-unsloth with the locked set (envs/unsloth.txt) ..."
	@test -x .venv-unsloth/bin/python || $(PYTHON) -m venv .venv-unsloth
	@.venv-unsloth/bin/python -m pip install --quiet --disable-pip-version-check "$$(grep -E '^torch==' envs/unsloth.txt | cut -d' ' -f1)"
	@.venv/bin/uv pip install --quiet --python .venv-unsloth/bin/python --no-deps -r <(grep -vE '$(CUDA_ONLY)' envs/unsloth.txt)
	@.venv/bin/uv pip install --quiet --python .venv-unsloth/bin/python --no-deps --editable .
	@touch $@

test-unsloth: .venv-unsloth/stamp ## Tests of the engine unsloth on the CPU, at toy size (own environment)
	@$(UNSLOTH) -m pytest tests/training -m unsloth
