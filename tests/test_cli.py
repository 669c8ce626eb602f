"""The commands as a user meets them: plain messages, exit codes, nothing that needs a traceback to be understood."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from unionkg import cli
from unionkg.cli import main

TEXT = "标题: 驿站启用\n来源: 霁州日报\n日期: 2023-10-12\n\n霁州市总工会主席宋清遥出席。全市建成暖心驿站2207个。\n"
COMMANDS = sorted(main.commands)


def run(*args, stdin=None):
    """Run the command line in this process."""
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)


def spawn(*args, **kwargs):
    """Run the command line as a user does, in a process of its own."""
    command = [sys.executable, "-m", "unionkg.cli", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **kwargs)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with one text, and the graph that was built of it."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text(TEXT, "utf-8")
    result = run("build", folder / "texts", "--out", folder / "out", "--jobs", 1)
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help_with_an_example(command, flag):
    """Help is there under both names and shows how the command is used."""
    result = run(command, flag)
    assert result.exit_code == 0
    assert f"unionkg {command}" in result.output


def test_help_says_what_exit_codes_mean():
    """0, 1, 2, 3 and 130 are explained."""
    assert "0 done, 1 error, 2 wrong usage, 3 done but some inputs were skipped, 130" in run("--help").output


def test_help_loads_no_model_and_no_store():
    """`--help` answers at once: what is heavy is imported by the commands that need it."""
    code = "import sys, unionkg.cli; print([m for m in ('onnxruntime', 'pyoxigraph', 'rdflib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("args", [["build"], ["query", "--format", "xml"], ["nonsense"], ["build", "x", "--jobs", "0"]])
def test_wrong_usage_is_exit_code_2(args):
    """Usage errors are told from errors of the data."""
    assert run(*args).exit_code == 2


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("gb.txt", "工会服务职工".encode("gb18030"), "iconv"),
        ("picture.txt", b"\x89PNG\x00\x00", "is not UTF-8"),
        ("date.txt", "标题: 喜讯\n日期: 昨天\n\n大会闭幕。".encode(), "is not a date"),
        ("table.xls", b"x", "are not read"),
    ],
)
@pytest.mark.model
def test_a_bad_input_is_named_and_the_others_go_through(tmp_path, name, data, message):
    """One file cannot be used: exit code 3, the file and the remedy are named, the graph of the others is there."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    result = run("build", tmp_path / name, tmp_path / "good.txt", "--out", tmp_path / "out", "--jobs", 1)
    assert result.exit_code == 3, result.output
    assert name in result.stderr and message in result.stderr
    assert (tmp_path / "out" / "unionkg.ttl").is_file()
    assert name in (tmp_path / "out" / "report.md").read_text("utf-8")


