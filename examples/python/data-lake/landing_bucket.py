from aws_cdk import Duration
from aws_cdk.aws_s3 import BlockPublicAccess, Bucket, BucketEncryption, LifecycleRule
from constructs import Construct


class LandingBucket(Construct):
    """Closed to the public and without TLS; who read or wrote what is logged beside it."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        closed = {
            "encryption": BucketEncryption.S3_MANAGED,
            "block_public_access": BlockPublicAccess.BLOCK_ALL,
            "enforce_ssl": True,
        }
        access_logs = Bucket(
            self,
            "AccessLogs",
            lifecycle_rules=[LifecycleRule(expiration=Duration.days(90))],
            **closed,
        )
        # With versions a run reads the very object that it was told of, also when that is written again.
        self.bucket = Bucket(
            self, "Bucket", versioned=True, server_access_logs_bucket=access_logs, **closed
        )
