"""What is known of Vietnamese: normalising, folding, syllables, official numbers, embeddings."""
