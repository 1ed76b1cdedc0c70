"""The closed vocabulary of layers, and the kinds of thing that belong to each.

Inventory, catalog and scenarios all speak these words; `layer:inference@US` cuts what stands in one layer.
"""

from typing import Final

LAYERS: Final[dict[str, tuple[str, ...]]] = {
    "inference": ("inference", "inference-api", "image-api", "video-api", "embedding-api", "rerank-api",
                  "speech-api", "translation-api", "search-api", "moderation-api", "ocr-api"),
    "model": ("model", "model-weights"),
    "application": ("application", "assistant", "ide-assistant", "agent-platform", "saas", "annotation", "payment",
                    "office-suite", "mail", "licence-server"),
    "gateway": ("gateway", "router"),
    "framework": ("framework", "agent-framework", "sdk", "package", "inference-engine", "dev-tool", "standard"),
    "data": ("data", "database", "vector-db", "data-platform", "dataset", "storage", "search-engine", "cache",
             "queue"),
    "observability": ("observability", "evaluation", "guardrail"),
    "identity": ("identity", "identity-provider", "key-store", "pki"),
    "registry": ("registry", "hub", "code-host", "container-registry", "model-hub", "ci"),
    "cloud": ("cloud", "cloud-region-family", "cloud-software", "managed-ml", "paas", "hosting", "compute",
              "gpu-cloud", "data-centre", "colocation"),
    "network": ("network", "cdn", "dns", "telecom"),
    "hardware": ("hardware", "accelerator", "driver-stack", "server", "chip", "foundry", "memory"),
    "people": ("people", "process"),
}  # fmt: skip

LAYER_OF_KIND: Final[dict[str, str]] = {kind: layer for layer, kinds in LAYERS.items() for kind in kinds}


def layer_of(kind: str) -> str:
    """The layer of a kind of component; `other` for a kind that the vocabulary does not hold."""
    return LAYER_OF_KIND.get(kind, "other")
