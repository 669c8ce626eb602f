"""Completion in the shell: names of questions, their parameters, and values out of the graph.

`_UNIONKG_COMPLETE=bash_source unionkg` prints what a shell has to read once (docs/commands.md).
"""

from pathlib import Path

import click

from unionkg.console import DEFAULT_OUT, dataset_path
from unionkg.errors import UnionkgError


def complete_question(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the named questions that begin with what was typed."""
    from unionkg.store.questions import load_questions

    del ctx, param
    return [name for name in load_questions() if name.startswith(incomplete)]


def complete_parameter(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return `name=` for each parameter of the question, and behind the equals sign values of the graph.

    Without a graph, or without a question before it, there is nothing to complete.
    """
    from unionkg.store.dataset import open_dataset
    from unionkg.store.questions import complete, load_questions

    del param
    # Before the value of --param is there, click leaves the words in front of it unparsed.
    named = [ctx.params.get("question"), *ctx.args]
    question = next((load_questions()[word] for word in named if word in load_questions()), None)
    if question is None:
        return []
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [f"{known.name}=" for known in question.parameters if known.name.startswith(name)]
    found = next((known for known in question.parameters if name in (known.name, known.label_zh)), None)
    if found is None:
        return []
    try:
        with open_dataset(dataset_path(Path(ctx.params.get("out") or DEFAULT_OUT)), read_only=True) as dataset:
            return [f"{name}={known}" for known in complete(dataset, found, value)]
    except UnionkgError:
        return []
