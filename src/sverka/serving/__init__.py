"""A request → an answer as a plain object: what the doors share, whoever asks and however the answer travels."""
