"""Numbers drawn by whole-number arithmetic alone: the same from a seed on every platform and version of Python.

The generator is SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"), asked by
position: the n-th number of a key needs none of those before it.
"""

from __future__ import annotations

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15


def mixed(number: int) -> int:
    """64 bits that depend on every bit of a number; a one-to-one map of 64-bit numbers.

    >>> mixed(0), mixed(1)
    (0, 6238072747940578789)
    """
    number &= _MASK
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _MASK
    return number ^ (number >> 31)


def key_of(seed: int, *names: str | int) -> int:
    """The key of a stream of numbers, by a seed and what the stream is for.

    >>> key_of(1, "rows", 2) == key_of(1, "rows", 3)
    False
    """
    key = mixed(seed + _STEP)
    for name in names:
        for byte in (*str(name).encode(), 0):
            key = mixed(key + byte + _STEP)
    return key


def drawn(key: int, number: int) -> int:
    """The number of a stream at a position, 64 bits."""
    return mixed(key + (number + 1) * _STEP)
