"""What stands around a period expression: 截至, 比, 将, or nothing at all."""

from __future__ import annotations

from claimcheck.extract.period_forms import Vocabulary

_SENTENCE_ENDS = "。!?\n"
_CLAUSE_ENDS = ",;" + _SENTENCE_ENDS
# How far back a word such as 截至 may begin, and how far back a sentence is read for 将 or «will».
_LOOK_BACK = 24
_SENTENCE = 80
# What may stand between a word of the future and its period: 预计|今年|6月, «expects to».
_GAP = 4
# How soon after its period such a word says that a year is planned: 全年营收|目标.
_SOON = 12


def follows(words: tuple[str, ...], folded: str, start: int) -> bool:
    """Whether one of the words stands directly before ``start``."""
    return folded[max(0, start - _LOOK_BACK) : start].rstrip(" ").endswith(words)


def is_ahead(folded: str, start: int, words: Vocabulary) -> bool:
    """Whether a word of the future stands right before the period, in the same clause."""
    low = max(0, start - _LOOK_BACK)
    if words.future_words.search(folded, low, start) is None:
        return False
    end = _last_end(words.future, folded, low, start)
    gap = folded[end:start].rstrip(" ")
    return end >= 0 and len(gap) <= _GAP and not any(mark in gap for mark in _CLAUSE_ENDS)


def is_toward(folded: str, start: int, words: Vocabulary) -> bool:
    """Whether the period may lie ahead: after 到, or after 将 or «will» anywhere in its sentence."""
    if follows(words.toward, folded, start):
        return True
    low = max(0, start - _SENTENCE)
    sentence = max(folded.rfind(mark, low, start) for mark in _SENTENCE_ENDS) + 1
    return words.intent.search(folded, max(sentence, low), start) is not None


def is_planned(folded: str, end: int, words: Vocabulary) -> bool:
    """Whether a word of intention stands soon after the period, in its clause: 全年目标."""
    stops = [at for mark in _CLAUSE_ENDS if (at := folded.find(mark, end, end + _SOON)) >= 0]
    return words.intent.search(folded, end, min(stops, default=end + _SOON)) is not None


def is_alone(folded: str, start: int, end: int) -> bool:
    """Whether the text is nothing but the expression."""
    return not folded[:start].strip() and not folded[end:].strip(" \n" + _CLAUSE_ENDS)


def same_sentence(folded: str, start: int, end: int) -> bool:
    """Whether no sentence ends between the two places."""
    return not any(folded.find(mark, start, end) >= 0 for mark in _SENTENCE_ENDS)


def _last_end(words: tuple[str, ...], folded: str, low: int, high: int) -> int:
    """Where the last of the words ends that stands between the two places; -1 where none does."""
    return max((at + len(w) for w in words if (at := folded.rfind(w, low, high)) >= 0), default=-1)
