"""Amounts of money: whole fen, never float."""

from __future__ import annotations

from desktop.domain.plain_number import plain_number

FEN_PER_YUAN = 100
_LARGEST_FEN = 10**13
_MOST_DIGITS = 13


def fen_from_yuan(amount: object) -> int | None:
    """Parse an amount in yuan as the platform writes it (``"95.00"``, ``95``, ``Decimal("95.5")``).

    Returns whole fen, or None for anything that is not an exact amount of fen. The platform's types vary: PROTOCOL.md,
    "Every answer".
    """
    yuan = plain_number(amount)
    if yuan is None or yuan.adjusted() > _MOST_DIGITS:
        return None
    above, below = yuan.as_integer_ratio()  # Decimal arithmetic rounds after 28 digits
    fen, rest = divmod(above * FEN_PER_YUAN, below)
    return fen if not rest and abs(fen) <= _LARGEST_FEN else None


def fen_typed(text: str) -> int | None:
    """Parse an amount in yuan as people type it: with ¥ or 元, grouped, in full-width characters, ``"49。8"``.

    Returns fen, or None for anything else.
    """
    import unicodedata  # the first window parses no amounts

    plain = unicodedata.normalize("NFKC", text).strip().replace("。", ".")
    return fen_from_yuan(plain.removeprefix("¥").removesuffix("元").replace(",", "").strip())


def yuan_text(fen: int) -> str:
    """``9500`` → ``"95.00"``, thousands grouped: ``"1,234.50"``."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{yuan:,}.{rest:02d}"


def face_text(fen: int) -> str:
    """A face value without needless decimals: ``10000`` → ``"100"``, ``9950`` → ``"99.50"``."""
    text = yuan_text(fen)
    return text.removesuffix(".00")
