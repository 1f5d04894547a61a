"""A run for each upload: reads the object in Python, and hands its key to a shell safely.

Its conf comes from an upload trigger without `batch`: bucket, key, size, etag, eventTime, and
versionId where the bucket keeps versions. Whoever may upload chooses the key: data, never code.
"""

from datetime import datetime, timedelta, timezone

import boto3
from airflow.exceptions import AirflowFailException, AirflowSkipException
from botocore.exceptions import ClientError

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import dag, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task
    from airflow.operators.bash import BashOperator

ALWAYS_THERE = ("bucket", "key", "size", "etag", "eventTime")


@dag(
    schedule=None,
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    is_paused_upon_creation=False,  # the runs of a paused DAG wait until somebody notices
    # A retry does everything again: write results where a second write replaces the first.
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
)
def read_upload():
    @task
    def read(dag_run=None):
        conf = dag_run.conf or {}
        missing = [field for field in ALWAYS_THERE if field not in conf]
        if missing:  # not retried: a retry would find the same conf
            raise AirflowFailException(
                f"The conf has no {', '.join(missing)}, only {sorted(conf)}: "
                "this DAG is for an upload trigger with neither `batch` nor `conf`"
            )
        # What was uploaded then, even if the key has been written again since.
        version = {"VersionId": conf["versionId"]} if "versionId" in conf else {}
        which = version or {"IfMatch": f'"{conf["etag"]}"'}
        try:
            s3 = boto3.client("s3")
            body = s3.get_object(Bucket=conf["bucket"], Key=conf["key"], **which)["Body"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "PreconditionFailed":
                raise
            raise AirflowSkipException("Written again since: that upload has its own run")
        return {"key": conf["key"], "bytes": sum(map(len, body.iter_chunks(1024 * 1024)))}

    # A key reaches a shell as a variable in double quotes. In bash_command itself, by Jinja or
    # by an f-string, a key such as `$(rm -rf ~)` would run.
    in_a_shell = BashOperator(
        task_id="in_a_shell",
        env={"BUCKET": "{{ dag_run.conf['bucket'] }}", "KEY": "{{ dag_run.conf['key'] }}"},
        append_env=True,
        # A file name that no key can break. The last line is what the task returns.
        bash_command='printf %s "s3://$BUCKET/$KEY" | sha256sum | cut -c 1-64',
    )
    read() >> in_a_shell


read_upload()
