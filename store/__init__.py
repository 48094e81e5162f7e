"""The on-disk index and nothing else: catalogue, keyword index, vectors, generations."""
