from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk.aws_iam import Role
from aws_cdk.aws_s3 import Bucket
from constructs import Construct
from mwaa_cli_queue import MwaaCommandQueue, UploadBatchOptions

import settings
from landing_bucket import LandingBucket


class DataLake(Stack):
    """Uploads of four kinds, each to its DAG."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.queue = MwaaCommandQueue(
            self,
            "Queue",
            environment_name=settings.ENVIRONMENT_NAME,
            # A new DAG's file is in S3 before Airflow has read it: its first uploads wait so long.
            unknown_dag_patience=Duration.minutes(10),
        )
        self._add_batches()
        self._add_existing_bucket()
        self._add_partner()
        # For the DAGs, which read the list of a large batch.
        role = Role.from_role_name(self, "ExecutionRole", settings.EXECUTION_ROLE_NAME)
        self.queue.grant_read_manifests(role)
        self.queue.add_outputs()

    def _add_batches(self) -> None:
        """Keys such as `sales/2026-11-22/eu/part-0001.parquet`."""
        bucket = LandingBucket(self, "Landing").bucket
        self.queue.add_upload_trigger(
            "sales-by-day",
            bucket=bucket,
            dag_id="load_sales",
            key_pattern="sales/{day}/{region}/**.parquet",
            batch=UploadBatchOptions(window=Duration.minutes(10), max_files=500, group_by="day"),
            conf={"day": "{group}"},
        )
        self.queue.add_upload_trigger(
            "clicks-by-region",
            bucket=bucket,
            dag_id="load_clicks",
            key_pattern="clicks/{region}/**",
            batch=UploadBatchOptions(window=Duration.minutes(2), group_by="region"),
            conf={"region": "{group}"},
        )
        CfnOutput(self, "LandingBucket", value=bucket.bucket_name)

    def _add_existing_bucket(self) -> None:
        """A folder counts once its marker is written: `exports/customers/2026-11-22/_SUCCESS`."""
        self.queue.add_upload_trigger(
            "exports",
            bucket=Bucket.from_bucket_name(self, "RawZone", settings.EXISTING_BUCKET_NAME),
            dag_id="load_export",
            prefix="exports/",
            marker="_SUCCESS",
            conf={"folder": "s3://{bucket}/{folder}"},
        )

    def _add_partner(self) -> None:
        """The other half is `partner.py`."""
        self.queue.add_upload_trigger(
            "partner",
            bucket=Bucket.from_bucket_name(self, "PartnerExports", settings.PARTNER_BUCKET_NAME),
            source_accounts=[settings.PARTNER_ACCOUNT],
            dag_id="ingest_partner",
            prefix="outgoing/",
            suffix=".csv",
        )
