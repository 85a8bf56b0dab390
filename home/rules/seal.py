"""Seals words (codes, door secrets) so that a row or a backup alone does not tell them.

It lives in `home`, below every app that keeps secrets, and is given its keys, so it needs no settings.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["InvalidToken", "seal", "unseal"]


def seal(words: str, *, keys: Sequence[str], purpose: str) -> str:
    """`words` encrypted under the first of `keys`; only `unseal` with the same purpose reads it again."""
    # The time inside a token would only tell when it was made; none of ours runs out by it.
    return _cipher(keys, purpose).encrypt_at_time(words.encode(), 0).decode()


def unseal(token: str, *, keys: Sequence[str], purpose: str) -> str:
    """The words that were sealed under any of `keys`; InvalidToken if none of them fits."""
    return _cipher(keys, purpose).decrypt(token.encode()).decode()


def _cipher(keys: Sequence[str], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    """A key of its own for each purpose (HKDF, RFC 5869), so that one token never fits another's place."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"modernomad {purpose}".encode())
    return base64.urlsafe_b64encode(kdf.derive(key.encode()))
