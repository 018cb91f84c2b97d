package org.alarmcall.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values as PostgreSQL sends and takes them in binary, each after its length: the fields of a row, the elements of an array. */
class BinaryFields {

    private static final long POSTGRES_EPOCH_SECONDS = 946_684_800L;

    private ByteBuffer buffer;

    BinaryFields(int capacity) {
        buffer = ByteBuffer.allocate(capacity);
    }

    public void bool(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
    }

    public void int2(@Nullable Short value) {
        if (value == null) {
            nothing();
        } else {
            room(6).putInt(2).putShort(value);
        }
    }

    public void int4(int value) {
        room(8).putInt(4).putInt(value);
    }

    public void int8(@Nullable Long value) {
        if (value == null) {
            nothing();
        } else {
            room(12).putInt(8).putLong(value);
        }
    }

    /** Also for {@code json}. */
    public void text(@Nullable String value) {
        bytea(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    public void bytea(byte @Nullable [] value) {
        if (value == null) {
            nothing();
        } else {
            room(4 + value.length).putInt(value.length).put(value);
        }
    }

    public void uuid(UUID value) {
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    public void date(LocalDate value) {
        int4((int) (value.toEpochDay() - POSTGRES_EPOCH_SECONDS / 86_400));
    }

    /** Microseconds count; what is finer is cut off. */
    public void timestamptz(@Nullable Instant value) {
        if (value == null) {
            nothing();
        } else {
            int8((value.getEpochSecond() - POSTGRES_EPOCH_SECONDS) * 1_000_000L + value.getNano() / 1_000);
        }
    }

    public void nothing() {
        room(4).putInt(-1);
    }

    /** The buffer, with room for so many more bytes. */
    final ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
        return buffer;
    }
}
