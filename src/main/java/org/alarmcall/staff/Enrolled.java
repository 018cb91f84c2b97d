package org.alarmcall.staff;

import java.util.List;

/**
 * Who has just added the first second factor.
 *
 * @param recoveryCodes shown once
 */
public record Enrolled(Started started, List<String> recoveryCodes) {}
