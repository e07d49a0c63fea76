"""What claimcheck says to people: message ids → words of a language, numbers, period labels.

The words live in ``rules/messages/<language>.yaml``: one ``id: "text with {placeholders}"`` each.
A placeholder may name how its argument is to be read: ``{value:amount}`` takes «175100000000 CNY»,
``{period:period}`` a period label, ``{reason:text}`` another message id. An argument that does
not have that form is shown as it stands. Words before or after a ``|`` are shown only with an
argument: ``{document}{:|line}`` is «a.md» or «a.md:7», and ``{|subject| · }`` may vanish.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from claimcheck.errors import LexiconError, UsageError, nearest
from claimcheck.lexicon import rules_folder
from claimcheck.model import Message, Period, PeriodKind

LANGUAGES = ("zh", "en")

_PLACEHOLDER = re.compile(r"\{(?:([^{}|]*)\|)?([a-z_]\w*)(?::([a-z]+))?(?:\|([^{}|]*))?\}")
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?)(?: (\S+))?\Z")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_LABELS = (
    ("label-quarter", re.compile(r"(?P<year>\d{4})Q(?P<number>[1-4])\Z")),
    ("label-half", re.compile(r"(?P<year>\d{4})H(?P<number>[12])\Z")),
    ("label-fiscal", re.compile(r"FY(?P<year>\d{4})\Z")),
    ("label-year", re.compile(r"(?P<year>\d{4})\Z")),
    ("label-month", re.compile(r"(?P<year>\d{4})-(?P<number>\d{2})\Z")),
)
_SCALES = {"zh": (12, 8, 4), "en": (12, 9, 6)}
_PLACES = 4  # more decimal places than that read worse than the number in full


def default_language() -> str:
    """``zh`` where the locale of the process is Chinese, else ``en``."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").lower().startswith("zh") else "en"


def say(message: Message, lang: str) -> str:
    """The message in the reader's language; a rule's own template stands before the shipped one."""
    arguments = dict(message.arguments)
    if message.template:
        return _filled(message.template, arguments, lang)
    return text(message.id, lang, **arguments)


def text(id: str, lang: str, /, **arguments: str) -> str:
    """The text of a message id; of an unknown one the id itself with its arguments."""
    template = _templates(lang).get(id)
    if template is not None:
        return _filled(template, arguments, lang)
    listed = ", ".join(f"{name}={value}" for name, value in arguments.items())
    return f"{id} ({listed})" if listed else id


def known(id: str, lang: str) -> bool:
    """Whether the language has words for the message id."""
    return id in _templates(lang)


def _filled(template: str, arguments: Mapping[str, str], lang: str) -> str:
    def value(match: re.Match[str]) -> str:
        before, name, form, after = match.groups()
        if argument := arguments.get(name):
            return (before or "") + _read(argument, form, lang) + (after or "")
        return match[0] if before is after is None and name not in arguments else ""

    return _PLACEHOLDER.sub(value, template)


def _read(argument: str, form: str | None, lang: str) -> str:
    """An argument as its placeholder asks for it."""
    if form == "amount" and (match := _AMOUNT.match(argument)):
        return amount(Decimal(match[1]), match[2], lang)
    if form == "period":
        return label(argument, lang)
    if form == "text":
        return text(argument, lang)
    return argument


@lru_cache(maxsize=4)
def _templates(lang: str) -> Mapping[str, str]:
    """All texts of one language, read once a process."""
    import yaml

    if lang not in LANGUAGES:
        raise UsageError(f"language {lang!r} is not one of {', '.join(LANGUAGES)}{nearest(lang, LANGUAGES)}")
    path = rules_folder() / "messages" / f"{lang}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise LexiconError(f"{path}: expected a mapping of message ids to texts")
    return data


# ---------------------------------------------------------------- numbers


def plain(value: Decimal) -> str:
    """The decimal with all its digits, no exponent and no trailing zeros: ``175100000000``."""
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def amount(value: Decimal, unit: str | None, lang: str) -> str:
    """The value as people write it, every digit kept: ``1751亿元``, ``CNY 175.1 billion``, ``47.7%``."""
    number = _scaled(value, lang) if _counts(unit) else plain(value)
    if unit is None:
        return number
    if known(f"unit-{unit}", lang):
        return text(f"unit-{unit}", lang, number=number)
    return f"{unit} {number}" if _CURRENCY.match(unit) else f"{number} {unit}"


def _counts(unit: str | None) -> bool:
    """Whether large numbers of the unit are told in 亿 or billions."""
    return unit not in ("percent", "pp")


def _scaled(value: Decimal, lang: str) -> str:
    """The number in the largest scale that it fills and that leaves few decimal places."""
    for power in _SCALES[lang]:
        small = _shifted(value, -power)
        if abs(small) >= 1 and len(plain(small).partition(".")[2]) <= _PLACES:
            return _grouped(plain(small)) + text(f"scale-{power}", lang)
    return _grouped(plain(value))


def _shifted(value: Decimal, power: int) -> Decimal:
    """The value times ten to the power, exact whatever the decimal context says."""
    sign, digits, exponent = value.as_tuple()
    return Decimal((sign, digits, exponent + power)) if isinstance(exponent, int) else value


def _grouped(digits: str) -> str:
    """Commas in the integer part once it has five digits or more."""
    whole, point, rest = digits.partition(".")
    return (f"{int(whole):,}" if len(whole.lstrip("-")) > 4 else whole) + point + rest


# ---------------------------------------------------------------- periods


def period_label(period: Period, lang: str) -> str:
    """The period as people write it: ``2022年第1季度``, ``Q1 2022``, ``2022-06-30``."""
    if period.kind is PeriodKind.UNSTATED:
        return text("label-unstated", lang)
    words = label(period.label or _days(period), lang)
    return text("label-instant", lang, label=words) if period.kind is PeriodKind.INSTANT else words


def label(words: str, lang: str) -> str:
    """A period label (2022Q1, 2021H1, FY2021, 2022-03) in words; any other one as it is."""
    for id, pattern in _LABELS:
        if match := pattern.match(words):
            number = (match.groupdict().get("number") or "").lstrip("0")
            name = f"{id}-{number}" if known(f"{id}-{number}", lang) else id
            return text(name, lang, year=match["year"], number=number)
    return words


def _days(period: Period) -> str:
    """First and last day, or the one day that both are."""
    if period.start is None and period.end is None:
        return period.text
    if period.start == period.end:
        return str(period.end)
    return f"{period.start or ''}..{period.end or ''}"
