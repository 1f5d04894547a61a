"""A DAG whose only task fails."""

from datetime import datetime, timezone

try:
    from airflow.sdk import DAG, BaseOperator
except ImportError:  # Airflow 2
    from airflow.models import DAG, BaseOperator


class Fail(BaseOperator):
    def execute(self, context):
        raise RuntimeError("this DAG always fails")


with DAG(
    "failing",
    schedule=None,
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    is_paused_upon_creation=False,
):
    Fail(task_id="fail")
