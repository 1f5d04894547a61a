from aws_cdk import Stack
from aws_cdk.aws_events import EventBus
from aws_cdk.aws_s3 import Bucket
from constructs import Construct
from mwaa_cli_queue import UploadForwarder

import settings


class Partner(Stack):
    """Deployed by the partner, into the account and region of the bucket: tells the lake of uploads to it."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        UploadForwarder(
            self,
            "Forwarder",
            bucket=Bucket.from_bucket_name(self, "Exports", settings.PARTNER_BUCKET_NAME),
            event_bus=EventBus.from_event_bus_arn(self, "Bus", settings.UPLOAD_EVENT_BUS_ARN),
            prefix="outgoing/",
            suffix=".csv",
        )
