"""The vocabulary of Sverka: frozen records that both streams share, and nothing else."""
