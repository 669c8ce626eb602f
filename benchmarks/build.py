"""Measure the main job: `unionkg build` from nothing, in a process of its own, several times."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]


def measure(paths: list[Path]) -> dict[str, float]:
    """Build once into an empty folder; return seconds and mebibytes."""
    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        command = [Path(sys.executable).with_name("unionkg"), "build", *paths, "--out", out]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"unionkg build ended with {process.returncode}")
    # Linux counts ru_maxrss in KiB, macOS in bytes; worker processes count in time, the largest one in memory.
    unit = 1 if sys.platform == "darwin" else 1024
    return {"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mib": usage.ru_maxrss * unit / 2**20}


def main() -> None:
    """Print the medians as one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT / "data" / "corpus"])
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    texts = [file for path in args.paths for file in ([path] if path.is_file() else path.rglob("*.txt"))]
    characters = sum(len(file.read_text("utf-8")) for file in texts)
    runs = [measure(args.paths) for _ in range(args.repeat)]
    middle = {key: round(median(run[key] for run in runs), 2) for key in runs[0]}
    print(json.dumps({"documents": len(texts), "characters": characters, "runs": args.repeat, **middle}))
    print(f"{characters / middle['wall_s']:.0f} characters a second")


if __name__ == "__main__":
    main()
