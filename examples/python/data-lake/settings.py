"""What is yours: change it before you deploy."""

ENVIRONMENT_NAME = "MyEnvironment"

# The environment's execution role, which its DAGs act as.
EXECUTION_ROLE_NAME = "my-environment-execution-role"

# A bucket of this account that is there already. EventBridge must be switched on for it.
EXISTING_BUCKET_NAME = "company-raw-zone"

# A bucket in another account, likewise.
PARTNER_ACCOUNT = "222222222222"
PARTNER_BUCKET_NAME = "partner-exports"

# The output `UploadEventBusArn` of the stack `DataLake`: known once that is deployed.
UPLOAD_EVENT_BUS_ARN = "arn:aws:events:eu-central-1:111111111111:event-bus/FromTheOutput"
