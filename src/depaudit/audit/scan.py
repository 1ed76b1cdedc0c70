"""The main job: inventory in, report out."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from depaudit import __version__
from depaudit.analysis.assess import assess
from depaudit.analysis.assessment import Assessment
from depaudit.analysis.chains import chains, illusions
from depaudit.analysis.remedies import remedies
from depaudit.audit.options import ScanOptions
from depaudit.audit.registry import broken_packs, load_rules
from depaudit.audit.run import choose, run_rules, with_severities
from depaudit.audit.settings import with_options
from depaudit.audit.waive import apply_waivers
from depaudit.cutoff.simulation import Simulation
from depaudit.model.finding import Finding, RuleCard, RuleFailure
from depaudit.model.inventory import Inventory
from depaudit.model.overlaid import Overlaid
from depaudit.model.report import Report
from depaudit.model.severity import Severity
from depaudit.rulekit.declare import Rule

if TYPE_CHECKING:
    from depaudit.catalog import Catalog
    from depaudit.graph.sources import Knowledge
    from depaudit.model.picture import Picture


def scan_inventory(inventory: Inventory, *, options: ScanOptions, catalog: "Knowledge | None" = None) -> Report:
    """Simulate, assess, run the chosen rules, apply waivers. Raises DepauditError for settings that do not fit."""
    installed = load_rules(options.rule_files)
    if options.rule_options:
        installed = with_options(installed, options.rule_options)
    rules = choose(installed, options.select, options.ignore)
    as_of = options.as_of or date.today().isoformat()
    known = catalog if catalog is not None else _known(inventory, options, as_of)
    simulation = Simulation(inventory, known, trust=options.trust, home=options.home, as_of=as_of)
    assessment = assess(simulation, as_of=as_of, horizons=options.horizons, thresholds=options.thresholds)
    findings, failures = run_rules(rules, assessment)
    if options.severities:
        findings = with_severities(findings, options.severities, installed)
    if options.unknown == "ignore":
        findings = tuple(finding for finding in findings if finding.confidence != "low")
    findings, uses, notices = apply_waivers(
        findings, (*inventory.waivers, *options.waivers), as_of, installed=_names(installed), ran=_names(rules)
    )
    version, dated = getattr(known, "version", ""), getattr(known, "as_of", "")
    report = _report(assessment, findings, failures + broken_packs(), notices, version, dated)
    report = report._replace(rules=tuple(map(_card, rules)), waivers=uses)
    if options.ways_out:
        report = _with_ways_out(report, simulation)
    report = report._replace(overlaid=_overlaid(simulation, assessment, options, as_of))
    return report._replace(picture=_picture(simulation, options)) if options.picture else report


def _names(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(name for rule in rules for name in (rule.id, rule.name))


def _card(rule: Rule) -> RuleCard:
    return RuleCard(rule.id, rule.name, rule.summary, rule.doc, rule.references, rule.stability)


def _with_ways_out(report: Report, simulation: Simulation) -> Report:
    """The best changes for every outage of a high or critical finding."""
    outages = tuple(dict.fromkeys((one.subject, one.cutoff) for one in report.findings
                                  if one.severity >= Severity.HIGH and one.cutoff and not one.waived))  # fmt: skip
    found, skipped = remedies(simulation, outages)
    return report._replace(alternatives=found, not_assessed=report.not_assessed + skipped)


def _picture(simulation: Simulation, options: ScanOptions) -> "Picture":
    from depaudit.analysis.picture import picture

    return picture(simulation, options.horizons)


def _known(inventory: Inventory, options: ScanOptions, as_of: str) -> "Catalog":
    from depaudit.catalog.known import known

    return known(inventory.overlay, options.overlays, as_of=as_of, without=options.no_overlay, origin=inventory.paths)


def _overlaid(simulation: Simulation, assessment: Assessment, options: ScanOptions, as_of: str) -> Overlaid:
    """What overlays changed; nothing where none was laid. Judging again costs as much as the first time."""
    records = getattr(simulation.sources.catalog, "overlaid", ())
    if not records:
        return Overlaid()
    from depaudit.audit.overlays import overlaid
    from depaudit.catalog import Catalog

    plain = Simulation(simulation.inventory, Catalog.bundled(), trust=options.trust, home=options.home, as_of=as_of)
    without = assess(plain, as_of=as_of, horizons=options.horizons, thresholds=options.thresholds)
    return overlaid(records, assessment.survival, without.survival)


def _report(
    assessment: Assessment,
    findings: tuple[Finding, ...],
    failures: tuple[RuleFailure, ...],
    notices: tuple[str, ...],
    catalog_version: str,
    catalog_as_of: str,
) -> Report:
    subject = assessment.subject
    return Report(
        tool_version=__version__,
        as_of=assessment.as_of,
        horizons=assessment.horizons,
        subject=subject._replace(warnings=subject.warnings + notices),
        catalog_version=catalog_version,
        catalog_as_of=catalog_as_of,
        headline=assessment.headline,
        score=assessment.score,
        survival=assessment.survival,
        ladder=assessment.ladder,
        objectives=assessment.objectives,
        exposure=assessment.exposure,
        cut_sets=assessment.cut_sets,
        concentration=assessment.concentration,
        findings=findings,
        assumptions=assessment.assumptions,
        unknowns=assessment.unknowns,
        not_assessed=tuple(_not_assessed(assessment)),
        failures=failures,
        stale_facts=assessment.stale_facts,
        history=assessment.history,
        chains=chains(assessment),
        illusions=illusions(assessment),
        coverage=assessment.inventory.coverage,
    )


def _not_assessed(assessment: Assessment) -> Iterator[str]:
    """What a reader might take for assessed and is not."""
    if not assessment.subject.home:
        yield "home jurisdiction not stated: every jurisdiction counts as foreign"
    if assessment.inventory.organisation.persons != type(assessment.inventory.organisation.persons)():
        yield "cuts by nationality: persons are stated, and no scenario of this scan reaches them"
    for file in assessment.inventory.coverage:
        yield from (f"{file.path}: {text}" for text in file.not_read)
    for result in assessment.objectives:
        for selector in result.not_assessed:
            yield f"objective on {selector}: it does not appear in this inventory"
    for declared in assessment.inventory.services:
        if not declared.requires and declared.gate is None:
            yield f"{declared.id}: it requires nothing, so nothing can stop it; write what it needs"
    broken = {verdict.service for verdict in assessment.survival if verdict.baseline}
    for service in assessment.services:
        if service.id in broken:
            yield f"{service.id}: down without any cut; the inventory leaves it nothing to stand on"
