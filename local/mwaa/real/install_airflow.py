"""Makes the virtual environment argv[1] from the requirements file argv[2], under a lock.

argv[3] identifies what is wanted. It is written to a marker file last, so that an installation
that was cut off, or one of other requirements, is done anew.
"""

import fcntl
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from die_with_parent import die_with_parent


def main(target, requirements, wanted):
    folder = Path(target)
    marker = folder.with_name("installed")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(folder.with_name("lock"), "w") as lock:
        # The kernel frees the lock of a process that dies, so it never has to be cleared by hand.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if marker.exists() and marker.read_text() == wanted:
            return
        marker.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--progress-bar", "off"]
        pip += ["--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", requirements]
        subprocess.run(pip, check=True, preexec_fn=die_with_parent)
        marker.write_text(wanted)


die_with_parent()
try:
    main(*sys.argv[1:])
except subprocess.CalledProcessError as error:
    sys.exit(f"{' '.join(map(str, error.cmd[1:6]))} … failed with exit code {error.returncode}")
