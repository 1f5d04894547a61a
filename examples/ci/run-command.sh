#!/usr/bin/env bash
#
# Sends one Airflow command to the queue, waits for what becomes of it, and fails when it did not succeed.
#
#   run-command.sh 'dags trigger my_dag --conf {"day":"2026-11-22"}'
#
# Environment variables:
#   ENVIRONMENT_NAME, QUEUE_URL, RECORDS_TABLE_NAME   the stack's outputs
#   COMMAND_ID      names the command everywhere; what was sent under the same id is not run again, only waited for.
#                   Default: in GitHub one for each attempt of a run and each command, elsewhere a new one
#   WAIT_SECONDS    how long the command may wait for its turn; later it is not begun any more. Default: 900
#   GRACE_SECONDS   how long to wait for its end after that. Default: 600, more than the runner's time-out of
#                   three minutes and the five until a held command is looked at again
#   POLL_SECONDS    between two looks at its record. Default: 5
#
# Exit codes: 0 it succeeded; 1 it failed, was refused, or may or may not have run; 2 a mistake in the call; 3 it has
# no outcome yet; others are the AWS CLI's. Needs the AWS CLI (1 or 2), awk, base64 and gunzip.
set -euo pipefail

usage() {
  printf 'run-command.sh: %s\n' "$1" >&2
  exit 2
}

# A text as a JSON string.
json() {
  local text=$1
  text=${text//\\/"\\\\"}
  text=${text//\"/"\\\""}
  text=${text//$'\n'/'\n'}
  text=${text//$'\r'/'\r'}
  text=${text//$'\t'/'\t'}
  printf '"%s"' "$text"
}

# Marks lines that others have written: none can be taken for a workflow command by GitHub's runner.
quote() {
  tr '\r' '\n' | awk '{ print "| " $0 }'
}

# One attribute of the record, by a path of the AWS CLI; nothing when there is none.
record() {
  local value
  value=$(aws dynamodb get-item --table-name "$RECORDS_TABLE_NAME" --consistent-read \
    --key "{\"id\": {\"S\": $(json "$id")}}" --query "Item.$1" --output text) || return
  [[ $value == None ]] || printf '%s\n' "$value"
}

# What Airflow printed on one stream.
output() {
  local packed
  packed=$(record "$1.M.gzip.B") || return
  [[ -z $packed ]] || printf '%s' "$packed" | base64 --decode | gunzip | quote
}

reason() {
  local text
  text=$(record reason.S) || return
  [[ -z $text ]] || printf '%s\n' "$text" | quote
}

# Tells how the command stands, when that has changed.
told=
tell() {
  [[ $1 != "$told" ]] || return 0
  told=$1
  printf '%s\n' "$1"
  [[ $1 != held ]] || reason
}

[[ $# -eq 1 && -n $1 ]] || usage "give one command, for example 'dags trigger my_dag'"
readonly command=$1
for name in ENVIRONMENT_NAME QUEUE_URL RECORDS_TABLE_NAME; do
  [[ -n ${!name:-} ]] || usage "$name is missing: set it to the stack's output"
done
readonly wait_seconds=${WAIT_SECONDS:-900} grace_seconds=${GRACE_SECONDS:-600} poll_seconds=${POLL_SECONDS:-5}
[[ $wait_seconds =~ ^[1-9][0-9]*$ ]] || usage "WAIT_SECONDS is '$wait_seconds': give whole seconds, at least 1"
[[ $grace_seconds =~ ^[0-9]+$ ]] || usage "GRACE_SECONDS is '$grace_seconds': give whole seconds"
[[ $poll_seconds =~ ^[0-9]+(\.[0-9]+)?$ ]] || usage "POLL_SECONDS is '$poll_seconds': give seconds"

if [[ -n ${COMMAND_ID:-} ]]; then
  id=$COMMAND_ID
elif [[ -n ${GITHUB_RUN_ID:-} ]]; then
  id="github-$GITHUB_RUN_ID-${GITHUB_RUN_ATTEMPT:-1}-$(printf '%s' "$command" | cksum | cut -d ' ' -f 1)"
else
  id="ci-$(date +%s)-$$-$RANDOM"
fi
readonly id
[[ $id =~ ^[^[:space:]]{1,128}$ ]] || usage "COMMAND_ID is '$id': give 1 to 128 characters without spaces"

body="{\"command\": $(json "$command"), \"id\": $(json "$id"), \"source\": \"ci\", \"expires\": {\"after\": $wait_seconds}}"
aws sqs send-message --queue-url "$QUEUE_URL" --message-group-id "$ENVIRONMENT_NAME" \
  --message-deduplication-id "$id" --message-body "$body" --query MessageId --output text >/dev/null
printf 'sent as %s\n' "$id"

readonly deadline=$((SECONDS + wait_seconds + grace_seconds))
while true; do
  state=$(record state.S)
  [[ $state != ended ]] || break
  tell "${state:-queued}"
  if ((SECONDS >= deadline)); then
    printf 'no outcome yet: see the record of %s\n' "$id" >&2
    exit 3
  fi
  sleep "$poll_seconds"
done

outcome=$(record outcome.S)
tell "$outcome"
reason
output stdout
output stderr
[[ $outcome == succeeded ]]
