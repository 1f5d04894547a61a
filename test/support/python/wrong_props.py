"""Gives the constructs what they refuse. Prints each error as JSON: its type and its message, by the mistake."""

import json

from aws_cdk import Duration, Stack
from aws_cdk.aws_s3 import Bucket
from mwaa_cli_queue import AirflowCommand, MwaaCommandQueue

stack = Stack()
bucket = Bucket(stack, "Incoming")
queue = MwaaCommandQueue(stack, "Queue", environment_name="MyEnvironment")


def make(**props):
    return lambda: MwaaCommandQueue(Stack(), "Queue", **props)


MISTAKES = {
    "no environment": make(),
    "an unknown keyword": make(environment_name="E", comand_timeout=Duration.seconds(65)),
    "a number for a text": make(environment_name=1),
    "an environment that cannot be": make(environment_name="a b"),
    "time-outs that do not fit": make(
        environment_name="E",
        command_timeout=Duration.seconds(65),
        runner_timeout=Duration.seconds(100),
    ),
    "an upload trigger without a DAG": lambda: queue.add_upload_trigger("t", bucket=bucket),
    "a DAG that cannot be": lambda: queue.add_upload_trigger("t", bucket=bucket, dag_id="a/b"),
    "an empty command": lambda: AirflowCommand.text(""),
}


def error_of(mistake):
    try:
        mistake()
    except Exception as error:
        return [type(error).__name__, str(error)]
    return ["none", ""]


print(json.dumps({name: error_of(mistake) for name, mistake in MISTAKES.items()}))
