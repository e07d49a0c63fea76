"""The arithmetic of numerals: tokens (digits, powers) added up to a value and its last place."""

from __future__ import annotations

from decimal import Decimal

import msgspec

ONE = Decimal(1)


class Token(msgspec.Struct, frozen=True):
    """A digit group, digit word or power of a numeral, with the place it is written to."""

    kind: str
    value: Decimal
    place: Decimal = ONE


def last_place(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not zero: 40亿 gives 10亿, 3200 gives 100."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(int(exponent)) if value else ONE


def arabic(text: str) -> Token:
    """Return the value and last place of digits with separators and a point."""
    number = Decimal(text.replace(",", "").replace(" ", ""))
    exponent = number.as_tuple().exponent
    return Token("arabic", number, Decimal(1).scaleb(min(int(exponent), 0)))


def joined(tokens: list[Token]) -> list[Token]:
    """The tokens with digit strings (二〇二二) and decimal parts (三点一四) made one number each."""
    out: list[Token] = []
    fraction = ONE
    pointed = False
    for token in tokens:
        last = out[-1] if out else None
        if token.kind == "point":
            out, pointed, fraction = _settled(out), True, ONE
        elif pointed and token.kind in ("digit", "zero", "arabic"):
            fraction *= Decimal(10) ** (len(str(token.value)) if token.kind == "arabic" else 1)
            out[-1] = Token("arabic", out[-1].value + token.value / fraction, 1 / fraction)
        elif token.kind in ("digit", "zero") and last and last.kind in ("digit", "string"):
            tens = last.kind == "digit" and last.value >= 20  # 廿三, 卅五
            out[-1] = Token("string", last.value * (1 if tens else 10) + token.value)
        else:
            pointed = False
            out.append(token)
    return out


def _settled(tokens: list[Token]) -> list[Token]:
    """What stands before a decimal point, as one number."""
    value = evaluate(tokens)
    return [Token("arabic", value.value if value else Decimal(0))]


class _Sum(msgspec.Struct):
    """The running state of an evaluation: groups of big powers, the section below 万, the open digit."""

    groups: list[tuple[Decimal, Decimal]]
    section: Decimal = Decimal(0)
    open: Token | None = None
    last: Decimal | None = None
    place: Decimal = ONE
    filled: bool = False


def evaluate(tokens: list[Token]) -> Token | None:
    """Value and place of well-formed tokens, else None."""
    state = _Sum(groups=[])
    for token in tokens:
        step = _power if token.kind == "power" else _number
        if not step(state, token):
            return None
    _close_digit(state)
    return Token("value", sum((v for v, _ in state.groups), state.section), state.place)


def _number(state: _Sum, token: Token) -> bool:
    if token.kind == "zero":
        state.last = None
        state.place = ONE
        return state.open is None
    if state.open is not None or (state.last is not None and token.value >= state.last):
        return False
    state.open = token
    state.place = token.place
    return True


def _close_digit(state: _Sum) -> None:
    """Add the open digit to the section: 两千四百五 is 2450, 一万三 is 13000."""
    if state.open is None:
        return
    value, tenth = state.open.value, (state.last or ONE) / 10
    short = state.last is not None and state.last >= 100 and value < 10
    if short and (state.open.kind == "digit" or tenth >= 1000) and value == value.to_integral_value():
        value, state.place = value * tenth, tenth
    state.section += value
    state.filled, state.open = True, None


def _power(state: _Sum, token: Token) -> bool:
    return _small_power(state, token) if token.value < 10_000 else _big_power(state, token)


def _small_power(state: _Sum, token: Token) -> bool:
    if state.open is None and state.last is not None and state.last < 10_000:
        return False
    if state.open is not None and state.open.place < 1 and token.value == 10:
        return False  # 三点五十 is a time of day
    digit = state.open.value if state.open else ONE
    state.section += digit * token.value
    state.place = token.value * (state.open.place if state.open and state.open.kind == "arabic" else ONE)
    if not state.groups and (state.open is None or state.open.kind != "arabic"):
        state.place = ONE
    state.open, state.last, state.filled = None, token.value, True
    return True


def _big_power(state: _Sum, token: Token) -> bool:
    later = state.open is not None and state.open.kind == "arabic" and bool(state.groups)
    if later and state.groups[-1][1] < token.value:
        return False  # 3万5亿
    said_in_full = state.place if not state.groups else min(state.place, ONE)  # 0.7百万 is said to the 10万
    written = state.open.place if state.open else said_in_full
    if state.last is not None and state.last >= 10_000:
        state.last = None  # 5亿1万 is no shorthand: only the last digit of all may stand for a tenth
    _close_digit(state)
    within = [g for g in state.groups if g[1] < token.value]
    if state.filled:
        amount = state.section + sum(v for v, _ in within)
    else:
        within = [g for g in state.groups if g[1] <= token.value]
        amount = sum((v for v, _ in within), Decimal(0)) or ONE
        written = state.place if within else ONE
    kept = state.groups[: len(state.groups) - len(within)]
    if kept and kept[-1][1] <= token.value:
        return False
    state.groups = [*kept, (amount * token.value, token.value)]
    state.section, state.filled, state.last = Decimal(0), False, token.value
    state.place = written * token.value
    return True
