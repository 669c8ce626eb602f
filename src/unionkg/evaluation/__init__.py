"""Scores against gold: the same figures as the development data's own `score.py`.

`evaluate` compares predictions in the interchange format with a folder of gold files; `render` prints the report.
"""

from unionkg.evaluation.rendering import render
from unionkg.evaluation.report import Mistake, Report, Score
from unionkg.evaluation.scoring import evaluate, gold_texts

__all__ = ["Mistake", "Report", "Score", "evaluate", "gold_texts", "render"]
