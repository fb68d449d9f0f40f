#!/bin/sh
# Connects an account to the emulator, as its administrator does in the panel: test, create, map, switch on.
#
#   EMULATOR='{"baseUrl":...}' JWT_PRIVATE_KEY=jwt-private.pem CRM_URL=http://127.0.0.1:4010 CRM_ACCOUNT_ID=7 \
#     ./connect-emulator.sh
#
# EMULATOR is the line that `npm run emulator` prints. JWT_PRIVATE_KEY is the key whose public half the service has.
set -eu

# A user's token, as GoodFunds issues it: who (userId), for which account, and until when.
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
header=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url)
claims=$(printf '{"iss":"goodfunds.de","activeAccountId":%s,"userId":42,"exp":%s}' \
  "$CRM_ACCOUNT_ID" "$(($(date +%s) + 600))" | base64url)
signature=$(printf '%s' "$header.$claims" | openssl dgst -sha256 -sign "$JWT_PRIVATE_KEY" -binary | base64url)
token="$header.$claims.$signature"

call() {
  printf 'header = "authorization: Bearer %s"\n' "$token" |
    curl --config - --silent --show-error --fail-with-body --max-time 60 \
      --header 'content-type: application/json' --data-binary "$2" "$CRM_URL/trpc/$1"
}
member() { printf '%s' "$1" | grep -o "\"$2\":[^,}]*" | head -n 1 | cut -d : -f 2- | tr -d '"'; }

credentials='{
  "tenantId": "'"$(member "$EMULATOR" tenantId)"'",
  "clientId": "'"$(member "$EMULATOR" clientId)"'",
  "clientSecret": "'"$(member "$EMULATOR" clientSecret)"'",
  "environmentUrl": "'"$(member "$EMULATOR" baseUrl)"'"
}'
call connection.test '{ "provider": "microsoft-dynamics", "credentials": '"$credentials"' }'
echo
created=$(call config.create '{ "provider": "microsoft-dynamics", "credentials": '"$credentials"' }')
integration=$(member "$created" id)

# What the panel proposes as a table comes as rows; what is saved is a record, attribute by attribute.
suggested=$(call config.suggestMapping '{ "integrationId": "'"$integration"'" }')
printf '%.300s...\n' "$suggested"
call config.update '{
  "integrationId": "'"$integration"'",
  "version": '"$(member "$created" version)"',
  "mapping": {
    "emailaddress1": { "field": "email" },
    "firstname": { "field": "firstName" },
    "lastname": { "field": "lastName", "strategy": "UPDATE_IF_EMPTY" },
    "birthdate": { "field": "birthDate" },
    "address1_city": { "field": "address.city" },
    "gendercode": { "field": "salutation", "values": { "Frau": 2, "Herr": 1 } }
  },
  "enabled": true
}'
echo
