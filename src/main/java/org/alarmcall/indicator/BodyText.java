package org.alarmcall.indicator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.alarmcall.platform.PlainText;

/** How bodies become text and JSON: strictly, and within limits that hold whatever is sent. */
final class BodyText {

    static final int MAX_NESTING = 32;
    static final int MAX_NUMBER = 100;
    static final int MAX_STRING = 64 * 1024;
    static final int MAX_NAME = 1_000;

    /** Reads listings as trees; a number is never turned into a BigDecimal. */
    static final ObjectMapper MAPPER = new ObjectMapper(factory());

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private BodyText() {}

    private static JsonFactory factory() {
        JsonFactoryBuilder builder = new JsonFactoryBuilder();
        for (JsonReadFeature lenient : JsonReadFeature.values()) {
            builder.disable(lenient);
        }
        return builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_NESTING)
                        .maxNumberLength(MAX_NUMBER)
                        .maxStringLength(MAX_STRING)
                        .maxNameLength(MAX_NAME)
                        .maxDocumentLength(-1)
                        .maxTokenCount(-1)
                        .build())
                .build();
    }

    /** Refuses what is no UTF-8, instead of replacing it. */
    static CharsetDecoder strictUtf8() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The body as characters, without a byte order mark; what is no UTF-8 ends in a CharacterCodingException. */
    static Reader reader(InputStream body) throws IOException {
        PushbackReader reader = new PushbackReader(new InputStreamReader(body, strictUtf8()), 1);
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    static boolean isByteOrderMark(char c) {
        return c == BYTE_ORDER_MARK;
    }

    /** What is wrong with text that is no JSON, for the one who sent it. */
    static String reason(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "is beyond a limit: nesting " + MAX_NESTING + ", numbers of " + MAX_NUMBER + ", names of " + MAX_NAME
                    + ", strings of " + MAX_STRING + " characters";
        }
        return "is no JSON: " + PlainText.shown(String.valueOf(e.getOriginalMessage()), 200);
    }
}
