"""The envelope's secrecy: AES-256-CBC and a signature, as the platform makes them (document 91144).

    plain = random(16) + length(4, network order) + message + receiver, padded to 32 (PKCS#7)
    signature = sha1(token, timestamp, nonce and ciphertext, sorted and joined)

Written for the platform's side on its own, so that a mistake of the bot's cannot hide behind the same
mistake here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32  # bytes that the padding fills up to; not the 16 of AES


class BadSeal(ValueError):
    """A ciphertext that was not made with this key, or not for this receiver."""


def _cipher(key: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def encrypt_bytes(key: bytes, data: bytes) -> bytes:
    """Encrypt with a 32-byte key whose first half is the start vector too."""
    fill = BLOCK - len(data) % BLOCK
    encryptor = _cipher(key).encryptor()
    return encryptor.update(data + bytes([fill]) * fill) + encryptor.finalize()


def decrypt_bytes(key: bytes, data: bytes) -> bytes:
    """Undo `encrypt_bytes`. Raises BadSeal when length or padding are wrong."""
    if not data or len(data) % 16:
        raise BadSeal(f"{len(data)} bytes are no ciphertext")
    decryptor = _cipher(key).decryptor()
    plain = decryptor.update(data) + decryptor.finalize()
    fill = plain[-1]
    if not 1 <= fill <= BLOCK or plain[-fill:] != bytes([fill]) * fill:
        raise BadSeal("the padding is wrong")
    return plain[:-fill]


@dataclass(frozen=True)
class Seal:
    """One callback address's secrets: signs, encrypts and opens its messages."""

    token: str
    aes_key: str  # EncodingAESKey: 43 characters of base64
    receiver: str  # the corporation's id for an application, empty for a robot

    @property
    def key(self) -> bytes:
        return base64.b64decode(self.aes_key + "=")

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        parts = sorted([self.token, timestamp, nonce, encrypted])
        return hashlib.sha1("".join(parts).encode()).hexdigest()

    def signed(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bool:
        """Whether the signature belongs to the other three."""
        right = self.sign(timestamp, nonce, encrypted)
        return hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace"))

    def encrypt(self, message: str) -> str:
        data = message.encode()
        plain = os.urandom(16) + struct.pack(">I", len(data)) + data + self.receiver.encode()
        return base64.b64encode(encrypt_bytes(self.key, plain)).decode()

    def decrypt(self, encrypted: str) -> str:
        """The message of a ciphertext. Raises BadSeal."""
        try:
            plain = decrypt_bytes(self.key, base64.b64decode(encrypted, validate=True))
            (length,) = struct.unpack(">I", plain[16:20])
            message, receiver = plain[20 : 20 + length], plain[20 + length :]
            if len(message) != length:
                raise BadSeal("the length is wrong")
            if not hmac.compare_digest(receiver, self.receiver.encode()):
                raise BadSeal("it is meant for another receiver")
            return message.decode()
        except (binascii.Error, struct.error, UnicodeDecodeError) as error:
            raise BadSeal(str(error)) from error
