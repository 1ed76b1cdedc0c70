"""An open model is run under a licence that does not let this organisation run it.

## What it finds
Self-hosted models whose licence excludes the organisation by domicile or territory, or excludes commercial use, by
the terms that the catalog holds.

## Why it matters
A right that was never granted is a cutoff that waits for a letter. Llama 4, released in April 2025, grants no rights
to whoever is domiciled in the EU (its text-only relatives do); several models of 2026 exclude the EU, the United
Kingdom, South Korea or the United States.

## Example
    organisation: {name: Bank, jurisdiction: DE}
    - {id: vision, uses: llama-4-scout-17b-instruct, deployment: self-hosted}

## Severity
Medium where a critical service rests on it, low elsewhere. Whether a use is commercial is taken to be so. Not legal
advice: read the licence.

## Remedy
Use a model whose licence fits (`depaudit alternatives` says which do), or get the right in writing.
"""

from collections.abc import Iterator

from depaudit.rulekit import Assessment, Finding, Remedy, Rule, Severity, rule


def check(own: Rule, assessment: Assessment) -> Iterator[Finding]:
    """Yield one finding per component whose model may not be run here."""
    for use in assessment.models:
        if use.forbidden:
            critical = any(assessment.service(name).criticality == "critical" for name in use.services)
            yield own.finding(
                use.component,
                Severity.MEDIUM if critical else Severity.LOW,
                f"{use.component} runs {use.model}, and its licence does not let this organisation do so",
                at=use.position,
                confidence="medium",
                evidence=(*use.forbidden, "under " + ", ".join(use.services[:6])),
                remedy=Remedy(f"use one that fits: depaudit alternatives {use.model}"),
            )


RULE = rule(
    "DA072",
    "licence-forbids-use",
    since="0.1.0",
    confidence="medium",
    frameworks=(("us-nist-ai-rmf", "MAP 4.1"),),
)(check)
