"""The closed grammar of formulas: metric ids, numbers, + - * /, parentheses and one == or <=.

Nothing is ever evaluated by Python: a formula is read into a tree by the parser below, and the
tree is computed in interval arithmetic. Whatever the grammar does not know is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import msgspec

from claimcheck.checks.intervals import Interval, add, divide, multiply, point, subtract

COMPARISONS = ("==", "<=")
LONGEST = 300
_MOST_DIGITS = 15
_DEEPEST = 20
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<number>\d+(?:\.\d+)?)|(?P<sign>==|<=|[-+*/()]))"
)
_OPERATIONS: Mapping[str, Callable[[Interval, Interval], Interval]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
}


class FormulaError(ValueError):
    """A formula outside the grammar; the message says where and what was expected."""


class Number(msgspec.Struct, frozen=True):
    """A constant."""

    value: Decimal


class Metric(msgspec.Struct, frozen=True):
    """The value of a metric, by its id."""

    id: str


class Operation(msgspec.Struct, frozen=True):
    """Two terms and + - * or / between them."""

    sign: str
    left: Term
    right: Term


Term = Number | Metric | Operation


class Formula(msgspec.Struct, frozen=True):
    """A comparison of two terms that is declared to hold."""

    left: Term
    sign: str
    right: Term


class Token(NamedTuple):
    """One word of a formula with its kind and its column, from 1."""

    kind: str
    text: str
    column: int


def parse(text: str) -> Formula:
    """The formula as a tree; FormulaError for anything outside the grammar."""
    if len(text) > LONGEST:
        raise FormulaError(f"longer than {LONGEST} characters")
    tokens = list(_tokens(text))
    left, rest = _sum(tokens, 0)
    if rest[0].text not in COMPARISONS:
        raise _unexpected(rest[0], "== or <=")
    right, end = _sum(rest[1:], 0)
    if end[0].kind != "end":
        raise _unexpected(end[0], "the end")
    return Formula(left, rest[0].text, right)


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise FormulaError(f"column {start + 1}: {text[start]!r} is not part of the grammar")
        yield Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup) + 1)
        at = match.end()
    yield Token("end", "the end", end + 1)


Parsed = tuple[Term, list[Token]]


def _sum(tokens: list[Token], depth: int) -> Parsed:
    left, tokens = _product(tokens, depth)
    while tokens[0].text in ("+", "-"):
        right, rest = _product(tokens[1:], depth)
        left, tokens = Operation(tokens[0].text, left, right), rest
    return left, tokens


def _product(tokens: list[Token], depth: int) -> Parsed:
    left, tokens = _atom(tokens, depth)
    while tokens[0].text in ("*", "/"):
        right, rest = _atom(tokens[1:], depth)
        left, tokens = Operation(tokens[0].text, left, right), rest
    return left, tokens


def _atom(tokens: list[Token], depth: int) -> Parsed:
    first = tokens[0]
    if first.kind == "name":
        return Metric(first.text), tokens[1:]
    if first.kind == "number":
        return _number(first), tokens[1:]
    if first.text != "(" or depth >= _DEEPEST:
        raise _unexpected(first, "a metric, a number or (")
    inner, rest = _sum(tokens[1:], depth + 1)
    if rest[0].text != ")":
        raise _unexpected(rest[0], ")")
    return inner, rest[1:]


def _number(token: Token) -> Number:
    if len(token.text) > _MOST_DIGITS:
        raise FormulaError(f"column {token.column}: a number of more than {_MOST_DIGITS} characters")
    return Number(Decimal(token.text))


def _unexpected(token: Token, expected: str) -> FormulaError:
    return FormulaError(f"column {token.column}: {token.text!r} where {expected} was expected")


# ---------------------------------------------------------------- what a formula says


def metrics_of(term: Term | Formula) -> tuple[str, ...]:
    """The metric ids that a term or formula names, each once, in order."""
    if isinstance(term, Number):
        return ()
    if isinstance(term, Metric):
        return (term.id,)
    return tuple(dict.fromkeys((*metrics_of(term.left), *metrics_of(term.right))))


def computed(term: Term, values: Mapping[str, Interval]) -> Interval:
    """The interval of a term's values."""
    if isinstance(term, Number):
        return point(term.value)
    if isinstance(term, Metric):
        return values[term.id]
    return _OPERATIONS[term.sign](computed(term.left, values), computed(term.right, values))


def holds(formula: Formula, values: Mapping[str, Interval]) -> bool:
    """Whether some of the values that the intervals allow satisfy the formula."""
    left, right = computed(formula.left, values), computed(formula.right, values)
    return left.meets(right) if formula.sign == "==" else left.low <= right.high


def template(term: Term) -> str:
    """The term as a message template in which each metric stands as an amount."""
    if isinstance(term, Number):
        return f"{term.value:f}"
    if isinstance(term, Metric):
        return "{" + term.id + ":amount}"
    left, right = _part(term.left, term.sign, False), _part(term.right, term.sign, True)
    return f"{left} {term.sign.replace('*', '×').replace('-', '−')} {right}"


def _part(term: Term, sign: str, is_right: bool) -> str:
    """An operand, in parentheses where reading it without them would change the meaning."""
    if not isinstance(term, Operation):
        return template(term)
    weaker = term.sign in "+-" and (sign in "*/" or (sign == "-" and is_right))
    return f"({template(term)})" if weaker or (sign == "/" and is_right) else template(term)
