.PHONY: benchmark-parsers

.venv-peers/stamp: envs/peers.txt .venv/core.stamp
	@test -x .venv-peers/bin/python || $(PYTHON) -m venv .venv-peers
	@.venv/bin/uv pip install --quiet --python .venv-peers/bin/python --require-hashes -r envs/peers.txt
	@touch $@

benchmark-parsers: demo .venv-peers/stamp ## K1's parser beside its peers on the demo's PDFs: quality, pages/s, memory
	python benchmarks/parsers.py .venv-peers/bin/python results/demo docs/evidence/parsers.md

.PHONY: benchmark-memory benchmark-perturbed fuzz

DEMO_PDFS := results/demo/corpus/files/*/*.pdf

benchmark-memory: demo ## Memory of the parser's workers over a thousand papers, and over papers of many pages
	python benchmarks/parser_memory.py $(DEMO_PDFS)

fuzz: demo ## Two thousand injured PDFs through the parser's workers; what crashes it is kept in results/fuzz
	python benchmarks/fuzz_pdf.py --keep results/fuzz $(DEMO_PDFS)

SHARED := $(or $(K1_SHARED),../shared)

benchmark-perturbed: .venv/core.stamp ## What the parser loses on the shared papers in another wrapping (covers, stamps, sheets)
	@for papers in pmc jose; do echo "$$papers"; \
	  python benchmarks/perturbed_papers.py $(SHARED)/data/papers/$$papers $(SHARED)/tools/score_documents.py; done
