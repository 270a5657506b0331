# OCR and the layout model: K1's core set with the extra "ocr", in an environment of its own for the tests.

.PHONY: test-ocr

.venv-ocr/stamp: envs/ocr.txt .venv/core.stamp
	@echo "Setting up .venv-ocr with the locked OCR set (envs/ocr.txt) ..."
	@test -x .venv-ocr/bin/python || $(PYTHON) -m venv .venv-ocr
	@.venv/bin/uv pip install --quiet --python .venv-ocr/bin/python --require-hashes -r envs/ocr.txt
	@.venv/bin/uv pip install --quiet --python .venv-ocr/bin/python 'pytest>=9.2,<10' 'hypothesis>=6.170,<7'
	@.venv/bin/uv pip install --quiet --python .venv-ocr/bin/python --no-deps --editable .
	@touch $@

.venv-ocr: .venv-ocr/stamp

test-ocr: .venv-ocr/stamp ## Tests of OCR and of the layout model (own environment)
	@.venv-ocr/bin/python -m pytest tests/parsing -m ocr
