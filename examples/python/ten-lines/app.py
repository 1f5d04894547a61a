from aws_cdk import App, Stack
from aws_cdk.aws_s3 import Bucket
from mwaa_cli_queue import MwaaCommandQueue

app = App()
stack = Stack(app, "Pipelines")
bucket = Bucket(stack, "Incoming")
queue = MwaaCommandQueue(stack, "Queue", environment_name="MyEnvironment")
queue.add_upload_trigger("orders", bucket=bucket, dag_id="ingest_orders")
app.synth()
