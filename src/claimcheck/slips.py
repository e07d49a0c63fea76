"""What turns one written figure into another: the slips that the two figures alone can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from claimcheck.folding import fold
from claimcheck.model import Quantity

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TELLING = 3  # digits of which one may differ by a slip rather than by chance
_SCALES = (3, 4)  # scale words are powers of a thousand or of ten thousand


def slips(wrong: Quantity, right: Quantity) -> Iterator[str]:
    """The slips that explain ``wrong`` where ``right`` was meant, by name; both in one unit.

    The names: sign, scale, scale-missing, decimal-point, extra-digit, missing-digit, transposed, digit.
    """
    if wrong.stated is None or right.stated is None or not wrong.stated or not right.stated:
        return
    opposite = (wrong.stated < 0) != (right.stated < 0)
    power = _power_between(wrong, right)
    if power == 0 and opposite:
        yield "sign"
    elif power and not opposite:
        yield _moved(wrong, right, power)
    elif power is None and not opposite:
        yield from _mistyped(*_in_last_places(wrong, right))


def is_telling(a: Quantity, b: Quantity) -> bool:
    """Whether a slip explains the difference that chance hardly would: one digit of two differs easily."""
    few = min(significant_digits(a), significant_digits(b)) < _TELLING
    return any(name != "digit" or not few for name in slips(a, b))


def significant_digits(quantity: Quantity) -> int:
    """How many digits the figure states; trailing zeros of a whole number are not counted."""
    return 0 if quantity.stated is None else len(quantity.stated.normalize().as_tuple().digits)


def _power_between(a: Quantity, b: Quantity) -> int | None:
    """The power of ten between two figures of equal digits; ``None`` where the digits differ."""
    assert a.stated is not None and b.stated is not None
    digits = max(1, min(_written_digits(a), _written_digits(b)))
    if a.precision == b.precision and not _rounds(a, b, digits):
        return _shift(a.stated.normalize(), b.stated.normalize())
    for rounding in (ROUND_HALF_UP, ROUND_DOWN):
        power = _shift(_leading(a.stated, digits, rounding), _leading(b.stated, digits, rounding))
        if power is not None:
            return power
    return None


def _rounds(a: Quantity, b: Quantity, digits: int) -> bool:
    """Whether of two figures of one last place one rounds the other: 123.46万 and 1,234,567.89万.

    Only a wrong scale makes them so. Few digits are alike by chance.
    """
    return digits > _TELLING and _written_digits(a) != _written_digits(b)


def _shift(a: Decimal, b: Decimal) -> int | None:
    """By how many places the one is the other moved; ``None`` if their digits differ."""
    return a.adjusted() - b.adjusted() if a.as_tuple().digits == b.as_tuple().digits else None


def _written_digits(quantity: Quantity) -> int:
    """How many digits stand there, zeros included (1200万 has four)."""
    if quantity.stated is None or quantity.precision <= 0:
        return significant_digits(quantity)
    return len(str(abs(int(quantity.stated / quantity.precision))))


def _leading(value: Decimal, digits: int, rounding: str) -> Decimal:
    """The value, rounded to its first digits."""
    place = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return abs(value).quantize(place, rounding=rounding).normalize()


def _moved(wrong: Quantity, right: Quantity, power: int) -> str:
    """The name of a slip that keeps the digits: in the scale word, the point, or the zeros at the end."""
    (first, first_rest), (second, second_rest) = _parts(wrong), _parts(right)
    if first_rest != second_rest and (first == second or any(power % s == 0 for s in _SCALES)):
        bare = {first == _plain(wrong), second == _plain(right)}
        return "scale-missing" if first == second and bare == {True, False} else "scale"
    if "." in fold(wrong.text) or "." in fold(right.text):
        return "decimal-point"
    return "extra-digit" if power > 0 else "missing-digit"


def _parts(quantity: Quantity) -> tuple[Decimal | None, str]:
    """The digits as written, and everything around them."""
    text = fold(quantity.text)
    found = _NUMBER.search(text)
    if found is None:
        return None, text
    return Decimal(found[0].replace(",", "")), (text[: found.start()] + text[found.end() :]).replace(" ", "")


def _plain(quantity: Quantity) -> Decimal | None:
    return None if quantity.stated is None else abs(quantity.stated)


def _in_last_places(a: Quantity, b: Quantity) -> tuple[str, str]:
    """Both figures as whole numbers of the coarser one's last place."""
    assert a.stated is not None and b.stated is not None
    place = max(a.precision, b.precision)
    if place <= 0:
        return "", ""
    return _whole(a.stated / place), _whole(b.stated / place)


def _whole(value: Decimal) -> str:
    return str(abs(value).to_integral_value(ROUND_HALF_UP))


def _mistyped(wrong: str, right: str) -> Iterator[str]:
    if len(wrong) < 2 or len(right) < 2:
        return
    if len(wrong) == len(right):
        yield from _changed(wrong, right)
    elif _is_longer_by_one(wrong, right):
        yield "extra-digit"
    elif _is_longer_by_one(right, wrong):
        yield "missing-digit"


def _changed(wrong: str, right: str) -> Iterator[str]:
    places = [i for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b]
    if len(places) == 2:
        i, j = places
        if (wrong[i], wrong[j]) == (right[j], right[i]):
            yield "transposed"
    elif len(places) == 1:
        yield "digit"


def _is_longer_by_one(long: str, short: str) -> bool:
    """Whether one digit taken out of ``long`` leaves ``short``."""
    if len(long) != len(short) + 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(long, short, strict=False)) if a != b), len(short))
    return long[at + 1 :] == short[at:]
