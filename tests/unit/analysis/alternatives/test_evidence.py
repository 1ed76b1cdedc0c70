"""Evidence: figures of two versions of an index are never compared."""

from itertools import count

import pytest

from depaudit.analysis.alternatives.evidence import evidence, trial
from depaudit.model.knowledge import Model

NUMBERS = count()


def model(quality: str) -> Model:
    task = "speech-to-text" if "openasr" in quality else "embedding" if "mteb" in quality else "chat"
    return Model(f"m{next(NUMBERS)}", "M", "m", "v", "open", task=task, quality=quality)


@pytest.mark.parametrize(
    ("old", "new", "grade", "retention"),
    [
        ("aa_intelligence_v4.3.2=50", "aa_intelligence_v4.3.2=40", "B", 0.8),
        ("aa_intelligence_v4.1.1=50", "aa_intelligence_v4.3.2=40", "D", None),
        ("artificial_analysis_coding_index=10", "artificial_analysis_coding_index=10", "E", None),
        ("swe_bench_verified=80", "swe_bench_verified=79", "E", None),
        ("mteb_eng_v2_mean41=70", "mteb_eng_v2_mean41=77", "A", 1.1),
        ("openasr_en_wer=5", "openasr_en_wer=10", "A", 0.5),
        ("arena_text_2026-04-19=1400", "arena_text_2026-04-19=1400", "C", 1.0),
        ("arena_text_2026-04-19=1400", "arena_text_2025-04-19=1400", "D", None),
        ("", "", "E", None),
    ],
)
def test_only_the_same_index_and_version_compares(old: str, new: str, grade: str, retention: float | None) -> None:
    found = evidence(model(old), model(new))
    assert (found.grade, found.retention) == (grade, retention)


def test_a_figure_of_another_task_is_no_evidence() -> None:
    assert evidence(model("aa_intelligence_v4.3.2=50"), model("openasr_en_wer=5")).grade == "E"


def test_a_reviewed_pair_comes_first() -> None:
    pair = {"quality": "MTEB paired main-score difference -2.9 points over 226 common tasks; more", "sources": ["x"]}
    found = evidence(model("mteb_eng_v2_mean41=70"), model("mteb_eng_v2_mean41=70"), pair)
    assert (found.grade, found.sources) == ("A", ("x",))
    assert found.retention == pytest.approx(0.971)
    told = evidence(None, model(""), {"quality": "aa_intelligence_v4.3.2: 50 -> 40 (-10)"})
    assert (told.grade, told.retention) == ("B", 0.8)
    assert evidence(None, model(""), {"quality": "somebody said so"}).grade == "E"


def test_without_comparable_figures_a_trial_is_named() -> None:
    assert "run your own evaluation" in evidence(model(""), model("")).text
    assert "own pages" in trial("ocr")
    assert trial("anything")
