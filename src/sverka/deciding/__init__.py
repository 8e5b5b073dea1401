"""What a person decides of the claims of a text: questions, answers key by key, the file that keeps them."""
