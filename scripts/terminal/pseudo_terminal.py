"""Runs a program in a terminal of so many columns, and prints what it writes there."""

import fcntl
import os
import pty
import struct
import sys
import termios

LINES = 50

columns, *program = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    # Here, where it is before the program's first look.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, int(columns), 0, 0))
    os.execvp(program[0], program)
while True:
    try:
        written = os.read(terminal, 65536)
    except OSError:  # Linux's word for the end
        break
    if not written:
        break
    sys.stdout.buffer.write(written)
    sys.stdout.buffer.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
