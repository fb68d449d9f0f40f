import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Hands contacts over, waits until they are in the CRM, and says what became of them. Java 17, nothing else:
 *
 * <pre>CRM_URL=https://crm.example.org CRM_ACCOUNT_ID=7 CRM_SERVICE_KEY=... java PushContacts.java</pre>
 */
public final class PushContacts {
    private static final int MOST_TRIES = 5;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI service;
    private final String serviceKey;
    private final long accountId;

    public PushContacts(URI service, String serviceKey, long accountId) {
        this.service = service;
        this.serviceKey = serviceKey;
        this.accountId = accountId;
    }

    /**
     * Hands over up to 1,000 contacts, given as a JSON array. Repeated with the same key and the same contacts within
     * 24 hours, it answers the same and takes nothing twice, so keep the key together with the contacts.
     *
     * @return {@code {"accepted": 2, "runs": [...]}} with one run for each enabled integration of the account
     */
    public String push(String idempotencyKey, String contacts) throws IOException, InterruptedException {
        return call("sync.push", """
                {"accountId": %d, "idempotencyKey": "%s", "contacts": %s}"""
                .formatted(accountId, idempotencyKey, contacts));
    }

    /** @return the run; it has ended as soon as its {@code finishedAt} is not null */
    public String run(String runId) throws IOException, InterruptedException {
        return call("sync.get", """
                {"accountId": %d, "runId": "%s"}""".formatted(accountId, runId));
    }

    /**
     * @param cursor null for the first page, then the {@code nextCursor} of the one before
     * @return {@code {"items": [...], "nextCursor": "..."}}; on the last page {@code nextCursor} is null
     */
    public String items(String runId, String cursor) throws IOException, InterruptedException {
        String from = cursor == null ? "" : ", \"cursor\": \"%s\"".formatted(cursor);
        return call("sync.items", """
                {"accountId": %d, "runId": "%s", "limit": 500%s}""".formatted(accountId, runId, from));
    }

    /** Sends again on 429, on 503 and when the connection breaks: every call here may be repeated. */
    private String call(String procedure, String input) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/trpc/" + procedure))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + serviceKey)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(input))
                .build();
        for (int tries = 1; ; tries++) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) return dataOf(answer.body());
                boolean passing = answer.statusCode() == 429 || answer.statusCode() == 503;
                if (!passing || tries == MOST_TRIES) throw new RefusedException(answer);
                Thread.sleep(waitFor(answer, tries).toMillis());
            } catch (RefusedException refused) {
                throw refused;
            } catch (IOException broken) {
                if (tries == MOST_TRIES) throw broken;
                Thread.sleep(backoff(tries).toMillis());
            }
        }
    }

    /** {@code Retry-After} is a number of seconds, or a date where a proxy wrote it. */
    private static Duration waitFor(HttpResponse<?> answer, int tries) {
        return answer.headers().firstValue("retry-after").map(value -> value.matches("\\d+")
                ? Duration.ofSeconds(Long.parseLong(value))
                : Duration.between(Instant.now(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)))
                .filter(wait -> !wait.isNegative())
                .orElse(backoff(tries));
    }

    private static Duration backoff(int tries) {
        return Duration.ofSeconds(1L << (tries - 1));
    }

    /** A good answer is {@code {"result":{"data":...}}}. */
    private static String dataOf(String body) {
        return body.substring("{\"result\":{\"data\":".length(), body.length() - "}}".length());
    }

    /** The answer says what is wrong: {@code error.data.crm} has a code, and params that name the place. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(HttpResponse<String> answer) {
            super(answer.statusCode() + " " + answer.body());
        }
    }

    // A real application reads the answers with its JSON library; three patterns keep this class free of one.
    private static final Pattern RUN_ID = Pattern.compile("\"id\":\"([^\"]+)\",\"integrationId\"");
    private static final Pattern ITEM =
            Pattern.compile("\"contactId\":\"([^\"]+)\".*?\"outcome\":\"([^\"]+)\",\"reason\":(null|\"[^\"]+\")");
    private static final Pattern NEXT_CURSOR = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PushContacts crm = new PushContacts(
                URI.create(System.getenv("CRM_URL")),
                System.getenv("CRM_SERVICE_KEY"),
                Long.parseLong(System.getenv("CRM_ACCOUNT_ID")));

        String pushed = crm.push(UUID.randomUUID().toString(), """
                [
                  { "id": "gf-71", "email": "hanna@example.org", "firstName": "Hanna", "birthDate": "1991-11-03" },
                  { "id": "gf-72", "email": "no address", "firstName": "Ute" }
                ]""");
        System.out.println(pushed);

        var runs = RUN_ID.matcher(pushed);
        while (runs.find()) {
            String runId = runs.group(1);
            String run = crm.run(runId);
            while (run.contains("\"finishedAt\":null")) {
                Thread.sleep(1_000);
                run = crm.run(runId);
            }
            System.out.println(run);
            printItems(crm, runId);
        }
    }

    private static void printItems(PushContacts crm, String runId) throws IOException, InterruptedException {
        String cursor = null;
        do {
            String page = crm.items(runId, cursor);
            ITEM.matcher(page).results().forEach(item ->
                    System.out.println(item.group(1) + " " + item.group(2) + " " + item.group(3)));
            var next = NEXT_CURSOR.matcher(page);
            cursor = next.find() ? next.group(1) : null;
        } while (cursor != null);
    }
}
