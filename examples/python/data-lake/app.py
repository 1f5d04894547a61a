"""The queue with its upload triggers, and what tells it of uploads in a partner's account."""

from aws_cdk import App

from data_lake import DataLake
from partner import Partner

app = App()
DataLake(app, "DataLake")
Partner(app, "Partner")
app.synth()
