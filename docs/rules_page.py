"""Documentation hook: the reference of the rules is written from the built-in rules at each build."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from depaudit.audit.registry import pack_of
from depaudit.rulekit.pages import reference


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add `reference/rules.md`."""
    text = reference(pack_of("depaudit_rules").rules)
    files.append(File.generated(config, "reference/rules.md", content=text))
    return files
