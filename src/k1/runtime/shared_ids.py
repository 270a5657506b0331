"""Files that carry the DOI, arXiv id or PMCID of another paper: a template's, or one that was copied by mistake.

Of two files of one paper the better one is read (``kept_files``). Two papers under one id look just so, and the one
that is left out must not go unsaid.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import polars as pl

from k1.errors import FailureKind
from k1.runtime.run_layout import listed_shards
from k1.runtime.tables import frame, read_table, records
from k1.schema.corpus import CorpusFile, Failure, told_of
from k1.schema.documents import Paper, kept_files
from k1.schema.identity import canonical_text, family_name
from k1.schema.tables import FAILURES, FILES, PAPERS


def papers_under_ids_of_others(run: Path) -> pl.DataFrame:
    """A failure for each file that is left out since another paper has its id, by another title and first author."""
    shards = listed_shards(run)
    rows = pl.concat([read_table(PAPERS, run / "documents" / shard / "papers.parquet") for shard in shards])
    papers = records(PAPERS, rows.filter(pl.col("id").is_duplicated()))
    if not papers:
        return frame(FAILURES, [])
    files = {
        file.sha256: file
        for shard in shards
        for file in records(FILES, read_table(FILES, run / "corpus" / f"{shard}.parquet"))
    }
    kept, of_id = kept_files(papers), defaultdict[str, list[Paper]](list)
    for paper in papers:
        of_id[paper.id].append(paper)
    failures = [
        _failure(other, files[other.file_sha256], read, files[read.file_sha256])
        for name, group in of_id.items()
        for read in group
        if read.file_sha256 == kept[name]
        for other in group
        if _are_two(read, other)
    ]
    return frame(FAILURES, failures)


def _are_two(one: Paper, other: Paper) -> bool:
    """Whether neither title holds the other and neither first author may be the other; what is not known may be."""
    titles = canonical_text(one.title or ""), canonical_text(other.title or "")
    first = [canonical_text(author.name) for paper in (one, other) for author in paper.authors[:1]]
    if not all(titles) or len(first) < len(titles):
        return False
    by_one = family_name(first[0]) in first[1] or family_name(first[1]) in first[0]
    return not by_one and titles[0] not in titles[1] and titles[1] not in titles[0]


def _failure(other: Paper, file: CorpusFile, read: Paper, read_file: CorpusFile) -> Failure:
    shared = other.doi or other.arxiv_id or other.pmcid
    message = f"{shared} is the id of another paper, too: {told_of(read_file.source, read.title or read.name)}"
    return Failure(
        name=file.name,
        sha256=file.sha256,
        stage="documents",
        kind=FailureKind.SHARED_ID,
        message=told_of(file.source, message),
        remedy="correct the id in the paper that has it by mistake, or leave that one out",
    )
