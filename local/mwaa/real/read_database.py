"""Reads Airflow's SQLite database, since the `airflow` command needs seconds for the same.

`read_database.py FILE dags` prints whether a scheduler runs, and the DAGs that a run can start;
`read_database.py FILE runs DAG_ID` prints the runs of a DAG, oldest first. Both print JSON.
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
SELECT dag_id FROM dag WHERE is_paused = 0
AND dag_id IN (SELECT dag_id FROM serialized_dag)
"""
RUNS = "SELECT run_id, state, conf FROM dag_run WHERE dag_id = ? ORDER BY id"


def dags(connection):
    return {
        "schedulerRuns": connection.execute(SCHEDULER_RUNS).fetchone() is not None,
        "dagIds": [dag_id for (dag_id,) in connection.execute(READY_DAGS)],
    }


def runs(connection, dag_id):
    return [
        {"dagId": dag_id, "runId": run_id, "state": state, "conf": conf_of(conf)}
        for run_id, state, conf in connection.execute(RUNS, (dag_id,))
    ]


def conf_of(stored):
    # Airflow 2 pickles, Airflow 3 stores JSON.
    return pickle.loads(stored) if isinstance(stored, bytes) else json.loads(stored or "null")


_, file, question, *arguments = sys.argv
database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)
print(json.dumps({"dags": dags, "runs": runs}[question](database, *arguments)))
