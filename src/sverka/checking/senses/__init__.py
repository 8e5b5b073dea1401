"""Senses: every way in which the words of a claim can be taken, the plain one first, each other at its distance."""
