/**
 * The coalition's staff: accounts and roles, how they prove who they are, their sessions. Doors: {@link
 * org.alarmcall.staff.StaffAccounts}, {@link org.alarmcall.staff.OwnAccount}, {@link org.alarmcall.staff.SignIn}, {@link org.alarmcall.staff.ProviderSignIn},
 * {@link org.alarmcall.staff.StaffSessions}.
 */
@NullMarked
package org.alarmcall.staff;

import org.jspecify.annotations.NullMarked;
