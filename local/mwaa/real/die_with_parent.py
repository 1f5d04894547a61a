"""Ends this process when its parent dies, however it dies. Linux only; elsewhere it does nothing."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def die_with_parent():
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def adopt_orphans():
    """Whatever our descendants leave behind becomes our own child, so that we can end it."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option, value):
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
