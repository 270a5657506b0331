# Tables that the extraction reads, fitted on the shared sets, and what they score there.
.PHONY: fit-citations

IE ?= ../shared/data/ie

fit-citations: .venv/core.stamp ## Fit the weights of citation roles anew and score them (needs the shared sets)
	python benchmarks/fit_citation_functions.py $(IE) src/k1/extraction/citation_functions.tsv
