/** Members, their API clients and tokens, the collections and who may use them. Door: {@link org.alarmcall.member.Members}. */
@NullMarked
package org.alarmcall.member;

import org.jspecify.annotations.NullMarked;
