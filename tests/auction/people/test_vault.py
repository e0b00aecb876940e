"""What is sealed stays sealed."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken

from auction.people.vault import Vault

SECRET, OTHER = "s" * 40, "t" * 40


def test_what_was_sealed_is_unsealed():
    vault = Vault(SECRET)

    assert vault.unseal(vault.seal("王小明")) == "王小明"
    assert vault.unseal(vault.seal("王小明".encode())) == "王小明"


def test_the_same_name_looks_different_each_time():
    vault = Vault(SECRET)

    assert vault.seal("王小明") != vault.seal("王小明")
    assert "王小明".encode() not in vault.seal("王小明")


def test_every_changed_byte_is_noticed():
    vault = Vault(SECRET)
    sealed = vault.seal("Ann")

    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        try:
            opened = vault.unseal(bytes(changed))
        except InvalidToken:
            continue
        # The last base64 digit carries bits that no byte uses.
        assert opened == "Ann" and sealed[place + 1 :].strip(b"=") == b""


def test_another_secret_opens_nothing_but_a_successor_does():
    sealed = Vault(SECRET).seal("Ann")

    with pytest.raises(InvalidToken):
        Vault(OTHER).unseal(sealed)
    assert Vault(OTHER, SECRET).unseal(sealed) == "Ann"


def test_a_digest_finds_the_same_number_and_no_other():
    vault = Vault(SECRET)

    assert vault.digest("11010119900307758x") == vault.digest(" 110101 19900307 758X ")
    assert vault.digest("11010119900307758X") != vault.digest("110101198502120138")
    assert vault.digest("11010119900307758X") != Vault(OTHER).digest("11010119900307758X")
    assert len(vault.digest("1")) == 64
