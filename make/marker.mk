# marker-pdf and surya, in an environment of their own: they pin pypdfium2, pillow and huggingface_hub lower than K1.
# torch comes by version without a hash, so that pip may take a CPU build from where this machine keeps wheels.

.PHONY: test-marker

.venv-marker/stamp: envs/marker.txt .venv/core.stamp
	@echo "Setting up .venv-marker with the locked marker set (envs/marker.txt) ..."
	@test -x .venv-marker/bin/python || $(PYTHON) -m venv .venv-marker
	@.venv-marker/bin/python -m pip install --quiet --disable-pip-version-check "$$(grep -E '^torch==' envs/marker.txt | cut -d' ' -f1)"
	@.venv/bin/uv pip install --quiet --python .venv-marker/bin/python -r <(grep -vE '^(torch|triton|nvidia-|cuda-)' envs/marker.txt)
	@touch $@

.venv-marker: .venv-marker/stamp

test-marker: .venv-marker/stamp .venv/dev.stamp ## Tests of the marker back end (own environment)
	pytest tests/parsing -m marker
