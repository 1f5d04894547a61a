"""Runs the console script of argv[1] with the command text of stdin, split as MWAA splits it.

Exit code 97 means that the text cannot be split. The text does not come as an argument because
Linux allows an argument 128 KiB, and the whole text may be longer than its longest word.
"""

import os
import shlex
import sys

from die_with_parent import die_with_parent

UNPARSABLE = 97

try:
    words = shlex.split(sys.stdin.buffer.read().decode())
except ValueError as error:
    print(error, file=sys.stderr)
    sys.exit(UNPARSABLE)

# A command that asks a question must get "end of file" rather than wait for ever.
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
die_with_parent()
os.execv(sys.argv[1], [sys.argv[1], *words])
