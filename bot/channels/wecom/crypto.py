"""The platform's encryption: AES-256-CBC in base64, signed by SHA-1 (developer.work.weixin.qq.com 91144).

Plaintext before encryption: 16 random bytes, the message's length as 4 bytes, the message, the receiver's id
(the corporation's id; empty for a robot), padded as PKCS#7 to whole blocks of 32 bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.errors import BadCallback, SettingsError

BLOCK = 32  # bytes; twice AES's own, as the platform pads
_HEAD = 20  # bytes before the message: random and length


@dataclass(frozen=True)
class Envelope:
    """Encrypts, signs, and opens what the platform encrypted for one receiver.

    Raises SettingsError for a key that is not the platform's EncodingAESKey.
    """

    token: str = field(repr=False)
    aes_key: str = field(repr=False)  # 43 characters
    receiver: str

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9+/]{43}", self.aes_key):
            raise SettingsError(
                "EncodingAESKey 不对：应为 43 个字符", "请从企业微信管理后台“接收消息”的设置里完整复制。"
            )

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """The signature that goes with an encrypted message: 40 hex digits."""
        parts = "".join(sorted((self.token, timestamp, nonce, encrypted)))
        return hashlib.sha1(parts.encode("utf-8", "replace")).hexdigest()

    def open(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bytes:
        """The message, after its signature, padding, length and receiver were checked. Raises BadCallback."""
        expected = self.sign(timestamp, nonce, encrypted)
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            raise BadCallback("签名不对")
        return self.decrypt(encrypted)

    def decrypt(self, encrypted: str) -> bytes:
        """The message without a look at its signature. Raises BadCallback."""
        try:
            data = base64.b64decode(encrypted, validate=True)
        except (ValueError, binascii.Error):
            raise BadCallback("密文不是 base64") from None
        if not data or len(data) % BLOCK:
            raise BadCallback("密文长度不对")
        decryptor = self._cipher().decryptor()
        plain = _unpadded(decryptor.update(data) + decryptor.finalize())
        length = int.from_bytes(plain[16:_HEAD], "big")
        if len(plain) < _HEAD or length > len(plain) - _HEAD:
            raise BadCallback("消息长度不对")
        message, receiver = plain[_HEAD : _HEAD + length], plain[_HEAD + length :]
        if not hmac.compare_digest(receiver, self.receiver.encode()):
            raise BadCallback("接收方不是本企业")
        return message

    def encrypt(self, message: bytes, random: bytes | None = None) -> str:
        """The message as the platform reads it. `random` is 16 bytes, for tests only."""
        head = (random or secrets.token_bytes(16)) + len(message).to_bytes(4, "big")
        plain = head + message + self.receiver.encode()
        padding = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        data = encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()
        return base64.b64encode(data).decode()

    def _cipher(self) -> Cipher[modes.CBC]:
        key = base64.b64decode(self.aes_key + "=")
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def _unpadded(plain: bytes) -> bytes:
    padding = plain[-1]
    if not 1 <= padding <= BLOCK or not hmac.compare_digest(plain[-padding:], bytes([padding]) * padding):
        raise BadCallback("填充不对")
    return plain[:-padding]
