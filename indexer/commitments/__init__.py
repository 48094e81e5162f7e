"""What a report promises, and what it reports against a promise, as rows of data."""

from indexer.commitments.register import commitments_of
from store.records import Commitment

__all__ = ["Commitment", "commitments_of"]
