"""Runs processes, those of one Airflow for example, and ends them and all that they started when stdin closes.

Airflow's children move into process groups of their own, so ending a group leaves some behind.
Stdin is a pipe from the program that started this one: it closes however that program dies.
argv[1] is JSON: [{"name": …, "command": [...], "log": file}, …]. When a process ends by itself,
the others are ended too, and stdout says which one it was.
"""

import glob
import json
import os
import select
import signal
import subprocess
import sys
import time

from die_with_parent import adopt_orphans, die_with_parent

GRACE_SECONDS = 5
POLL_SECONDS = 0.5


def main(programs):
    adopt_orphans()
    # A Ctrl-C or a polite kill of this process would leave the others alone: only stdin counts.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    names = {start(program): program["name"] for program in programs}
    try:
        ended = wait(names)
    finally:
        end_all(list(names))
    if ended:
        print(ended, flush=True)
        sys.exit(1)


def start(program):
    with open(program["log"], "ab") as log:
        return subprocess.Popen(
            program["command"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=prepare_child,
        ).pid


def prepare_child():
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent()


def wait(names):
    """Returns what ended by itself, or None once stdin is closed."""
    while True:
        for pid, status in reap():
            if pid in names:
                return f"{names[pid]} ended with {os.waitstatus_to_exitcode(status)}"
        if select.select([sys.stdin], [], [], POLL_SECONDS)[0] and not os.read(0, 1024):
            return None


def end_all(pids):
    for pid in pids:
        signal_process(pid, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while reap_all() and time.monotonic() < deadline:
        time.sleep(0.05)
    # Again and again: a process may start another while we look.
    while reap_all():
        if not os.path.isdir("/proc/self"):
            # No way to find them one by one: the group, and this process with it.
            os.killpg(0, signal.SIGKILL)
        for pid in descendants(os.getpid()):
            signal_process(pid, signal.SIGKILL)
        time.sleep(0.01)


def reap_all():
    """Collects what has ended; says whether there is a child left, adopted ones included."""
    for _ in reap():
        pass
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return True
    except ChildProcessError:
        return False


def reap():
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, status


def descendants(root):
    parents = {}
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                # The name, in parentheses, may itself hold spaces and parentheses.
                parent = int(file.read().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(path.split("/")[2]))
    found, queue = [], [root]
    while queue:
        children = parents.get(queue.pop(), [])
        found += children
        queue += children
    return found


def signal_process(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


main(json.loads(sys.argv[1]))
