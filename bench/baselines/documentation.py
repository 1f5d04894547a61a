"""The method of the Lambda sample in AWS's documentation ("Invoking DAGs with a Lambda function").

A token by boto3 each time, and a new connection to the web server each time.
"""

import ast
import base64
import http.client
import os
import socket

import boto3
from botocore.config import Config

ENVIRONMENT = os.environ["MWAAQ_ENVIRONMENT"]
HOST, PORT = os.environ["MWAAQ_WEB_SERVER_ADDRESS"].split(":")

# The stand-in's API has one address, where no name with "env." before it exists.
client = boto3.client("mwaa", config=Config(inject_host_prefix=False))


class WebServer(http.client.HTTPSConnection):
    """Connects to the stand-in's address, and checks the certificate against the web server's name."""

    def connect(self):
        plain = socket.create_connection((HOST, int(PORT)))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # as the original does
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def handler(event, context):
    token = client.create_cli_token(Name=ENVIRONMENT)
    connection = WebServer(token["WebServerHostname"])
    headers = {
        "Authorization": "Bearer " + token["CliToken"],
        "Content-Type": "text/plain",
    }
    connection.request("POST", "/aws_mwaa/cli/", event["command"], headers)
    answer = ast.literal_eval(connection.getresponse().read().decode("UTF-8"))
    return base64.b64decode(answer["stdout"]).decode("UTF-8")
