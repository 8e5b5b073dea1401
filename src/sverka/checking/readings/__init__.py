"""Readings: what else the sentence of a figure may say, by what its text names around it."""
