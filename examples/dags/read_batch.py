"""A run for a batch of uploads: reads the files in slices, side by side, and counts them.

Its conf comes from an upload trigger with `batch`: fileCount, group (with `groupBy`), and the list
of files: either as files or, if it is long, as manifest, the bucket and key of JSON lines. A file
has bucket, key, size, etag, eventTime, and versionId where the bucket keeps versions.
"""

import json
from datetime import datetime, timedelta, timezone

import boto3
from airflow.exceptions import AirflowFailException

try:
    from airflow.sdk import dag, task
except ImportError:  # Airflow 2
    from airflow.decorators import dag, task

FILES_PER_TASK = 100  # 10,000 files, the most, are 100 tasks; Airflow maps up to 1,024


def read_conf(dag_run):
    conf = dag_run.conf or {}
    if "fileCount" not in conf or ("files" in conf) == ("manifest" in conf):
        raise AirflowFailException(  # not retried: a retry would find the same conf
            f"The conf must have fileCount, and files or manifest, but has {sorted(conf)}: "
            "this DAG is for an upload trigger with `batch`"
        )
    return conf


def list_files(conf):
    if "files" in conf:
        return conf["files"]
    bucket, key = conf["manifest"]["bucket"], conf["manifest"]["key"]
    body = boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"]
    # Lines of bytes: those of a str would also end at U+2028, which a key may hold.
    return [json.loads(line) for line in body.iter_lines()]


@dag(
    schedule=None,
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    is_paused_upon_creation=False,  # the runs of a paused DAG wait until somebody notices
    # A retry does its slice again: write results where a second write replaces the first.
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
)
def read_batch():
    @task
    def find_slices(dag_run=None):
        # Where each starts: Airflow's database is no place for the list. At least one, because
        # Airflow skips what follows none: the count.
        return list(range(0, max(1, len(list_files(read_conf(dag_run)))), FILES_PER_TASK))

    @task(max_active_tis_per_dagrun=4)
    def read_slice(start, dag_run=None):
        s3 = boto3.client("s3")
        files = list_files(read_conf(dag_run))[start : start + FILES_PER_TASK]
        for file in files:
            # Without a version this is the newest one, which a later batch may list again.
            version = {"VersionId": file["versionId"]} if "versionId" in file else {}
            s3.get_object(Bucket=file["bucket"], Key=file["key"], **version)["Body"].read()
        return len(files)

    @task
    def count_files(counts, dag_run=None):
        counted, wanted = sum(counts), read_conf(dag_run)["fileCount"]
        if counted != wanted:
            raise AirflowFailException(f"Read {counted} files of a batch of {wanted}")
        return counted

    count_files(read_slice.expand(start=find_slices()))


read_batch()
