"""A process with one Python function: the counterpart of subject.ts, which tells more."""

import importlib.util
import json
import os
import sys
import time

# What Lambda's own client of its runtime API has loaded before it loads a function, but for its packages.
# See https://github.com/aws/aws-lambda-python-runtime-interface-client, awslambdaric/*.py.
import decimal  # noqa: F401
import enum  # noqa: F401
import logging  # noqa: F401
import math  # noqa: F401
import traceback  # noqa: F401

REPLIES = 3


def rss_bytes():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def reply(answer):
    os.write(REPLIES, (json.dumps(answer) + "\n").encode())


def load(file):
    spec = importlib.util.spec_from_file_location("function", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.handler


start, cpu = time.perf_counter(), time.process_time()
handler = load(sys.argv[1])
ms, cpu_ms = (time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000
reply({"loadMs": ms, "loadCpuMs": cpu_ms, "rssBytes": rss_bytes()})

for line in sys.stdin:
    event, answer = json.loads(line), {}
    start, cpu = time.perf_counter(), time.process_time()
    try:
        handler(event, None)
    except Exception as error:
        answer["error"] = repr(error)
    answer["ms"] = (time.perf_counter() - start) * 1000
    answer["cpuMs"] = (time.process_time() - cpu) * 1000
    answer["rssBytes"] = rss_bytes()
    reply(answer)
