#!/bin/sh
# Hands two contacts over, waits until they are in the CRM, and shows what became of them.
#
#   CRM_URL=https://crm.example.org CRM_ACCOUNT_ID=7 CRM_SERVICE_KEY=... ./push-contacts.sh
#
# To repeat a hand-over whose end you did not see, give it the same IDEMPOTENCY_KEY again.
set -eu
key=${IDEMPOTENCY_KEY:-push-$(date +%s)-$$}

# One call: a procedure and its input. curl itself waits and repeats on 429 and 503, for as long as Retry-After
# says. The service key goes in by standard input, so that no list of processes shows it.
call() {
  printf 'header = "authorization: Bearer %s"\n' "$CRM_SERVICE_KEY" |
    curl --config - --silent --show-error --fail-with-body --retry 5 --retry-connrefused --max-time 60 \
      --header 'content-type: application/json' --data-binary "$2" "$CRM_URL/trpc/$1"
}

pushed=$(call sync.push '{
  "accountId": '"$CRM_ACCOUNT_ID"',
  "idempotencyKey": "'"$key"'",
  "contacts": [
    { "id": "gf-81", "email": "zoe@example.org", "firstName": "Zoë", "lastName": "Großmann", "birthDate": "1984-02-29" },
    { "id": "gf-82", "email": "ayse@example.org", "firstName": "Ayşe", "address": { "city": "Köln" } }
  ]
}') || { echo "$pushed" >&2; exit 1; }
echo "$pushed"

# One run for each enabled integration of the account.
for run in $(echo "$pushed" | grep -o '"id":"[^"]*","integrationId"' | cut -d '"' -f 4); do
  input='{ "accountId": '"$CRM_ACCOUNT_ID"', "runId": "'"$run"'" }'
  while call sync.get "$input" | grep -q '"finishedAt":null'; do sleep 1; done
  call sync.get "$input"
  echo
  call sync.items "$input"
  echo
done
