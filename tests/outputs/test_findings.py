"""What wants a person: each rule finds what the example holds of its kind, and nothing in what is sound."""

from graph.example import assemble, example
from graph.test_build import build
from queries.corpus import later_dataset

from unionkg.outputs.findings import findings, write_findings
from unionkg.store.dataset import open_dataset
from unionkg.store.table import to_values


def test_each_rule_finds_its_kind() -> None:
    """Contradictions come first; each row is what the invented documents were made to contradict."""
    found = {rule.name: (rule.severity, to_values(table)) for rule, table in findings(later_dataset())}
    assert list(found) == ["disagreements", "parts", "two-holders", "fulfilment", "review", "successions"]
    assert [severity for severity, _ in found.values()] == ["warning"] * 3 + ["note"] * 3
    (parts,) = found["parts"][1]
    assert parts[4:7] == (310.0, 340.0, 2)
    ((_, post, one, *_, other, _, _, quote, _, _, _),) = found["two-holders"][1]
    assert (post, {one, other}) == ("部长", {"林芳", "周强"})
    assert quote.startswith("云州市总工会权益保障部部长")
    succession = [row[1:6] for row in found["successions"][1] if row[1] == "党组书记"]
    assert succession == [("党组书记", "郑明", "2024-05-20", "何静", "2025-06-10")]


def test_a_plan_meets_what_became_of_it() -> None:
    """A planned initiative that was started, and a target with the figure that came later; a plan alone stays alone."""
    (rows,) = (to_values(table) for rule, table in findings(later_dataset()) if rule.name == "fulfilment")
    became = {(row[2] or row[3], row[4], row[5]) for row in rows if row[9]}
    assert ("司机关爱行动", None, None) in became
    assert ("数量", 300.0, 310.0) in became
    assert {row[2] for row in rows if not row[9]} == {"司机驿站"}


def test_sound_documents_have_no_contradiction() -> None:
    """The three documents of the example contradict each other in nothing."""
    extractions, _, run, settings = example()
    with open_dataset() as sound:
        sound.load_all(build(extractions, assemble(extractions), run, settings))
        for rule, table in findings(sound):
            assert rule.severity != "warning" or not table.rows


def test_the_file_is_for_people(tmp_path) -> None:
    """It counts the findings of each rule and lists them with their quotes; marks of texts are escaped."""
    write_findings(later_dataset(), tmp_path / "findings.md")
    text = (tmp_path / "findings.md").read_text("utf-8")
    assert "| two-holders | 哪些职务同时有两人 Posts with two holders at once | 矛盾 warning | 1 |" in text
    assert "原任原文: 云州市总工会党组书记、副主席郑明" in text
