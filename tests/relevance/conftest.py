"""The sample archive, indexed once: relevance is judged on what a newcomer searches first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from commandline import DEFAULT_ARCHIVE
from indexer.build import build
from language.embedding import load_encoder
from search.searcher import Searcher


@pytest.fixture(scope="session")
def samples_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    build(DEFAULT_ARCHIVE, folder, load_encoder())
    return folder


@pytest.fixture(scope="session")
def samples(samples_index: Path) -> Iterator[Searcher]:
    searcher = Searcher(samples_index)
    yield searcher
    searcher.library.close()
