"""A DAG whose parameter has a schema, for the recorded answer to a conf that breaks it."""

from datetime import datetime, timezone

try:
    from airflow.sdk import DAG, BaseOperator, Param
except ImportError:  # Airflow 2
    from airflow.models import DAG, BaseOperator
    from airflow.models.param import Param


class Nothing(BaseOperator):
    def execute(self, context):
        pass


with DAG(
    "params_dag",
    schedule=None,
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    params={"count": Param(1, type="integer")},
):
    Nothing(task_id="nothing")
