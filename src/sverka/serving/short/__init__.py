"""Answers in few characters, for who pays for each: every figure with its release, definitions told once."""
