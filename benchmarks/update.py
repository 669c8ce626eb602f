"""Measure what one more document costs: `unionkg build --no-export` of a corpus, then again with a text added.

Give a folder with some thousands of texts; both builds are processes of their own, timed in CPU seconds, which do not
tell of what else the machine does. The ratio counts everything that the command does, start and imports too.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

TEXT = (
    "日期: 2023-11-0{day}\n\n"
    "霁州市总工会主席宋清遥11月{day}日出席北京市总工会座谈会。海淀区总工会建成暖心驿站3{day}个。\n"
)


def cpu_seconds(texts: Path, out: Path, *options: str) -> float:
    """Build in a process of its own and return the seconds of CPU that it and its children took."""
    command = [Path(sys.executable).with_name("unionkg"), "build", texts, "--out", out, "--jobs", "1", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        sys.exit(f"unionkg build ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print the seconds and ratios as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="a folder of texts")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        texts, out = Path(folder) / "texts", Path(folder) / "out"
        shutil.copytree(args.corpus, texts)
        whole = cpu_seconds(texts, out, "--no-export")
        added = []
        for day in range(1, args.repeat + 1):
            (texts / f"added-{day}.txt").write_text(TEXT.format(day=day), "utf-8")
            added.append(cpu_seconds(texts, out, "--no-export"))
        with_exports = cpu_seconds(texts, out)
    one = median(added)
    measured = {
        "documents": sum(1 for _ in args.corpus.rglob("*.txt")),
        "build_cpu_s": round(whole, 1),
        "one_more_cpu_s": round(one, 2),
        "share_percent": round(100 * one / whole, 2),
        "nothing_new_with_exports_cpu_s": round(with_exports, 1),
        "share_of_build_with_exports_percent": round(100 * one / (whole + with_exports - one), 2),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
