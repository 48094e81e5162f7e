"""How the bundled model is made: text pairs → teacher vectors → a static table, and the grafted encoder."""
