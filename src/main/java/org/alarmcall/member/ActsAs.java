package org.alarmcall.member;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the caller to PostgreSQL for row-level security: inside a transaction, each method of the bean sees the rows of
 * its {@link Caller} argument and no other. A method that takes no caller can't run in a transaction.
 */
@InterceptorBinding
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ActsAs {}
