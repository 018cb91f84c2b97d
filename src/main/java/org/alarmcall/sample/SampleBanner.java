package org.alarmcall.sample;

import java.net.URI;
import java.util.List;

/** What the console ends with in development mode. */
final class SampleBanner {

    private SampleBanner() {}

    static String text(URI base, List<SampleClient> clients, SampleStaff staff) {
        SampleClient member = clients.get(0);
        StringBuilder text = new StringBuilder(2048)
                .append("\nAlarmcall is ready, with a sample coalition (every listing is made up).\n\n")
                .append("  API         ")
                .append(base)
                .append("/api/v1\n")
                .append("  Console     ")
                .append(base)
                .append("/console\n    login     ")
                .append(staff.login())
                .append("\n    password  ")
                .append(staff.password())
                .append("\n    then      ")
                .append(String.join(" or ", staff.recoveryCodes().subList(0, 3)))
                .append(" (each works once), or a code of an app with the key ")
                .append(staff.totpKey())
                .append('\n')
                .append("  OpenAPI     ")
                .append(base)
                .append("/q/openapi, to try: ")
                .append(base)
                .append("/q/swagger-ui\n")
                .append("  Health      ")
                .append(base)
                .append("/q/health, metrics: ")
                .append(base)
                .append("/q/metrics\n\n");
        for (SampleClient client : clients) {
            text.append("  ")
                    .append(client.who())
                    .append(", may ")
                    .append(client.may())
                    .append('\n')
                    .append("    id      ")
                    .append(client.clientId())
                    .append('\n')
                    .append("    secret  ")
                    .append(client.clientSecret())
                    .append('\n');
        }
        return text.append("\nPaste these, one after the other:\n\n")
                .append("  TOKEN=$(curl -s -u '")
                .append(member.clientId())
                .append(':')
                .append(member.clientSecret())
                .append("' -d grant_type=client_credentials ")
                .append(base)
                .append("/oauth2/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\n\n")
                .append("  curl -s -H \"Authorization: Bearer $TOKEN\" '")
                .append(base)
                .append("/api/v1/collections/ivory-and-horn/feed?tier=reviewed&limit=3'\n\n")
                .append("  curl -s -H \"Authorization: Bearer $TOKEN\" -H 'Content-Type: application/json' '")
                .append(base)
                .append(
                        "/api/v1/collections/ivory-and-horn/submissions' -d '{\"listings\":[{\"reference\":\"my-first\",")
                .append(
                        "\"observedAt\":\"2026-11-20T09:30:00Z\",\"labels\":{\"taxon\":{\"scientificName\":\"Loxodonta africana\"},")
                .append("\"term\":\"IVC\",\"policyCategory\":\"ivory\"},\"indicators\":[{\"type\":\"image_md5\",")
                .append("\"value\":\"9e107d9d372bb6826bd81d3542a419d6\"}]}]}'\n")
                .toString();
    }
}
