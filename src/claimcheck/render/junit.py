"""report → JUnit XML: an article is a suite, each of its problems a failing case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from claimcheck.messages import text
from claimcheck.model import Failure
from claimcheck.render.options import Options
from claimcheck.render.problems import Documents, Problem, headline, mark_words, paragraphs, problems
from claimcheck.render.words import visible
from claimcheck.report import Report, documents_by_path, failure_line


def show(report: Report, lang: str, options: Options) -> str:
    """One suite an article; an article without problems is one passing case."""
    documents = documents_by_path(report)
    by_path: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems(report):
        by_path[problem.spot.path].append(problem)
    suites = Element("testsuites", name="claimcheck")
    for path in dict.fromkeys([*_checked(report), *by_path]):
        _suite(suites, path, by_path[path], documents, lang)
    if report.failures:
        _unread(suites, report.failures, lang)
    _count(suites)
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _checked(report: Report) -> list[str]:
    """The articles whose claims were judged."""
    return list(dict.fromkeys(claim.document for claim in report.claims))


def _suite(suites: Element, path: str, found: Sequence[Problem], documents: Documents, lang: str) -> None:
    suite = SubElement(suites, "testsuite", name=visible(path))
    for problem in found:
        _case(suite, problem, documents, lang)
    if not found:
        name = text("ci-no-problem", lang)
        SubElement(suite, "testcase", classname=visible(path), name=name, file=visible(path))


def _case(suite: Element, problem: Problem, documents: Documents, lang: str) -> None:
    words = headline(problem.finding, lang)
    path = visible(problem.spot.path)
    case = SubElement(suite, "testcase", classname=path, name=f"{problem.finding.rule}: {words}", file=path)
    if problem.spot.line:
        case.set("line", str(problem.spot.line))
    if problem.mark:
        SubElement(case, "skipped", message=mark_words(problem.mark, lang))
        return
    failure = SubElement(case, "failure", type=problem.level.value, message=words)
    failure.text = "\n".join(paragraphs(problem, documents, lang))


def _unread(suites: Element, failures: Sequence[Failure], lang: str) -> None:
    suite = SubElement(suites, "testsuite", name=text("ci-unread", lang))
    for failure in failures:
        path = visible(failure.document)
        case = SubElement(suite, "testcase", classname=path, name=text("ci-unread", lang), file=path)
        SubElement(case, "error", message=visible(failure_line(failure)))


def _count(suites: Element) -> None:
    """Write how many cases there are, failed, unread and left out, on each suite and on all."""
    for element in (*suites, suites):
        element.set("tests", str(len(list(element.iter("testcase")))))
        element.set("failures", str(len(list(element.iter("failure")))))
        element.set("errors", str(len(list(element.iter("error")))))
        if element is not suites:
            element.set("skipped", str(len(list(element.iter("skipped")))))