def test_no_usable_input_is_an_error(tmp_path):
    """Nothing but bad inputs: exit code 1, each is named, nothing is published."""
    (tmp_path / "a.txt").write_text("", "utf-8")
    result = run("build", tmp_path / "a.txt", tmp_path / "none.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "a.txt: is empty" in result.stderr and "none.txt: there is no such file" in result.stderr
    assert not (tmp_path / "out" / "unionkg.ttl").exists()


def test_out_that_is_a_file_fails_before_the_work(tmp_path):
    """`--out FILE` is refused at once, with what to do."""
    (tmp_path / "out").write_text("x", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    result = run("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "it is a file. Name a folder" in result.stderr
    assert (tmp_path / "out").read_text("utf-8") == "x"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_refused(tmp_path):
    """An `--out` that may not be written is refused at once."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "out").mkdir(mode=0o500)
    result = run("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1 and "Permission denied" in result.stderr


@pytest.mark.parametrize(
    "command", [["stats"], ["validate"], ["show", "宋清遥"], ["query", "documents"], ["export", "turtle"]]
)
def test_without_a_graph_the_message_says_to_build_one(tmp_path, command):
    """Every command that reads a graph says how to make one, or where one is."""
    result = run(*command, "--out", tmp_path)
    assert result.exit_code == 1
    assert f"Build one: unionkg build PATH --out {tmp_path}" in result.stderr
    (tmp_path / "demo" / "dataset").mkdir(parents=True)
    (tmp_path / "demo" / "dataset" / "dataset.json").write_text("{}", "utf-8")
    assert f"Did you mean --out {tmp_path / 'demo'}?" in run(*command, "--out", tmp_path).stderr


@pytest.mark.model
def test_each_reading_command_answers(built):
    """stats, validate, show, query and export work on what build wrote."""
    out = built / "out"
    assert "文章 Documents" in run("stats", "--out", out).output
    assert "The graph is sound" in run("validate", "--out", out).output
    assert "宋清遥" in run("show", "宋清遥", "--out", out).output
    assert run("export", "turtle", "--to", built / "g.ttl", "--out", out).exit_code == 0
    assert (built / "g.ttl").read_bytes() == (out / "unionkg.ttl").read_bytes()
    assert "2207" in run("query", "figures", "--param", "subject=暖心驿站", "--out", out).output


@pytest.mark.model
def test_the_dataset_folder_itself_may_be_named(built):
    """`--out` takes the folder of the dataset as well."""
    assert run("stats", "--out", built / "out" / "dataset").exit_code == 0


def test_query_without_a_question_lists_them_with_parameters():
    """The list names each question in both languages and its parameters."""
    listed = run("query").output
    for word in ("leaders", "谁领导某个组织", "Who leads an organisation", "organization (组织)", "[date]"):
        assert word in listed


@pytest.mark.model
@pytest.mark.parametrize(
    ("args", "stdin", "message"),
    [
        (["no-such"], None, "There is no question and no file 'no-such'. Questions: about"),
        (["leaders"], None, "needs the parameter 'organization'"),
        (["leaders", "--param", "organization"], None, "Write --param name=value"),
        (["leaders", "--param", "org=x"], None, "has no parameter 'org'"),
        (["leaders", "--param", "organization=霁州市总工"], None, "霁州市总工会"),
        (["-"], "SELECT ?s WHERE {", "Line 1"),
        (["-"], "DELETE WHERE { ?s ?p ?o }", "would change the data"),
        (["-"], b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(built, args, stdin, message):
    """Errors of a query name what is wrong and what there is; near misses name the right word."""
    result = run("query", *args, "--out", built / "out", stdin=stdin)
    assert message in result.output, result.output


@pytest.mark.model
def test_parameters_with_sparql_are_refused(built):
    """A value that would be ignored is an error of usage."""
    result = run("query", "-", "--param", "a=b", "--out", built / "out", stdin="ASK { ?s ?p ?o }")
    assert result.exit_code == 2


@pytest.mark.model
def test_answers_for_programs(built):
    """CSV and JSON of a query parse, extract prints one JSON object a line."""
    table = json.loads(run("query", "documents", "--format", "json", "--out", built / "out").output)
    assert len(table["results"]["bindings"]) == 1
    assert run("query", "documents", "--format", "csv", "--out", built / "out").output.splitlines()[0].isascii()
    (line,) = run("extract", built / "texts", "--jobs", 1).stdout.splitlines()
    assert {"doc", "entities", "relations", "observations", "titles"} <= set(json.loads(line))


@pytest.mark.model
@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}]
)
def test_a_locale_without_utf8_does_not_matter(built, environment):
    """Chinese goes in and out whatever the locale says."""
    done = spawn("show", "宋清遥", "--out", built / "out", env=os.environ | environment)
    assert done.returncode == 0, done.stderr.decode()
    assert "宋清遥" in done.stdout.decode("utf-8")


@pytest.mark.model
@pytest.mark.parametrize("args", [["stats"], ["query", "documents"], ["query", "documents", "--format", "csv"]])
def test_a_pipe_that_is_closed_is_no_error(built, args):
    """`unionkg … | head -0` is silent and succeeds."""
    command = [sys.executable, "-m", "unionkg.cli", *args, "--out", str(built / "out")]
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_keeps_what_was_read(tmp_path):
    """A build that is stopped says that it can go on, and goes on: the second run reads only what is left."""
    (tmp_path / "texts").mkdir()
    for number in range(60):
        body = TEXT + "工会干部走访慰问一线职工，送去清凉物资。\n" * 200
        (tmp_path / "texts" / f"{number}.txt").write_text(f"{body}第{number}号。\n", "utf-8")
    args = ["build", str(tmp_path / "texts"), "--out", str(tmp_path / "out"), "--jobs", "1"]
    process = subprocess.Popen([sys.executable, "-m", "unionkg.cli", *args], stderr=subprocess.PIPE)
    cache = tmp_path / "out" / "cache"
    deadline = time.monotonic() + 60
    while not (cache.is_dir() and any(cache.glob("*.json"))):
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr.decode()
    assert "the same command goes on from there" in stderr.decode()
    assert b"Traceback" not in stderr
    assert 0 < len(list(cache.glob("*.json"))) < 60
    assert not (tmp_path / "out" / "unionkg.ttl").exists()


def test_predictions_that_are_no_json_are_named_by_line(tmp_path):
    """`evaluate --predictions` names file and line of what is not JSON."""
    (tmp_path / "p.jsonl").write_text('{"doc": {}}\n{"doc"\n', "utf-8")
    result = run("evaluate", tmp_path, "--predictions", tmp_path / "p.jsonl")
    assert result.exit_code == 1
    assert "p.jsonl, line 2: is not JSON" in result.stderr


def test_an_error_of_the_system_is_one_line(monkeypatch, tmp_path):
    """A full disk and the like are told in one line with the file's name."""

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device", str(tmp_path / "x"))

    monkeypatch.setattr(cli, "_sparql", full)
    result = run("query", "x.rq", "--out", tmp_path)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {tmp_path / 'x'}: No space left on device.\n"
