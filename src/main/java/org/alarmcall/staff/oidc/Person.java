package org.alarmcall.staff.oidc;

import java.util.Optional;
import org.alarmcall.member.StaffRole;

/**
 * Who signed in at the provider, by a verified ID token.
 *
 * @param subject with the issuer, the only thing that says who it is
 * @param handle an e-mail address or user name, to be shown; not proved, and may be somebody else's tomorrow
 * @param role the highest that the provider gives; empty for none
 */
public record Person(
        String issuer, String subject, String handle, String name, String organisation, Optional<StaffRole> role) {}
