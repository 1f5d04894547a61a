# What the documents' commands find in the terminal, so that they run as they are written.

# PyPI has version 1 of the AWS CLI, and the documents are for version 2. What version 1 does not have:
#   lambda invoke --cli-binary-format raw-in-base64-out   it always takes payloads so
#   logs tail                                             all is read, and filtered here: MiniStack knows no "?"
# What MiniStack 1.5.33 does not have is checked by the CLI alone, which knows names and types:
#   sqs start-message-move-task
aws() {
  local arguments=()
  while [ $# -gt 0 ]; do
    if [ "$1 ${2-}" = '--cli-binary-format raw-in-base64-out' ]; then shift; else arguments+=("$1"); fi
    shift
  done
  set -- "${arguments[@]}"
  case "$1 $2" in
    'logs tail')
      [ "$4 $6" = '--since --filter-pattern' ] || { echo "not known of logs tail: $*" >&2; return 252; }
      # Of a filter such as ?ERROR ?"timed out" the words that one line must have one of.
      grep -oE '\?("[^"]+"|[^ "]+)' <<< "$7" | tr -d '?"' > words.txt
      command aws logs filter-log-events --log-group-name "$3" --query 'events[].[message]' --output text |
        { grep -F -f words.txt || true; }
      ;;
    'sqs start-message-move-task') command aws "$@" --generate-cli-skeleton output ;;
    # Version 1 would go to SQS's oldest name, whatever the variable says.
    'sqs '*) command aws "$@" --endpoint-url "$AWS_ENDPOINT_URL" ;;
    *) command aws "$@" ;;
  esac
}

# Not every machine has it.
uuidgen() { node --print 'crypto.randomUUID()'; }
