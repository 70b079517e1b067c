"""Codes of issued papers: nobody guesses one, and a slip in typing one is told as a slip.

The signs are those that survive bad print and a Vietnamese keyboard: no vowel, D or W, out of
which Telex and VNI make letters with marks, and no sign that looks like another one (0 and O, 1
and L, 2 and Z, 5 and S). There are 23 of them, a prime number, so that the last sign gives away
every single wrong sign and every two signs that changed places.
"""

import unicodedata

ALPHABET = "23456789BCFGHJKMNPQRTVX"
LENGTH = 20
# So many signs are drawn by chance, each worth 4.5 bits: 85 bits in all.
DRAWN = LENGTH - 1
_GROUP = 4
_BETWEEN = frozenset("-.,_‐‑‒–—−·")


class CodeFault(ValueError):  # noqa: N818 -- a slip of the hand is no error of the program
    """What was typed is no code; the message says what is wrong with it, in Vietnamese."""


def with_check(drawn: str) -> str:
    """Return the code that begins with the drawn signs: 19 of them and one that checks them.

    Raises:
        ValueError: not 19 signs of the alphabet.
    """
    if len(drawn) != DRAWN:
        raise ValueError(f"a code begins with {DRAWN} drawn signs, not {len(drawn)}")
    return drawn + ALPHABET[-_weighed(drawn) * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)]


def grouped(code: str) -> str:
    """Return the code as it is printed: ``2345-6789-BCFG-HJKM-NPQR``."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """Return the code that was typed: in any case, with any blanks and strokes.

    Raises:
        CodeFault: it is too short or too long, has a sign that no code has, or was mistyped.
    """
    text = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(sign for sign in text if sign not in _BETWEEN and not sign.isspace())
    foreign = next((sign for sign in code if sign not in ALPHABET), "")
    if foreign:
        raise CodeFault(
            f"Mã xác minh không có ký tự “{foreign}”. Mã chỉ gồm chữ số từ 2 đến 9 và các chữ B, "
            "C, F, G, H, J, K, M, N, P, Q, R, T, V, X."
        )
    if len(code) != LENGTH:
        raise CodeFault(f"Mã xác minh có {LENGTH} ký tự; quý vị đã nhập {len(code)} ký tự.")
    if _weighed(code) % len(ALPHABET):
        raise CodeFault("Mã có ký tự gõ nhầm hoặc đổi chỗ. Quý vị vui lòng so lại với văn bản.")
    return code


def _weighed(signs: str) -> int:
    """Sum the signs, each times its place from 1: no two places weigh the same modulo 23."""
    return sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, start=1))
