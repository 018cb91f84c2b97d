package org.alarmcall.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What body a resource method reads, where it is not the ordinary one: 1 MiB at most and not compressed. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface BodyLimit {

    /** Of an ordinary body. */
    int ORDINARY = 1024 * 1024;

    /** Bytes, counted after decompression. */
    long value();

    /** Whether {@code Content-Encoding: gzip} is read; the method is then given the decompressed bytes. */
    boolean gzip() default false;
}
