"""Sverka checks what is said about foreign trade against what was recorded."""
