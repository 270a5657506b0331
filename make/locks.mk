# Resolving the locked sets of envs/ anew: one target a set, `make locks` all of them. The sets of torch have no hashes,
# because its builds (CPU, CUDA) differ by machine.

COMPILE := uv pip compile --python-version 3.11 --no-header -q

.PHONY: locks locks-core locks-dev locks-lab locks-slurm locks-peers locks-marker locks-ocr locks-train locks-unsloth locks-conda

locks: locks-core locks-dev locks-lab locks-slurm locks-peers locks-marker locks-ocr locks-train locks-unsloth locks-conda ## Resolve the locked sets in envs/ anew

locks-core: .venv/core.stamp
	$(COMPILE) pyproject.toml --universal --generate-hashes -o envs/core.txt

locks-dev: .venv/core.stamp
	$(COMPILE) pyproject.toml --extra dev --universal --generate-hashes -c envs/core.txt -o envs/dev.txt

locks-lab: .venv/core.stamp
	$(COMPILE) pyproject.toml --extra lab --universal --generate-hashes -c envs/core.txt -o envs/lab.txt

locks-slurm: .venv/core.stamp
	$(COMPILE) pyproject.toml --extra slurm --universal --generate-hashes -c envs/core.txt -o envs/slurm.txt

locks-ocr: .venv/core.stamp
	$(COMPILE) pyproject.toml --extra ocr --universal --generate-hashes -c envs/core.txt -o envs/ocr.txt

locks-marker: .venv/core.stamp
	$(COMPILE) envs/marker.in --universal -o envs/marker.txt

locks-peers: .venv/core.stamp
	$(COMPILE) envs/peers.in --universal --generate-hashes -o envs/peers.txt

locks-train: .venv/core.stamp
	$(COMPILE) pyproject.toml envs/train.in --extra train --universal -o envs/train.txt

# unsloth runs on Linux alone; its overrides say what of its metadata is left out, and why.
locks-unsloth: .venv/core.stamp
	$(COMPILE) pyproject.toml envs/unsloth.in --extra train -c envs/train.txt --override envs/unsloth-overrides.txt \
		--python-platform x86_64-manylinux_2_28 -o envs/unsloth.txt

locks-conda: .venv/core.stamp
	python -m k1.interface.conda
