"""Runs the headless command for the tests: SCALE_SANDBOX names the program, else the release build's."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("SCALE_SANDBOX", str(ROOT / "build/native-release/scale-sandbox"))


def run(*arguments, stdout=subprocess.PIPE, cwd=None, env=None):
    """The process as it ended: .returncode, .stdout, .stderr as text."""
    return subprocess.run([PROGRAM, *map(str, arguments)], stdout=stdout, stderr=subprocess.PIPE, text=True, cwd=cwd,
                          env=env, timeout=600)


def output(*arguments, **options):
    """What it prints; it must end well and say nothing else."""
    ended = run(*arguments, **options)
    assert ended.returncode == 0 and ended.stderr == "", (arguments, ended.returncode, ended.stderr)
    return ended.stdout


def refusal(*arguments, **options):
    """The one sentence with which it refuses."""
    ended = run(*arguments, **options)
    lines = ended.stderr.strip().splitlines()
    assert ended.returncode == 2 and len(lines) == 1, (arguments, ended.returncode, ended.stderr)
    return lines[0]
