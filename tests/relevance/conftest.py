"""The sample archive, indexed once: relevance is judged on what a newcomer searches first."""

from collections.abc import Iterator

import pytest

from commandline import DEFAULT_ARCHIVE
from indexer.build import build
from language.embedding import load_encoder
from search.searcher import Searcher


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("samples")
    build(DEFAULT_ARCHIVE, folder, load_encoder())
    searcher = Searcher(folder)
    yield searcher
    searcher.library.close()
