.PHONY: benchmark-parsers

.venv-peers/stamp: envs/peers.txt .venv/core.stamp
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	@.venv/bin/uv pip install --quiet --python .venv-peers/bin/python --require-hashes -r envs/peers.txt
	@touch $@

benchmark-parsers: demo .venv-peers/stamp ## K1's parser beside its peers on the demo's PDFs: quality, pages/s, memory
	python benchmarks/parsers.py .venv-peers/bin/python results/demo docs/evidence/parsers.md
