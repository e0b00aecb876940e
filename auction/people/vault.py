"""Seals what identifies a person, and finds the same person again without reading (R-33)."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from auction.kernel.settings import Settings

KEY_BYTES = 32


class Vault:
    """Seals and unseals with keys derived from a secret; an earlier secret still unseals."""

    def __init__(self, secret: str, *earlier: str) -> None:
        self._seals = MultiFernet([_fernet(each) for each in (secret, *earlier)])
        self._digest_key = _derive(secret, b"auction identity digest")

    def seal(self, plain: str | bytes) -> bytes:
        """Return the text sealed; the same text looks different each time."""
        return self._seals.encrypt(plain.encode() if isinstance(plain, str) else plain)

    def unseal(self, sealed: bytes) -> str:
        """Return the text. Raises cryptography.fernet.InvalidToken when a byte was changed."""
        return self._seals.decrypt(sealed).decode()

    def digest(self, number: str) -> str:
        """Return the keyed hash of an id number or credit code, equal for equal numbers."""
        plain = "".join(number.split()).upper().encode()
        return hmac.new(self._digest_key, plain, hashlib.sha256).hexdigest()


def vault_of(settings: Settings) -> Vault:
    """Return the vault of this installation."""
    return Vault(settings.secret_key)


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive(secret, b"auction identity vault")))


def _derive(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret.encode())
