"""Documentation hook: the pages of the catalog are written from the catalog at each build."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from depaudit.catalog import Catalog
from depaudit.catalog.pages import pages


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add one page per kind under `catalog/`."""
    for name, text in pages(Catalog.bundled()).items():
        files.append(File.generated(config, f"catalog/{name}", content=text))
    return files
