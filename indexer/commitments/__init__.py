"""What a report promises, and what it reports against a promise, as rows of data."""

from indexer.commitments.records import Commitment
from indexer.commitments.register import commitments_of

__all__ = ["Commitment", "commitments_of"]
