"""SARIF 2.1.0, in the shape that GitHub code scanning accepts."""

import json
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from depaudit.model.finding import Finding, RuleCard
from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.report import Style
from depaudit.report.escape import clip, terminal
from depaudit.report.places import place_of
from depaudit.report.words import closing, status

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning",
                 Severity.LOW: "note", Severity.INFO: "note"}  # fmt: skip
RANKS: Final = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.5", Severity.LOW: "3.0",
                Severity.INFO: "0.0"}  # fmt: skip
PRECISION: Final = {"high": "high", "medium": "medium", "low": "low"}
MOST_RESULTS: Final = 5_000
"""GitHub refuses a run with more than 25,000 results and shows 5,000 of them; findings come worst first."""


def render(report: Report, style: Style) -> str:
    """One run with every rule that ran, every finding, and what could not be assessed."""
    found = {finding.rule for finding in report.findings}
    cards = {card.id: card for card in report.rules}
    for finding in report.findings:
        cards.setdefault(finding.rule, RuleCard(finding.rule, finding.name, finding.name, ""))
    order = sorted(cards)
    rules = [_rule(cards[name], report.findings if name in found else ()) for name in order]
    number = {name: place for place, name in enumerate(order)}
    run = {
        "tool": {"driver": {"name": "depaudit", "semanticVersion": report.tool_version, "rules": rules,
                            "version": report.tool_version}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, number[one.rule], report) for one in report.findings[:MOST_RESULTS]],
        "invocations": [_invocation(report)],
        "properties": {"headline": terminal(report.headline), "score": report.score.value, "asOf": report.as_of,
                       "catalog": report.catalog_version, "summary": clip(terminal(closing(report)), 4_000)},
    }  # fmt: skip
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(card: RuleCard, findings: Sequence[Finding]) -> dict[str, Any]:
    own = [finding for finding in findings if finding.rule == card.id]
    worst = max((finding.severity for finding in own), default=Severity.MEDIUM)
    sure = min((finding.confidence for finding in own), key=("low", "medium", "high").index, default="high")
    help_text = card.doc.strip() or card.summary
    rule = {
        "id": card.id,
        "name": card.name,
        "shortDescription": {"text": card.summary or card.name},
        "fullDescription": {"text": clip(card.summary or card.name, 1_000)},
        "help": {"text": help_text, "markdown": help_text},
        "defaultConfiguration": {"level": LEVELS[worst]},
        "properties": {"tags": ["security", "supply-chain", "sovereignty"], "precision": PRECISION[sure],
                       "security-severity": RANKS[worst]},
    }  # fmt: skip
    links = [reference.partition(",")[0] for reference in card.references if reference.startswith("https://")]
    return rule | ({"helpUri": links[0]} if links else {})


def _result(finding: Finding, rule_index: int, report: Report) -> dict[str, Any]:
    path, line, column = place_of(finding, report)
    region = {"startLine": line, "startColumn": column}
    artifact = {"uri": quote(path), "uriBaseId": "%SRCROOT%"}
    where = {"physicalLocation": {"artifactLocation": artifact, "region": region},
             "logicalLocations": [{"name": clip(terminal(finding.subject)), "kind": "resource"}]}  # fmt: skip
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [where],
        "partialFingerprints": {"depaudit/v1": finding.fingerprint, "primaryLocationLineHash": finding.fingerprint},
        "properties": {"severity": str(finding.severity), "confidence": finding.confidence,
                       "cutoff": clip(terminal(finding.cutoff)), "standing": finding.standing,
                       "path": [clip(terminal(name)) for name in finding.path]},
    }  # fmt: skip
    if report.compared is not None:
        result["baselineState"] = {"known": "unchanged", "worsened": "updated"}.get(finding.standing, "new")
        if finding.waived is not None:
            result["baselineState"] = "unchanged"
    result["suppressions"] = _suppressions(finding)
    return result


def _message(finding: Finding) -> str:
    """What GitHub shows: message, proof, evidence, remedy, each in a line of its own."""
    lines = [finding.message]
    if finding.path:
        lines.append("Path: " + " -> ".join(finding.path))
    lines.extend(finding.evidence)
    if finding.remedy:
        lines.append(f"Remedy: {finding.remedy.text}")
    if said := status(finding):
        lines.append(said)
    return "\n".join(_literal(clip(terminal(line), 1_000)) for line in lines)


def _literal(text: str) -> str:
    """Brackets make links and braces make placeholders in a SARIF message; both are written out."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace("{", "{{").replace("}", "}}")


def _suppressions(finding: Finding) -> list[dict[str, Any]]:
    waiver = finding.waived
    if waiver is None:
        return []
    kind = "inSource" if waiver.origin == "comment" else "external"
    return [{"kind": kind, "justification": clip(terminal(status(finding)), 2_000)}]


def _invocation(report: Report) -> dict[str, Any]:
    failures = [("error", f"rule {failure.rule} could not run: {failure.reason}") for failure in report.failures]
    silent = [("warning", f"not assessed: {text}") for text in report.not_assessed]
    notes = [{"level": level, "message": {"text": _literal(clip(terminal(text), 2_000))}}
             for level, text in (*failures, *silent)]  # fmt: skip
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": notes}
