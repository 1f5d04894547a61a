"""Reads Airflow's SQLite database, since the `airflow` command needs seconds for the same.

`read_database.py FILE dags` prints whether a scheduler runs, the DAGs that can be triggered, and
what is wrong with DAG files;
`read_database.py FILE paused` prints of every DAG whether it is paused;
`read_database.py FILE runs DAG_ID` prints the runs of a DAG, oldest first;
`read_database.py FILE returned DAG_ID RUN_ID TASK_ID` prints what a task returned, null if nothing.
All print JSON.
"""

import json
import pickle
import sqlite3
import sys

SCHEDULER_RUNS = """
SELECT 1 FROM job WHERE job_type = 'SchedulerJob' AND state = 'running'
AND latest_heartbeat >= datetime('now', '-30 seconds')
"""
READY_DAGS = """
SELECT dag_id FROM dag WHERE dag_id IN (SELECT dag_id FROM serialized_dag)
"""
IMPORT_ERRORS = "SELECT filename, stacktrace FROM import_error"
PAUSED = "SELECT dag_id, is_paused FROM dag"
# Airflow 3 renamed the date.
DATE = "SELECT name FROM pragma_table_info('dag_run') WHERE name IN ('execution_date', 'logical_date')"
RUNS = "SELECT run_id, state, conf, {date}, queued_at FROM dag_run WHERE dag_id = ? ORDER BY id"
RETURNED = """
SELECT value FROM xcom WHERE dag_id = ? AND run_id = ? AND task_id = ?
AND map_index = -1 AND key = 'return_value'
"""


def dags(connection):
    return {
        "schedulerRuns": connection.execute(SCHEDULER_RUNS).fetchone() is not None,
        "dagIds": [dag_id for (dag_id,) in connection.execute(READY_DAGS)],
        "faults": [": ".join(fault) for fault in connection.execute(IMPORT_ERRORS)],
    }


def paused(connection):
    return {dag_id: bool(is_paused) for dag_id, is_paused in connection.execute(PAUSED)}


def runs(connection, dag_id):
    (date,) = connection.execute(DATE).fetchone()
    return [
        {
            "dagId": dag_id,
            "runId": run_id,
            "state": state,
            "conf": conf_of(conf),
            "logicalDate": iso(logical_date),
            "queuedAt": iso(queued_at),
        }
        for run_id, state, conf, logical_date, queued_at in connection.execute(
            RUNS.format(date=date), (dag_id,)
        )
    ]


def returned(connection, *task):
    (stored,) = connection.execute(RETURNED, task).fetchone() or (None,)
    # JSON; SQLite makes a number of what looks like one.
    return json.loads(stored) if isinstance(stored, (bytes, str)) else stored


def iso(stored):
    # SQLite keeps UTC without saying so.
    return stored and stored.replace(" ", "T") + "+00:00"


def conf_of(stored):
    # Airflow 2 pickles, Airflow 3 stores JSON.
    return pickle.loads(stored) if isinstance(stored, bytes) else json.loads(stored or "null")


_, file, question, *arguments = sys.argv
database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
questions = {"dags": dags, "paused": paused, "runs": runs, "returned": returned}
print(json.dumps(questions[question](database, *arguments)))
