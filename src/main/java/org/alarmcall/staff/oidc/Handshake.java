package org.alarmcall.staff.oidc;

/**
 * Three secrets that tie a sign-in to the browser that began it.
 *
 * @param state comes back with the browser
 * @param nonce comes back in the ID token
 * @param verifier is shown to the provider with the code; before it sees the SHA-256 only (PKCE, RFC 7636)
 */
public record Handshake(String state, String nonce, String verifier) {}
