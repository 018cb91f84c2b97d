package org.alarmcall.vocabulary;

/**
 * One word of a {@link CodeList}.
 *
 * @param code as sent, for example {@code O}
 * @param label in English
 */
public record Code(String code, String label) {}
