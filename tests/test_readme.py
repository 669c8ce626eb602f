"""What the README shows is what the program does."""

import re

import pytest
from click.testing import CliRunner

from unionkg.cli import main


@pytest.fixture(scope="module")
def readme(root):
    """The text of the README."""
    return (root / "README.md").read_text("utf-8")


def test_every_command_of_the_readme_exists(readme):
    """Each `unionkg COMMAND` that the README names is a command."""
    named = set(re.findall(r"unionkg ([a-z]+)(?= |`|$)", readme, re.MULTILINE)) - {"reads"}
    assert named <= set(main.commands), sorted(named - set(main.commands))


def test_every_command_and_target_is_documented(root, readme):
    """Each command of the program and each target of the Makefile is named in the README or in docs/."""
    pages = [readme, *(path.read_text("utf-8") for path in (root / "docs").rglob("*.md"))]
    text = "\n".join([*pages, (root / "CONTRIBUTING.md").read_text("utf-8")])
    missing = [name for name in main.commands if f"unionkg {name}" not in text]
    targets = re.findall(r"^([a-z-]+):.*##", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
    missing += [f"make {name}" for name in targets if f"make {name}" not in text]
    assert not missing


def test_links_of_the_readme_lead_somewhere(root, readme):
    """Each relative link and picture of the README is a file or folder."""
    links = re.findall(r"\]\(([^)#]+)\)", readme)
    assert [link for link in links if "://" not in link and not (root / link).exists()] == []


@pytest.mark.model
def test_the_output_of_the_readme_is_real(readme, demo):
    """The query that the README shows prints the lines that it shows."""
    command = re.search(r"^unionkg (query operators .*?) +#", readme, re.MULTILINE)
    assert command
    result = CliRunner().invoke(main, [*command[1].split(), "--out", str(demo[1]), "--format", "csv"])
    shown = readme.split("(`--format csv`, first lines):\n```\n")[1].split("\n```")[0].splitlines()
    assert result.stdout.lstrip("\ufeff").splitlines()[: len(shown)] == shown


@pytest.mark.model
@pytest.mark.shared
def test_the_scores_of_the_readme_are_measured(readme, shared):
    """The table of scores in the README is what `unionkg evaluate` measures."""
    from unionkg.evaluation import evaluate, gold_texts
    from unionkg.interchange import to_json
    from unionkg.pipeline import extract_all, read_documents
    from unionkg.settings import Settings

    gold = shared / "gold" / "dev"
    documents = read_documents(list(gold_texts(gold).values())).documents
    report = evaluate(gold, [to_json(extraction) for extraction in extract_all(documents, Settings())])
    rows = {"entities": "entity", "relations": "relation", "figures (value and unit)": "observation"}
    for label, layer in rows.items():
        score = report.score(layer)
        assert f"| {label} | {score.precision:.2f} | {score.recall:.2f} | {score.f1:.2f} |" in readme
