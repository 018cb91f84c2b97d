package org.alarmcall.staff.oidc;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alarmcall.member.StaffRole;
import org.alarmcall.platform.PlainText;
import org.alarmcall.platform.StartupRefused;

/** Reads a person from the claims of an ID token. */
final class Claims {

    /** As wide as the columns are. */
    private static final int MAX_NAME = 200;

    private final JsonPointer roles;
    private final Set<String> admins;
    private final Set<String> leads;
    private final Set<String> reviewers;
    private final String organisation;

    Claims(OidcConfig config) {
        this.roles = pointer(config.rolesClaim());
        this.admins = Set.copyOf(config.admins());
        this.leads = Set.copyOf(config.leads());
        this.reviewers = Set.copyOf(config.reviewers());
        this.organisation = config.organisation();
    }

    Person person(String issuer, String subject, JsonNode claims) {
        String handle = first(claims, "email", "preferred_username", "upn").orElse(subject);
        String name = first(claims, "name", "preferred_username").orElse(handle);
        return new Person(issuer, subject, handle, name, organisation, role(claims));
    }

    private Optional<StaffRole> role(JsonNode claims) {
        JsonNode claim = claims.at(roles);
        Set<String> values = new HashSet<>();
        if (claim.isTextual()) {
            values.add(claim.textValue());
        }
        if (claim.isArray()) {
            claim.forEach(value -> values.add(value.asText()));
        }
        if (values.stream().anyMatch(admins::contains)) {
            return Optional.of(StaffRole.ADMIN);
        }
        if (values.stream().anyMatch(leads::contains)) {
            return Optional.of(StaffRole.LEAD);
        }
        return values.stream().anyMatch(reviewers::contains) ? Optional.of(StaffRole.REVIEWER) : Optional.empty();
    }

    private static Optional<String> first(JsonNode claims, String... names) {
        return Stream.of(names)
                .map(claims::path)
                .filter(JsonNode::isTextual)
                .map(claim -> PlainText.shown(claim.textValue().strip(), MAX_NAME - 1))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException e) {
            throw new StartupRefused("alarmcall.staff.oidc.roles-claim is " + text
                    + "; it must be a JSON Pointer, as /roles or /realm_access/roles.");
        }
    }
}
