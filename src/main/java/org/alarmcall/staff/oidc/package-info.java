/** Asks an OpenID Connect provider who somebody is. Knows the provider, and nothing of accounts. */
@NullMarked
package org.alarmcall.staff.oidc;

import org.jspecify.annotations.NullMarked;
