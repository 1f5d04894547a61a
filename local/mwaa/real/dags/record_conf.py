"""One DAG per id in MWAAQ_DAG_IDS; its task writes down the conf that its run received."""

import json
import os
from datetime import datetime, timezone

try:
    from airflow.sdk import DAG, BaseOperator
except ImportError:  # Airflow 2
    from airflow.models import DAG, BaseOperator


class RecordConf(BaseOperator):
    def execute(self, context):
        run = context["dag_run"]
        folder = os.path.join(os.environ["MWAAQ_CONF_DIR"], run.dag_id)
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, run.run_id + ".json")
        # The reader polls for the file: it must never see half of one. A run id may be so long
        # that its file's name has no room for another suffix.
        part = os.path.join(folder, f".{os.getpid()}.part")
        with open(part, "w", encoding="utf-8") as file:
            json.dump(run.conf, file, ensure_ascii=False)
        os.rename(part, path)


for dag_id in filter(None, os.environ["MWAAQ_DAG_IDS"].split(",")):
    with DAG(
        dag_id,
        schedule=None,
        start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        is_paused_upon_creation=False,
        max_active_runs=16,
    ) as dag:
        RecordConf(task_id="record_conf")
    globals()[dag_id] = dag
