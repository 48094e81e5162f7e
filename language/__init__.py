"""What is known of Vietnamese and its English: how words compare, what things are called, what figures say, what is alike."""
